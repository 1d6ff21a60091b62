"""A form as it is sent out: letterhead, headings, lists to choose from, rows, guide and identity; as plain values.

Says what stands where; writing it into a workbook is `sheetwriter`'s work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workbench.exchange.forms import NAMES, FormColumn, FormSpec
from workbench.messages import text_in

IDENTITY_SHEET = "_lkv"
GUIDE_SHEET = "Hướng dẫn"
LISTS_SHEET = "Danh mục"
RECORDS = "records"  # stands above the list of records on the hidden sheet
BLANK_ROWS = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading cell of the two heading rows; `span` columns wide, `tall` rows high, from column `left`."""

    words: str
    left: int
    span: int
    tall: int
    row: int


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A stored record in a form: its code as written in the row, id, revision, and a digest of each field as sent."""

    code: str
    uid: str
    revision: int
    digests: Mapping[str, str]

    @property
    def line(self) -> tuple[str, str, str, str]:
        """The cells of the hidden sheet."""
        said = " ".join(f"{key}={self.digests[key]}" for key in sorted(self.digests))
        return self.code, self.uid, str(self.revision), said


@dataclass(frozen=True, slots=True)
class GuideLine:
    """What to write in a column: its number, heading, whether it must be filled, how, and an example."""

    number: str
    heading: str
    need: str
    how: str
    example: str


@dataclass(frozen=True)
class FormSheet:
    """Everything of one form, ready to be written. Lists are labels by catalogue key.

    `rows` are filled in, by column key: text, date, or number in the unit of the form; a key that is no column of
    this sheet is left out. `codes` names the record of each row; `groups` gives titles that stand before a row,
    by its number from 0. `blank_rows` empty rows stand under them.
    """

    form: FormSpec
    agency: tuple[str, str]
    council: str
    period_line: str
    window_line: str
    place_line: str
    columns: tuple[FormColumn, ...]
    headings: tuple[Heading, ...]
    lists: Mapping[str, tuple[str, ...]]
    guide: tuple[str, ...]
    guide_columns: tuple[GuideLine, ...]
    identity: Mapping[str, str]
    number_line: str
    made: date
    rows: tuple[Mapping[str, object], ...] = ()
    codes: tuple[str, ...] = ()
    groups: Mapping[int, str] = field(default_factory=dict)
    records: tuple[OwnRow, ...] = ()
    blank_rows: int = BLANK_ROWS
    preparer: str = ""
    head: str = ""
    office: bool = False  # made out by the council's office: its council stands above it
    todo: tuple[str, ...] = ()  # what the sender is to do, a line each

    @property
    def row_count(self) -> int:
        """Rows of the table body: filled, titles of groups, and empty ones."""
        return len(self.rows) + len(self.groups) + self.blank_rows

    @property
    def width(self) -> int:
        """Columns of the table, running number and code included."""
        return len(self.columns) + 1 + self.coded

    @property
    def coded(self) -> bool:
        """Whether the codes of records stand in a column of their own, the last."""
        return bool(self.records)

    @property
    def unit_line(self) -> str:
        """`Đơn vị tính: …`, empty for a form without amounts."""
        return text_in("vi", "form.unit", unit=self.form.unit_label) if self.form.unit_label else ""


@dataclass(frozen=True, slots=True)
class Address:
    """Who fills a form in, for which period. `window` is what the data cover, `due` the last day to send it.

    `receiver` is the office to which it goes back; `agency`: the two lines of the letterhead, blank when the sender is
    not known.
    """

    council: str = ""
    council_abbr: str = ""
    agency: tuple[str, str] = ("", "")
    locality: str = ""
    period: str = ""
    period_label: str = ""
    window: str = ""
    number_line: str = ""
    receiver: str = ""
    due: str = ""
    own: bool = False  # made out by the council's office itself


def form_sheet(
    form: FormSpec,
    to: Address,
    lists: Mapping[str, Sequence[str]],
    made: date,
    *,
    records: Sequence[OwnRow] = (),
    rows: Sequence[Mapping[str, object]] = (),
    groups: Mapping[int, str] | None = None,
    optional: Iterable[str] = (),
) -> FormSheet:
    """A form for one sender and period, blank or with rows; `lists` holds the labels to choose from by key.

    `optional` names optional columns that this sheet has all the same.
    """
    kept = frozenset(optional)
    columns = tuple(c for c in form.columns if not c.optional or c.key in kept)
    used = {c.list: tuple(lists[c.list]) for c in columns if c.list in lists}
    for kind in NAMES:
        if kind in lists and any(c.kind == kind for c in columns):
            used[kind] = tuple(lists[kind])
    identity = {
        "form": form.key,
        "version": form.version,
        "council": to.council_abbr,
        "locality": to.locality,
        "period": to.period,
        "made": made.isoformat(),
    }
    identity["digest"] = digest(identity, [record.line for record in records])
    blank = "" if to.period_label else "_blank"
    return FormSheet(
        form=form,
        agency=to.agency if any(to.agency) else (text_in("vi", "form.agency"), text_in("vi", "form.agency_blank")),
        council=to.council,
        period_line=text_in("vi", f"form.period{blank}", period=to.period_label),
        window_line=to.window,
        place_line=text_in("vi", "form.place_blank"),
        columns=columns,
        headings=tuple(_headings(columns, bool(records))),
        lists=used,
        guide=tuple(_guide(to)),
        guide_columns=tuple(_guide_columns(columns)),
        identity=identity,
        number_line=to.number_line or text_in("vi", "form.number_blank"),
        made=made,
        rows=tuple(rows),
        codes=tuple(record.code for record in records),
        groups=groups or {},
        records=tuple(records),
        blank_rows=0 if to.own else BLANK_ROWS if not rows else 10,
        preparer=text_in("vi", "form.preparer"),
        head=text_in("vi", "form.head_office" if to.own else "form.head"),
        office=to.own,
        todo=() if to.own else tuple(_todo(columns, to, bool(rows))),
    )


def digest(identity: Mapping[str, str], records: Iterable[Sequence[str]] = ()) -> str:
    """Fingerprint of the hidden sheet, so that an edited one is noticed."""
    words = [f"{key}={identity[key]}" for key in sorted(identity) if key != "digest"]
    words += ["\t".join(line) for line in records]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


def _headings(columns: Sequence[FormColumn], coded: bool) -> list[Heading]:
    grouped = any(c.group for c in columns)
    tall = 2 if grouped else 1
    made = [Heading(text_in("vi", "form.running"), 1, 1, tall, 1)]
    for left, column in enumerate(columns, start=2):
        if not column.group:
            made.append(Heading(column.heading, left, 1, tall, 1))
            continue
        if left == 2 or columns[left - 3].group != column.group:
            span = sum(c.group == column.group for c in columns)
            made.append(Heading(column.group, left, span, 1, 1))
        made.append(Heading(column.heading, left, 1, 1, 2))
    if coded:
        made.append(Heading(text_in("vi", "form.code_column"), len(columns) + 2, 1, tall, 1))
    return made


def _guide(to: Address) -> list[str]:
    lines = [text_in("vi", "form.guide_council", council=_receiver(to))] if to.council else []
    return [*lines, *(text_in("vi", f"form.guide_{i}") for i in range(1, 8))]


def _receiver(to: Address) -> str:
    """The office that takes the form in, as it is written to."""
    return to.receiver or text_in("vi", "form.receiver", council=to.council)


def _todo(columns: Sequence[FormColumn], to: Address, filled: bool) -> Iterable[str]:
    """The few lines that say at once what to do with the form."""
    yield text_in("vi", "form.todo")
    yield text_in("vi", "form.todo_filled" if filled else "form.todo_blank")
    required = [f"({number})" for number, column in enumerate(columns, start=2) if column.required]
    yield text_in("vi", "form.todo_required", columns=", ".join(required))
    if to.council:
        due = text_in("vi", "form.todo_due", due=to.due) if to.due else ""
        yield text_in("vi", "form.todo_send", council=_receiver(to), due=due)
    yield text_in("vi", "form.todo_guide", sheet=GUIDE_SHEET)


def _guide_columns(columns: Sequence[FormColumn]) -> Iterable[GuideLine]:
    for number, column in enumerate(columns, start=2):
        need = text_in("vi", "form.required" if column.required else "form.optional")
        how = text_in("vi", f"form.guide_{column.kind}")
        example = column.example or text_in("vi", f"form.example_{column.kind}")
        heading = f"{column.group} / {column.heading}" if column.group else column.heading
        yield GuideLine(f"({number})", heading, need, how, example)
