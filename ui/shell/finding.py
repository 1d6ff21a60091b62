"""Finding from anywhere: records of every register by words or short code (`vm63`); pages, views of registers and
commands by name or by the first letters of its words (`kn qh`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ui.shell import nav
from workbench.messages import text
from workbench.services.register_rows import Row
from workbench.services.registers import VIEWS, Query, Registers
from workbench.services.views import saved_views
from workbench.storage.repository import Repository
from workbench.values.text import fold

_EACH, _COMMANDS, _PLACES = 4, 5, 5
OWN = "own:"  # before the id of a view that the office made itself


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found. `kind` is a register, `command`, `page` or `view`; `key` a record id, a command id, a page, or
    register and view with a blank between them.
    """

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
    fits = (Found("command", name, words, "", icon or "chevron-right") for name, words, icon in commands)
    return [found for found in fits if _named(found.code, typed)][:_COMMANDS]


def find_places(repository: Repository, typed: str) -> list[Found]:
    """Pages, and views of registers with those that the office made itself, whose names are meant."""
    pages = [Found("page", key, text(f"shell.nav_{key}"), "", nav.ICONS[key]) for key in nav.KEYS]
    found = [page for page in pages if _named(page.code, typed)]
    found += [view for register in nav.FOUND for view in _views(repository, register) if _named(view.code, typed)]
    return found[:_PLACES]


def _views(repository: Repository, register: str) -> Iterator[Found]:
    called = text(f"shell.nav_{register}") if register in nav.KEYS else text(f"register.title_{register}")
    made = [(f"{OWN}{view.uid}", view.name) for view in saved_views(repository, register)]
    built_in = [(view, text(f"view.{register}_{view}")) for view in VIEWS[register] if view != "all"]
    for key, name in (*built_in, *made):
        words = text("shell.found_view", register=called, view=name)
        yield Found("view", f"{register} {key}", words, text("shell.found_is_view"), nav.ICONS[register])


def _named(words: str, typed: str) -> bool:
    """Whether a name holds all that was typed, or its words begin with those letters."""
    wanted, folded = fold(typed).split(), fold(words)
    initials = "".join(word[0] for word in folded.split() if word[0].isalnum())
    return bool(wanted) and (all(part in folded for part in wanted) or "".join(wanted) == initials)


def _found(register: str, row: Row) -> Found:
    words = " · ".join(filter(None, (row.title, row.places)))
    return Found(register, row.ref.uid, row.code, words, nav.ICONS[register])
