"""What every printed register is made of: the span it covers, and its records in words.

Vietnamese, whatever the window speaks. Nothing is laid out here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workbench.messages import text_in
from workbench.records.record import Record
from workbench.reports.totals import Standing, Totals
from workbench.services.linked import Linked
from workbench.services.past import STATE, Past
from workbench.values.dates import format_date
from workbench.values.periods import Period


@dataclass(frozen=True, slots=True)
class Span:
    """The day of the print, and the first and last day of the period where one is chosen. `past` for a day before
    today: states are then those of that day."""

    as_of: date
    first: date | None = None
    last: date | None = None
    period: Period | None = None
    past: Past | None = None

    def state(self, record: Record[Any]) -> str:
        """How a record stood on the day."""
        return self.past.state(record) if self.past else str(record.get(STATE[record.ref.entity]))

    def value(self, record: Record[Any], field: str) -> Any:
        """What a field of a record said on the day, for those that change as things take their course."""
        return self.past.value(record, field) if self.past else record.get(field)

    def was_there(self, record: Record[Any]) -> bool:
        """Whether there was such a thing by the day."""
        return self.past is None or self.past.was_there(record)

    @property
    def end(self) -> date:
        """The last day that counts: of the period, or of the print where that comes first."""
        return min(self.last or self.as_of, self.as_of)

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the span; an unknown one does when no period is chosen."""
        if day is None:
            return self.first is None and self.last is None
        return day <= self.end and (self.first is None or day >= self.first)


@dataclass(frozen=True, slots=True)
class Printed:
    """One record to be printed: words by column, how it stands, what it is sorted and grouped by.

    With `parts` it takes a row for each; the columns that a part does not name are shared by all of them.
    `number` is what it is bound under, for the cover: "16/BC-HĐĐP", "VM-2026-063". `counts` where the row
    itself counts many things. `state` is the key of its state on the day. `order["<group>_group"]` orders the groups
    where their names do not.
    """

    uid: str
    cells: Mapping[str, str]
    standing: Standing
    order: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Mapping[str, str], ...] = ()
    number: str = ""
    counts: Totals | None = None
    state: str = ""


def _no_lines(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    return ()


def _no_sums(linked: Linked, found: Sequence[Printed], span: Span) -> Mapping[str, str]:
    return {}


def _all(linked: Linked, found: Sequence[Printed], span: Span) -> Sequence[Printed]:
    return found


Lines = Callable[[Linked, Sequence[Printed], Span], tuple[str, ...]]
Sums = Callable[[Linked, Sequence[Printed], Span], Mapping[str, str]]
Unasked = Callable[[Linked, Sequence[Printed], Span], Sequence[Printed]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A register that is printed: its rows, the lines under them, the cells of its total and of the rates under
    that, the entity whose imported sources are told. `periodic`: it is of one reporting period, the one in hand
    where none is chosen. `unasked` keeps what is told where no records were chosen."""

    rows: Callable[[Linked, Span], list[Printed]]
    summary: Lines = _no_lines
    sums: Sums = _no_sums
    rates: Sums = _no_sums
    entity: str = ""
    periodic: bool = False
    unasked: Unasked = _all


def paper_words(linked: Linked, document: str | None, day: date | None) -> str:
    """Number over date, as it stands on the paper; the day it was sent or came when it bears none."""
    paper = linked.document(document)
    number = (paper.values.full_number or "") if paper else ""
    written = paper.values.issued_date if paper else None
    shown = (paper.values.date_text or "") if paper and written is None else ""
    known = written or day
    shown = shown or (format_date(known) if known else "")
    number = number or (text_in("vi", "report.no_number") if shown else "")
    return "\n".join(filter(None, (number, shown)))


def paper_number(linked: Linked, document: str | None) -> str:
    """The number of a paper alone; empty when it bears none."""
    paper = linked.document(document)
    return (paper.values.full_number or "") if paper else ""


def listed(contents: Iterable[str]) -> str:
    """One text as it is, several each on its line with a number."""
    texts = list(dict.fromkeys(contents))
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{number}. {content}" for number, content in enumerate(texts, 1))


def by_day(day: date | None, code: str) -> str:
    """A key that sorts by day, the undated last, then by code."""
    return f"{day or date.max} {code}"


def day_words(day: date | None, otherwise: str | None = "") -> str:
    """A day written out, or what stands for it."""
    return format_date(day) if day else otherwise or ""


def capital(words: str) -> str:
    """Words with a capital at the head."""
    return words[:1].upper() + words[1:]
