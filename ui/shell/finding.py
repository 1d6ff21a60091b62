"""Finding from anywhere: records of every register by words or short code (`vm63`), and commands by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ui.shell import nav
from workbench.services.register_rows import Row
from workbench.services.registers import Query, Registers
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
    by_code = [
        _found(register, row)
        for register in nav.FOUND
        for row in registers.rows_of(register, registers.uids_of_code(register, typed))
    ]
    if by_code:
        return by_code
    found: list[Found] = []
    for register in nav.FOUND:
        found += [_found(register, row) for row in registers.first_rows(register, Query(search=typed), _EACH)]
    return found


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
