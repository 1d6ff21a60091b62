"""A printed register as a document: letterhead, title, table with groups, totals, signatures (M10, R22–R25).

Pure: it is given words. What they are is gathered elsewhere; how they are measured and painted is `ui.printing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.messages import text_in
from workbench.reports.document import (
    Block,
    Column,
    CoverPage,
    DataRow,
    GroupRow,
    Letterhead,
    Line,
    PageSetup,
    Paragraph,
    PrintDocument,
    Row,
    Signature,
    Signatures,
    Table,
    Title,
    TotalRow,
)
from workbench.reports.layouts import Layout, LayoutColumn
from workbench.reports.totals import count
from workbench.values.roman import roman

#: Columns whose cells stay apart though two parts say the same: each is the fate of one thing asked.
APART = frozenset(("asks", "result"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: the words of its columns by key, and the group it stands under.

    With `parts` it takes a row for each; columns that no part names are one cell down all of them, and so are
    neighbours that say the same, save in the columns of `APART`.
    """

    cells: Mapping[str, str]
    group: str = ""
    parts: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """Who issues it: bodies above, the issuing body, and "Cần Thơ, ngày 12 tháng 10 năm 2026"."""

    parents: tuple[str, ...]
    issuer: str
    place_date: str


@dataclass(frozen=True, slots=True)
class RegisterContent:
    """Everything a register print says.

    `subtitles` stand under the title, `summary` under the table; `sums` are the cells of the grand total by
    column key, empty when the columns are not summed, `rates` those of the row of rates under it, `group_sums`
    those of the totals of groups. `restart`: whether numbering begins again in each group (R23). `marks` are
    small lines under the summary.
    """

    head: Head
    entries: tuple[Entry, ...]
    subtitles: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    signer: Signature | None = None
    sums: Mapping[str, str] = field(default_factory=dict)
    rates: Mapping[str, str] = field(default_factory=dict)
    group_sums: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    restart: bool = True
    cover: CoverPage | None = None
    marks: tuple[str, ...] = ()


def register_document(
    layout: Layout, columns: Sequence[LayoutColumn], content: RegisterContent, setup: PageSetup
) -> PrintDocument:
    """The printed register. `columns` are those of the layout that are shown; they are numbered anew."""
    blocks: list[Block] = [content.cover] if content.cover else []
    blocks += [letterhead(content.head), _title(layout, content)]
    if layout.unit:
        blocks.append(Paragraph(layout.unit, "right", italic=True, size=setup.table_pt))
    blocks.append(Table(tuple(_columns(columns)), tuple(_rows(columns, content))))
    blocks += [Paragraph(line, "left", size=setup.table_pt) for line in content.summary]
    blocks += [Paragraph(line, "left", italic=True, size=10) for line in content.marks]
    left = Signature((layout.prepared_by,), text_in("vi", "report.sign_note"))
    blocks.append(Signatures(left, content.signer))
    return PrintDocument(" ".join(layout.title), tuple(blocks), setup)


def letterhead(head: Head, number: str = "", subject: str = "") -> Letterhead:
    """National name and motto at the right, the issuing body under those above it at the left (decree 30)."""
    left = [Line(part, size=12) for parent in head.parents for part in _split(parent)]
    own = _split(head.issuer)
    left += [Line(part, bold=True, size=12) for part in own[:-1]]
    left.append(Line(own[-1], bold=True, size=12, rule=0.4))
    nation = Line(text_in("vi", "report.nation"), bold=True, size=12)
    motto = Line(text_in("vi", "report.motto"), bold=True, size=13, rule=1.0)
    return Letterhead(tuple(left), (nation, motto), number, head.place_date, subject)


def _split(body: str) -> list[str]:
    """The capitals of a body's name, a council's region on a line of its own."""
    upper = body.upper()
    head, region, tail = upper.partition(" VÙNG ")
    return [f"{head} VÙNG", tail] if region and len(upper) > 30 else [upper]


def _title(layout: Layout, content: RegisterContent) -> Title:
    names = [Line(line, bold=True, size=14) for line in layout.title]
    return Title((*names, *(Line(line, italic=True, size=13) for line in content.subtitles)))


def _columns(columns: Sequence[LayoutColumn]) -> Iterator[Column]:
    for number, column in enumerate(columns, 1):
        yield Column(column.heading, column.width, column.align, f"({number})", column.groups, column.by_hand)


def _rows(columns: Sequence[LayoutColumn], content: RegisterContent) -> Iterator[Row]:
    groups = list(dict.fromkeys(entry.group for entry in content.entries))
    grouped = any(groups)
    keys = [column.key for column in columns]
    done = 0
    for number, group in enumerate(groups, 1):
        members = [entry for entry in content.entries if entry.group == group]
        numeral = roman(number)
        if grouped:
            yield GroupRow(group or text_in("vi", "report.no_group"), numeral)
        for ordinal, entry in enumerate(members, 1 if content.restart else done + 1):
            yield from _entry_rows(keys, entry, str(ordinal))
        done += len(members)
        if grouped:
            yield _group_total(columns, content, group, numeral, len(members))
    if not groups:
        yield GroupRow(text_in("vi", "report.nothing"))  # a table of headings alone looks like one not finished
    label = "report.grand_total"
    for sums in filter(None, (content.sums, content.rates)):
        yield _sum_row(columns, sums, text_in("vi", label))
        label = "report.rates"


def _group_total(
    columns: Sequence[LayoutColumn], content: RegisterContent, group: str, numeral: str, members: int
) -> TotalRow:
    sums = content.group_sums.get(group)
    if sums:
        return _sum_row(columns, sums, text_in("vi", "report.group_sum", numeral=numeral))
    return TotalRow(text_in("vi", "report.group_total", count=count(members)))


def _entry_rows(keys: Sequence[str], entry: Entry, ordinal: str) -> Iterator[DataRow]:
    """A row for each part; the shared cells stand in the first and go down the others."""
    cells = {**entry.cells, "ordinal": ordinal}
    before: Mapping[str, str] = {}
    for part in entry.parts or ({},):
        said = cells if not before else {}
        joined = frozenset(at for at, key in enumerate(keys) if before and _goes_on(key, part, before))
        if len(joined) == len(keys):  # nothing left of what tells the parts apart: leave them one row
            continue
        texts = (part.get(key, said.get(key, "")) for key in keys)
        yield DataRow(tuple("" if at in joined else text for at, text in enumerate(texts)), joined=joined)
        before = part


def _goes_on(key: str, part: Mapping[str, str], before: Mapping[str, str]) -> bool:
    return key not in part or (key not in APART and part[key] == before.get(key))


def _sum_row(columns: Sequence[LayoutColumn], sums: Mapping[str, str], label: str) -> TotalRow:
    first = next(i for i, column in enumerate(columns) if column.key in sums)
    return TotalRow(label, tuple(sums.get(column.key, "") for column in columns[first:]))
