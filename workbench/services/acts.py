"""The journal as a list: every act with who, when and what, narrowed by kind, person and day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from workbench.records.changes import OWN, SourceKind
from workbench.services.act_words import act_words
from workbench.services.registers import Registers
from workbench.services.told import RecordTold, tell
from workbench.services.undoing import taken_back
from workbench.services.workbench import Workbench
from workbench.storage.journal import Act
from workbench.values.text import fold

KINDS: tuple[str, ...] = get_args(SourceKind)
Way = Literal["", "undo", "redo"]
_MOST = 2000  # listed at once


@dataclass(frozen=True, slots=True)
class ActQuery:
    """What to list; empty does not narrow. `words` are looked for in what was done, accents aside."""

    kind: str = ""
    actor: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act. `touched`: records it wrote; `undone`: taken back and not done again; `way`: what can be done to it;
    `erased`: records whose content was erased since, or by it.
    """

    number: int
    at: datetime
    actor: str
    kind: SourceKind
    what: str
    note: str
    touched: int
    undone: bool
    way: Way
    erased: int = 0


@dataclass(frozen=True, slots=True)
class ActList:
    """Acts newest first, at most 2,000 of the `n` found."""

    lines: tuple[ActLine, ...]
    n: int
    actors: tuple[str, ...]
    head: str


def listed(workbench: Workbench, query: ActQuery = ActQuery()) -> ActList:
    """The acts that match."""
    journal = workbench.journal
    kinds = (query.kind,) if query.kind else ()
    found = list(_worded(journal.found(kinds, query.actor, query.first, query.last), fold(query.words).split()))
    shown = found[:_MOST]
    back = taken_back(journal.links())
    sizes = journal.sizes(shown[-1][0].number, shown[0][0].number) if shown else {}
    lines = (_line(act, what, *sizes.get(act.number, (0, 0)), act.number in back) for act, what in shown)
    return ActList(tuple(lines), len(found), tuple(journal.actors()), journal.mark())


def changes_of(registers: Registers, number: int, most: int) -> tuple[RecordTold, ...]:
    """What an act did, in words."""
    return tell(registers, registers.workbench.journal.changes(number), most)


def _worded(acts: list[Act], wanted: list[str]) -> Iterator[tuple[Act, str]]:
    for act in acts:
        what = act_words(act)
        if not wanted or all(word in fold(f"{what} {act.note}") for word in wanted):
            yield act, what


def _line(act: Act, what: str, touched: int, erased: int, undone: bool) -> ActLine:
    way: Way = "" if act.kind not in OWN or not touched else "redo" if undone else "undo"
    return ActLine(act.number, act.at, act.actor, act.kind, what, act.note, touched, undone, way, erased)
