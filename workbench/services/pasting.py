"""A column copied from a spreadsheet put into a column of a register: each value as if it were typed into its cell.

What each record would get, and why some cannot, is told before it is written; it is then one act. A blank changes
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from workbench.errors import UserError
from workbench.messages import of_error, text
from workbench.progress import Progress, Silent
from workbench.records.changes import Change, ChangeSet, Label
from workbench.records.record import Record, Ref
from workbench.services import inline
from workbench.services.linked import Linked
from workbench.services.workbench import Workbench
from workbench.values.date_formats import format_date


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One record and its value: what stands there, what it would become, or why it cannot (`why`, a sentence)."""

    code: str
    before: str
    after: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class PastePlan:
    """The act, with a line for each record that changes or refuses; `same` and `blank` stay as they are, `spare` values
    have no row to go to.
    """

    act: ChangeSet
    lines: tuple[PastedLine, ...]
    same: int = 0
    blank: int = 0
    spare: int = 0

    @property
    def changed(self) -> int:
        """How many records would change."""
        return sum(not line.why for line in self.lines)


def column_of(copied: str) -> tuple[str, ...] | None:
    """The values of a copied column, top first, blanks kept but for those at the end; None when it is no column.

    A spreadsheet parts cells by tabs and puts a cell that holds a line break into quotes.
    """
    from workbench.exchange.reading.delimited import records  # nobody pastes while the program starts

    try:
        rows = list(records(copied, "\t"))
    except UserError:  # the import, where a copied table goes, says what is wrong with it
        return None
    if any(len(row) > 1 for row in rows):
        return None
    values = [" ".join(row[0].split()) if row else "" for row in rows]
    while values and not values[-1]:
        values.pop()
    return tuple(values) or None


def plan_paste(
    workbench: Workbench,
    linked: Linked,
    refs: Sequence[Ref | None],
    column: str,
    values: Sequence[str],
    progress: Progress | None = None,
) -> PastePlan:
    """What pasting `values` into the `column` of records would do, one after the other. Writes nothing.

    A record that is gone is None: its value goes to no other.
    """
    changes: list[Change] = []
    lines: list[PastedLine] = []
    told, same, blank, spare = progress or Silent(), 0, 0, 0
    records = _read(workbench, refs[: len(values)])
    for place, (record, words) in enumerate(zip_longest(records, values)):
        told.step(place, len(values))
        if record is None:
            spare += bool(words)
        elif not words:
            blank += 1
        else:
            line, own = _line(workbench, linked, record, column, words)
            if line is None:
                same += 1
            else:
                lines.append(line)
                changes.extend(own)
    number = sum(not line.why for line in lines)
    return PastePlan(ChangeSet(Label("act.pasted", {"n": number}), tuple(changes)), tuple(lines), same, blank, spare)


def _read(workbench: Workbench, refs: Sequence[Ref | None]) -> list[Record[Any] | None]:
    """The records, all of an entity read together; None where one is gone."""
    wanted = [ref for ref in refs if ref is not None]
    entities = {ref.entity for ref in wanted}
    found = {
        record.ref: record
        for entity in entities
        for record in workbench.repository.many(entity, [ref.uid for ref in wanted if ref.entity == entity])
    }
    return [None if ref is None else found.get(ref) for ref in refs]


def _line(
    workbench: Workbench, linked: Linked, record: Record[Any], column: str, words: str
) -> tuple[PastedLine | None, Sequence[Change]]:
    """What happens to one record: nothing (None) when it holds the value already."""
    ref, before = record.ref, _words(inline.value_of(record, column))
    letter = inline.letter_of_due(linked, ref) if column == "due" else None
    if letter is not None:
        return PastedLine(record.name, before, words, text("cell.due_of_letter", letter=letter.values.code)), ()
    try:
        act = inline.propose_for(workbench, linked, record, column, words)
    except UserError as error:
        return PastedLine(record.name, before, words, of_error(error)), ()
    if act.is_empty:
        return None, ()
    field = inline.DUE_FIELDS[ref.entity] if column == "due" else column
    own = next(change for change in act.changes if change.ref == ref)
    after = dict(own.after or {}).get(field, words)
    return PastedLine(record.name, before, _words(after)), act.changes


def _words(value: object) -> str:
    return format_date(value) if isinstance(value, date) else "" if value is None else str(value)
