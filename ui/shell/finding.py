"""Finding from anywhere: records of every register by words or short code (`vm63`); pages, views of registers and
commands by name or by the first letters of its words (`kn qh`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ui.shell import nav
from ui.views.telex import untyped
from workbench.messages import text
from workbench.services.register_rows import Row
from workbench.services.registers import VIEWS, Query, Registers
from workbench.services.views import saved_views
from workbench.storage.repository import Repository
from workbench.values.text import fold

_EACH, _COMMANDS, _PLACES = 4, 5, 5
_MOST_NAMED, _NEAR, _NEAR_IN = 8, 6, 6
_LEAST_NEAR, _MOST_WORDS = 3, 5  # words; of two, one alone would find nearly everything
_PART = 2  # letters of a word that is looked for inside a name; one alone stands in nearly all
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


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in the record; `meant` when nothing was and these are the words that the typing spells, `near` when
    not even those find anything: what all words but one find.
    """

    records: list[Found]
    places: list[Found]
    meant: str = ""
    near: Sequence[Found] = ()


def find(registers: Registers, repository: Repository, typed: str, guess: bool) -> Findings:
    """Records, pages and views. With `guess`, words that find nothing are read as Telex or VNI typed with the typing
    tool off, and else as words of which one is wrong.
    """
    found = Findings(find_records(registers, typed), find_places(repository, typed))
    if not guess or found.records or found.places:
        return found
    if spelt := untyped(typed):
        meant = Findings(find_records(registers, spelt), find_places(repository, spelt), spelt)
        if meant.records or meant.places:
            return meant
    return Findings([], [], near=find_near(registers, typed))


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
    named, rest = _register_named(typed)
    if named:
        found += _holding(registers, named, rest, _MOST_NAMED)
    for register in nav.FOUND:
        found += [one for one in _holding(registers, register, typed, _EACH) if one not in found]
    return found


def find_near(registers: Registers, typed: str) -> list[Found]:
    """Records that hold all words but one: of words half remembered one is often another in the record."""
    words = typed.split()
    if not _LEAST_NEAR <= len(words) <= _MOST_WORDS:
        return []
    found: list[Found] = []
    for place in range(len(words)):
        others = " ".join((*words[:place], *words[place + 1 :]))
        for register in nav.FOUND[:_NEAR_IN]:
            found += [one for one in _holding(registers, register, others, _EACH) if one not in found]
    return found[:_NEAR]


def _holding(registers: Registers, register: str, words: str, most: int) -> list[Found]:
    return [_found(register, row) for row in registers.first_rows(register, Query(search=words), most)]


def _register_named(typed: str) -> tuple[str, str]:
    """The register whose name the words begin with, and the words behind it: “vuong mac cat”; ("", "") for none."""
    wanted = fold(typed)
    for register in nav.FOUND:
        key = f"shell.nav_{register}" if register in nav.KEYS else f"register.title_{register}"
        name = fold(text(key)) + " "
        if wanted.startswith(name) and wanted[len(name) :].strip():
            return register, wanted[len(name) :].strip()
    return "", ""


def find_commands(commands: Iterable[tuple[str, str, str]], typed: str) -> list[Found]:
    """Commands (id, words, icon) whose words hold all that was typed, by words or by their first letters."""
    named = [Found("command", name, words, "", icon or "chevron-right") for name, words, icon in commands]
    return _meant(named, typed)[:_COMMANDS]


def find_places(repository: Repository, typed: str) -> list[Found]:
    """Pages, and views of registers with those that the office made itself, whose names are meant."""
    pages = [Found("page", key, text(f"shell.nav_{key}"), "", nav.ICONS[key]) for key in nav.KEYS]
    views = [view for register in nav.FOUND for view in _views(repository, register)]
    return _meant([*pages, *views], typed)[:_PLACES]


def _views(repository: Repository, register: str) -> Iterator[Found]:
    called = text(f"shell.nav_{register}") if register in nav.KEYS else text(f"register.title_{register}")
    made = [(f"{OWN}{view.uid}", view.name) for view in saved_views(repository, register)]
    built_in = [(view, text(f"view.{register}_{view}")) for view in VIEWS[register] if view != "all"]
    for key, name in (*built_in, *made):
        words = text("shell.found_view", register=called, view=name)
        yield Found("view", f"{register} {key}", words, text("shell.found_is_view"), nav.ICONS[register])


def _meant(named: Sequence[Found], typed: str) -> list[Found]:
    """Those whose words begin with the letters typed, then those whose name holds all that was typed."""
    wanted = fold(typed).split()
    by_letters = [found for found in named if wanted and "".join(wanted) == _initials(found.code)]
    whole = [part for part in wanted if len(part) >= _PART]
    by_words = [found for found in named if whole == wanted and wanted and all(w in fold(found.code) for w in wanted)]
    return [*by_letters, *(found for found in by_words if found not in by_letters)]


def _initials(words: str) -> str:
    return "".join(word[0] for word in fold(words).split() if word[0].isalnum())


def _found(register: str, row: Row) -> Found:
    words = " · ".join(filter(None, (row.title, row.places)))
    return Found(register, row.ref.uid, row.code, words, nav.ICONS[register])
