"""Finding from anywhere: records of every register by words or short code (`vm63`), and commands by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ui.shell import nav
from workbench.services.register_rows import BUILDERS, Row
from workbench.services.registers import Query, Registers
from workbench.values.codes import RecordCode, parse_code
from workbench.values.text import fold

_EACH, _COMMANDS = 4, 5


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found. `kind` is a register or `command`; `key` a record id or a command id."""

    kind: str
    key: str
    code: str
    words: str
    icon: str


def find_records(registers: Registers, typed: str) -> list[Found]:
    """Records that hold all words in any order; a short code leads straight to its record."""
    by_code = [_found(register, row) for register in nav.FOUND for row in rows_of_code(registers, register, typed)]
    if by_code:
        return by_code
    found: list[Found] = []
    for register in nav.FOUND:
        rows = registers.rows(register, Query(search=typed))
        found += [_found(register, row) for row in rows[:_EACH]]
    return found


def rows_of_code(registers: Registers, register: str, typed: str) -> list[Row]:
    """Rows named by a short code such as `vm63`, `kn 19`, `VM-2026-063`; newest year first."""
    asked = parse_code(typed)
    prefix = registers.workbench.repository.entities[BUILDERS[register][0]].prefix
    if asked is None or asked.prefix != prefix:
        return []
    rows = [row for row in registers.all_rows(register) if _same(parse_code(row.code), asked)]
    return sorted(rows, key=lambda row: row.code, reverse=True)


def _same(code: RecordCode | None, asked: RecordCode) -> bool:
    return code is not None and code.number == asked.number and asked.year in (None, code.year)


def find_commands(commands: Iterable[tuple[str, str, str]], typed: str) -> list[Found]:
    """Commands (id, words, icon) whose words hold all that was typed, by words or by their first letters."""
    wanted = fold(typed).split()
    if not wanted:
        return []
    found = []
    for name, words, icon in commands:
        folded = fold(words)
        initials = "".join(word[0] for word in folded.split())
        if all(part in folded for part in wanted) or "".join(wanted) == initials:
            found.append(Found("command", name, words, "", icon or "chevron-right"))
    return found[:_COMMANDS]


def _found(register: str, row: Row) -> Found:
    words = " · ".join(filter(None, (row.title, row.places)))
    return Found(register, row.ref.uid, row.code, words, nav.ICONS[register])
