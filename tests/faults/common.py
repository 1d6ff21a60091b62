"""What the fault runs share: a record like an office's, work acknowledged act by act, and what must hold after."""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.building import edit, new
from workbench.clock import FixedClock
from workbench.records.changes import Attachment, ChangeSet, FieldSource, Label
from workbench.records.issues import CellRef
from workbench.records.record import Ref
from workbench.services.maintenance import check_record
from workbench.services.workbench import Workbench
from workbench.storage.cipher import Key

ENCRYPTED = "LIEN_KET_VUNG_FAULTS_ENCRYPTED"  # set: every record of the runs lies under a passphrase
KEY = Key(bytes(range(32)), bytes(range(100, 116)))
SEED = ChangeSet(Label("act.seed", {"code": "THU"}), source="seed")
WORDS = ("vướng", "mắc", "thủ", "tục", "thu", "hồi", "đất", "chậm", "bàn", "giao", "mặt", "bằng", "tuyến", "vốn")
ROWS = 60  # rows of one import


@dataclass
class Outcome:
    """What a run tried and found. It passes when nothing is listed in `failures` and it did try something."""

    name: str
    tried: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    skipped: str = ""
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether all held; a run that tried nothing has not passed."""
        return not self.failures and sum(self.tried.values()) > 0

    def line(self) -> str:
        """One line for a person."""
        if self.skipped:
            return f"-     {self.name:<10} {self.skipped}"
        counted = ", ".join(f"{n} {what}" for what, n in self.tried.items())
        head = f"{'ok' if self.passed else 'FAILED':<6}{self.name:<10} {counted} ({self.seconds:.0f} s)"
        return "\n".join([head, *(f"      {words}" for words in self.failures[:10])])


def timed(run: Callable[[], Outcome]) -> Outcome:
    """Run it and keep how long it took."""
    start = time.monotonic()
    outcome = run()
    outcome.seconds = time.monotonic() - start
    return outcome


def clock() -> FixedClock:
    """12 October 2026, 09:42; ids that no two processes share."""
    return FixedClock.on(date(2026, 10, 12), f"{os.getpid():x}-{time.monotonic_ns():x}-")


def key() -> Key | None:
    """The key of the records of these runs; None when they are plain."""
    return KEY if os.environ.get(ENCRYPTED) else None


def reopened(path: Path, actor: str, **options: Any) -> Workbench:
    """The record, plain or encrypted as these runs have it."""
    own = key()
    return Workbench.open(path, clock(), actor, secrets=[own] if own else [], **options)


def office(path: Path, size: int = 40, seed: int = 1) -> None:
    """A closed record with places, obstacles with their parts, an import and edits."""
    chance = random.Random(seed)
    with Workbench.create(path, SEED, clock(), "Nguyễn A", key()) as made:
        made.safeguard = None
        rows = [new("locality", f"l{n}", code=f"8{n}", name=f"Tỉnh {n}") for n in range(4)]
        for n in range(size):
            rows.append(new("obstacle", f"o{n}", content=words(chance, 40), localities=(f"l{n % 4}",)))
            rows.append(new("recommendation", f"r{n}", obstacle=f"o{n}", content=words(chance, 12)))
        made.commit(ChangeSet(Label("act.sample"), tuple(rows)))
        made.commit(import_of(0, chance))
        for n in range(size // 4):
            change = edit(made, "obstacle", f"o{n * 3}", note=words(chance, 6))
            made.commit(ChangeSet(Label("act.edit", {"code": f"o{n * 3}"}), (change,)))


def words(chance: random.Random, n: int) -> str:
    """Some words."""
    return " ".join(chance.choice(WORDS) for _ in range(n))


def edit_of(number: int) -> ChangeSet:
    """One small act that can be told from all others."""
    return ChangeSet(Label("act.create", {"code": f"e{number}"}), (new("obstacle", f"e{number}", content="một việc"),))


def import_of(batch: int, chance: random.Random, rows: int = ROWS) -> ChangeSet:
    """An import of `rows` rows with its file and the sources of its values."""
    content = chance.randbytes(3000)
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"Biểu {batch}.xlsx"
    made = [new("obstacle", f"i{batch}-{n}", content=words(chance, 30)) for n in range(rows)]
    kept = new("import_batch", f"b{batch}", sha256=sha256, file_name=name, state="done")
    sources = tuple(FieldSource(c.ref, "content", f"b{batch}", (CellRef("B", "B9"),), "x") for c in made)
    label = Label("act.import", {"file": name, "n": rows})
    return ChangeSet(label, (kept, *made), "import", sources, (Attachment(sha256, name, content),))


def unkept(opened: Workbench, acked: set[str]) -> Iterator[str]:
    """Acknowledged acts that are not in the record, and imports that are there in part."""
    there = {record.uid for record in opened.repository.all("obstacle")}
    batches = {record.uid for record in opened.repository.all("import_batch")}
    for act in sorted(acked):
        if act not in there and act not in batches:
            yield f"lost: {act} was acknowledged"
    for batch in batches:
        rows = sum(1 for uid in there if uid.startswith(f"i{batch[1:]}-"))
        if rows != ROWS:
            yield f"half an import: {batch} has {rows} of {ROWS} rows"
    for uid in there:
        if uid.startswith("i") and f"b{uid[1:].partition('-')[0]}" not in batches:
            yield f"half an import: {uid} without its batch"


def unsound(opened: Workbench) -> list[str]:
    """What the full check finds."""
    return [f"check: {finding.words}" for finding in check_record(opened) if not finding.good]


def named(act: ChangeSet) -> str:
    """How an act is acknowledged: by the first record that it makes."""
    first: Ref = act.changes[0].ref
    return first.uid
