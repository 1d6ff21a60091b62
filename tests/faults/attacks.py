"""Somebody rewrites history with a database tool: the chain shows it, or the mark in print does."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.common import Outcome, clock, office
from workbench.services.workbench import Workbench
from workbench.storage.erasing import digest
from workbench.storage.journal import GENESIS, Journal, _seal

Attack = Callable[[sqlite3.Connection, random.Random, int], None]
_OF_ACTS = ("act_change", "field_source", "attachment")


def _number(chance: random.Random, last: int) -> int:
    return chance.randrange(2, last)


def edited(connection: sqlite3.Connection, chance: random.Random, last: int) -> None:
    """One value of one act."""
    number = _number(chance, last)
    column = chance.choice(("at", "actor", "kind", "label", "note"))
    connection.execute(f"UPDATE act SET {column}={column}||'x' WHERE number=?", (number,))


def edited_change(connection: sqlite3.Connection, chance: random.Random, last: int) -> None:
    """One value inside a change."""
    rows = connection.execute("SELECT act, position, after FROM act_change WHERE after LIKE '%:\"%'").fetchall()
    act, position, after = chance.choice(rows)
    connection.execute(
        "UPDATE act_change SET after=? WHERE act=? AND position=?", (after.replace('"', '"z', 1), act, position)
    )


def emptied(connection: sqlite3.Connection, chance: random.Random, last: int) -> None:
    """The content of a change replaced by its digest, as emptying the trash does, but with no act that says so."""
    rows = connection.execute("SELECT * FROM act_change").fetchall()
    row = chance.choice(rows)
    mark = json.dumps({"erased": digest(row)}, separators=(",", ":"))
    connection.execute("UPDATE act_change SET before=?, after=NULL WHERE act=? AND position=?", (mark, *row[:2]))


def deleted(connection: sqlite3.Connection, chance: random.Random, last: int) -> None:
    """An act with all that belongs to it."""
    _drop(connection, _number(chance, last), "=")


def renumbered(connection: sqlite3.Connection, chance: random.Random, last: int) -> None:
    """An act deleted and the later ones moved up."""
    number = _number(chance, last)
    _drop(connection, number, "=")
    for table, column in (("act", "number"), *((name, "act") for name in _OF_ACTS)):
        for n in range(number + 1, last + 1):
            connection.execute(f"UPDATE {table} SET {column}=? WHERE {column}=?", (n - 1, n))


def swapped(connection: sqlite3.Connection, chance: random.Random, last: int) -> None:
    """Two acts in each other's place."""
    one, two = chance.sample(range(2, last + 1), 2)
    for table, column in (("act", "number"), *((name, "act") for name in _OF_ACTS)):
        for source, target in ((one, -1), (two, one), (-1, two)):
            connection.execute(f"UPDATE {table} SET {column}=? WHERE {column}=?", (target, source))


def cut(connection: sqlite3.Connection, chance: random.Random, last: int) -> None:
    """The newest acts cut off."""
    _drop(connection, _number(chance, last), ">=")


def rewritten(connection: sqlite3.Connection, chance: random.Random, last: int) -> None:
    """An act altered and every hash after it reckoned anew, as somebody who knows the program could."""
    connection.execute("UPDATE act SET actor='Người khác' WHERE number=?", (_number(chance, last),))
    before = GENESIS
    for row in connection.execute("SELECT * FROM act ORDER BY number").fetchall():
        changes = connection.execute("SELECT * FROM act_change WHERE act=? ORDER BY position", row[:1]).fetchall()
        sources = connection.execute("SELECT * FROM field_source WHERE act=?", row[:1]).fetchall()
        files = connection.execute("SELECT sha256, name, size FROM attachment WHERE act=?", row[:1]).fetchall()
        sealed = _seal(before, row[:7], map(digest, changes), map(digest, sources), map(digest, files))
        connection.execute("UPDATE act SET before_hash=?, hash=? WHERE number=?", (before, sealed, row[0]))
        before = sealed


def disguised(connection: sqlite3.Connection, chance: random.Random, last: int) -> None:
    """An act altered, and a forged recovery added that lists the break as known."""
    number = _number(chance, last)
    connection.execute("UPDATE act SET actor='Người khác' WHERE number=?", (number,))
    (before,) = connection.execute("SELECT hash FROM act WHERE number=?", (last,)).fetchone()
    breaks = {"file": "x", "n": 0, "breaks": f"{number}:altered_act"}
    label = json.dumps({"key": "act.recovered", "params": breaks}, sort_keys=True, separators=(",", ":"))
    head = (last + 1, "2026-10-12T09:42:00+07:00", "A", "seed", label, "", None)
    sealed = _seal(before, head, [], [], [])
    connection.execute("INSERT INTO act VALUES (?,?,?,?,?,?,?,?,?)", (*head, before, sealed))


def _drop(connection: sqlite3.Connection, number: int, which: str) -> None:
    for table in _OF_ACTS:
        connection.execute(f"DELETE FROM {table} WHERE act{which}?", (number,))
    connection.execute(f"DELETE FROM act WHERE number{which}?", (number,))


BY_CHAIN: tuple[Attack, ...] = (edited, edited_change, emptied, deleted, renumbered, swapped)
BY_MARK: tuple[Attack, ...] = (cut, rewritten)


def run(trials: int, seed: int = 5) -> Outcome:
    """Attack a record `trials` times in each way."""
    outcome = Outcome("attacks")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        sound = Path(folder) / "so.lkv"
        office(sound)
        with Workbench.open(sound, clock(), "A", read_only=True) as opened:
            printed, last = opened.journal.mark(), opened.journal.head()[0]
        for attack in (*BY_CHAIN, *BY_MARK, disguised):
            chance = random.Random(f"{seed}{attack.__name__}")
            for trial in range(trials):
                path = Path(shutil.copy(sound, Path(folder) / "sua.lkv"))
                _commit(path, attack, chance, last)
                with Workbench.open(path, clock(), "A", as_it_is=True) as opened:
                    seen = _how(attack, opened.journal, printed)
                outcome.tried[attack.__name__.replace("_", " ")] += 1
                if not seen:
                    outcome.failures.append(f"unseen: {attack.__name__}, trial {trial}, seed {seed}")
    return outcome


def _commit(path: Path, attack: Attack, chance: random.Random, last: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        attack(connection, chance, last)


def _how(attack: Attack, journal: Journal, printed: str) -> bool:
    """Whether the attack shows: in the chain; for those that leave the chain whole, against the mark in print; and a
    forged recovery at least stands in the list of breaks and of acts.
    """
    breaks = list(journal.verify())
    if attack in BY_CHAIN:
        return any(not found.known for found in breaks)
    if attack is disguised:
        return any(found.known for found in breaks) and journal.acts(1)[0].label.key == "act.recovered"
    return not breaks and not journal.bears(printed)
