"""What reading a submission yields: tables, rows with the place of each value, findings. Plain frozen values.

The screen shows them, the plan matches them with the record, the interchange prints them; nothing here computes
more than a count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from workbench.exchange.identity import FormIdentity
from workbench.exchange.raw import FileKind
from workbench.records.issues import CellRef, Issue
from workbench.values.dates import Period

BandKind = Literal[
    "letterhead", "guidance", "unit", "heading", "numbers", "group", "data", "continuation", "total", "blank",
    "note", "signature", "outside",
]  # fmt: skip
How = Literal["exact", "learned", "synonym", "likely", "chosen", "ignored"]
Status = Literal["imported", "partial", "rejected"]
FoundHow = Literal["letterhead", "annex", "place_line", "title", "form", "sheet_name", "file_name", "chosen"]


@dataclass(frozen=True, slots=True)
class Band:
    """What a row is taken for, how sure that is (0-1), and why (`importing.<reason_key>`)."""

    kind: BandKind
    row: int
    score: float = 1.0
    reason_key: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a column is taken for. Several `fields` stand in one cell when `split` says how to part them.

    `option`: a column to be marked with x stands for one value of its field. `unit`: đồng per 1, when known.
    """

    column: int
    heading: str
    fields: tuple[str, ...]
    how: How
    score: float
    reason_key: str = ""
    split: str = ""
    option: str = ""
    unit: int | None = None

    @property
    def field(self) -> str | None:
        """The first field, or None for a column that is left out."""
        return self.fields[0] if self.fields else None


@dataclass(frozen=True, slots=True)
class TableCandidate:
    """One table found on a sheet, from its first heading row to its last row. `layout`: fingerprint of its headings."""

    sheet: str
    form: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int
    heading_rows: tuple[int, ...]
    bands: tuple[Band, ...]
    columns: tuple[ColumnMapping, ...]
    number_column: int | None
    score: float
    reasons: tuple[str, ...] = ()
    layout: str = ""


class ParsedCell(NamedTuple):
    """One value with the cells it stands in. A plain tuple, for there are very many.

    `value` by kind: text and number of paper str, date `ParsedDate`, year int, amount int đồng, provinces and
    authorities tuple of names as called when written, code the key of its catalogue; None when there is none or
    it cannot be told. `keys` are the ids of places or bodies, in the order of `value`, "" for an unknown one.
    `original` is what stands in the file where an officer said otherwise, else None.
    """

    field: str
    value: object
    raw_text: str
    cells: tuple[CellRef, ...]
    issues: tuple[Issue, ...] = ()
    keys: tuple[str, ...] = ()
    original: str | None = None


class ParsedRow(NamedTuple):
    """One record as sent. `unmapped` keeps what stands in columns that are no field: heading -> text and cell.

    `own`: the code of the stored record that a form of ours names in this row.
    """

    form: str
    sheet: str
    row: int
    rows: tuple[int, ...]
    number: str
    group: str
    cells: Mapping[str, ParsedCell]
    issues: tuple[Issue, ...] = ()
    unmapped: Mapping[str, tuple[str, CellRef]] = MappingProxyType({})
    hidden: bool = False
    own: str = ""

    def value(self, key: str) -> object:
        """The value of a field, None when it has no cell."""
        cell = self.cells.get(key)
        return cell.value if cell else None

    @property
    def all_issues(self) -> Iterator[Issue]:
        """Findings of the row and of its cells."""
        for cell in self.cells.values():
            if cell.issues:
                yield from cell.issues
        yield from self.issues

    @property
    def waits(self) -> bool:
        """Whether something keeps the row out until somebody decides."""
        return any(issue.severity == "stop" for issue in self.all_issues)


@dataclass(frozen=True, slots=True)
class Found:
    """Something read from the letterhead or the file's name, with where it stood."""

    text: str
    key: str = ""
    how: FoundHow = "letterhead"
    cells: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Meta:
    """Who sent what, for which period, under which paper. `unit` is đồng per 1 as the unit line says."""

    province: Found | None = None
    period: Period | None = None
    period_found: Found | None = None
    number: str = ""
    number_cells: tuple[CellRef, ...] = ()
    date: date | None = None
    date_cells: tuple[CellRef, ...] = ()
    unit: int | None = None
    unit_cells: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A whole submission, read. `message` is a catalogue key, with `params`, when nothing could be taken."""

    file: str
    sha256: str
    kind: FileKind
    forms: tuple[str, ...]
    meta: Meta
    tables: tuple[TableCandidate, ...]
    rows: tuple[ParsedRow, ...]
    issues: tuple[Issue, ...]
    status: Status
    message: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    nil: bool = False
    bands: Mapping[str, tuple[Band, ...]] = field(default_factory=dict)
    identity: FormIdentity = field(default_factory=FormIdentity)

    @property
    def form(self) -> str | None:
        """The only form in the file, or None."""
        return self.forms[0] if len(self.forms) == 1 else None

    @property
    def all_issues(self) -> Iterator[Issue]:
        """Findings of the file, then of each row."""
        yield from self.issues
        for row in self.rows:
            yield from row.all_issues


@dataclass(frozen=True, slots=True)
class LearnedHeading:
    """A column that an officer once assigned: heading, form and field; for one sender (its id), or for all."""

    heading: str
    form: str
    field: str | None
    sender: str = ""


NUMBER = "#"  # said of the column of running numbers


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the officer changed, to be replayed on the same file.

    Keys: bands (sheet, row); columns (sheet, column), worded as in `said`; forms and units by sheet; tables (sheet,
    first row of the heading) where one of several on a sheet is another form; the first row of a table without a
    heading by sheet (`starts`); sheets left out (`without`), hidden ones that are read all the same (`shown`); cells
    (sheet, row, column) that say something else than the file.
    `period` is a code as in `Period.code`.
    """

    bands: Mapping[tuple[str, int], BandKind] = field(default_factory=dict)
    columns: Mapping[tuple[str, int], str | None] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[tuple[str, int], str] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    starts: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    sender: str = ""
    period: str = ""

    def changed(self, **values: object) -> Overrides:
        """A copy with some of it replaced."""
        return replace(self, **values)  # type: ignore[arg-type]
