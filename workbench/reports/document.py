"""What is printed, as values: page, blocks, tables, signatures. Knows nothing of fonts, dots or Qt.

A `PrintDocument` is everything that the layout engine needs and everything that a reader sees: states are
words, numbers and dates are already written out. Measuring, breaking into pages and painting are `ui.printing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class PageSetup:
    """A4 page: margins in millimetres, sizes in points (Decree 30/2020/NĐ-CP, annex I)."""

    landscape: bool = False
    top: float = 20.0
    bottom: float = 20.0
    left: float = 30.0
    right: float = 15.0
    body_pt: float = 13.0
    table_pt: float = 12.0
    page_number: bool = True

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height of the sheet, mm."""
        return (297.0, 210.0) if self.landscape else (210.0, 297.0)

    @property
    def body(self) -> tuple[float, float]:
        """Width and height inside the margins, mm."""
        width, height = self.paper
        return width - self.left - self.right, height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a heading. `size` in points (none: the body's); `rule`: length of the line drawn under it,
    as a share of its text, 0 for no line."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None
    rule: float = 0.0


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Top of the first page: agencies, number and subject at the left; national name and place at the right."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    number: str = ""
    place_date: str = ""
    subject: str = ""

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        left = (*(line.text for line in self.left), self.number, self.subject)
        right = (*(line.text for line in self.right), self.place_date)
        for pair in zip_longest(filter(None, left), filter(None, right), fillvalue=""):
            yield _joined(pair)


@dataclass(frozen=True, slots=True)
class Title:
    """Centred lines: name of the document, then what it covers."""

    lines: tuple[Line, ...]

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        return (f"== {line.text}" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a newline begins a new paragraph of the same look. `indent` of the first line in mm.

    `leads` stays on the page of what follows, as a heading does.
    """

    text: str
    align: Align = "justify"
    bold: bool = False
    italic: bool = False
    size: float | None = None
    indent: float = 0.0
    leads: bool = False

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        yield self.text


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `groups`: headings above its own, from the top; neighbours with the same group
    share one merged cell. `number` is what stands in the row of numbers, such as `(1)`. `by_hand` columns are
    written in with a pen and keep their width though they are empty."""

    heading: str
    width: float
    align: Align = "left"
    number: str = ""
    groups: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row with one text per column; newlines are kept. The cells of the columns in `joined` are one with the
    cells above them and hold no text of their own."""

    cells: tuple[str, ...]
    bold: bool = False
    joined: frozenset[int] = frozenset()

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        yield _joined(self.cells)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A bold row over the whole width; with a numeral, that stands in the first column."""

    text: str
    numeral: str = ""

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        yield f"[{self.numeral}] {self.text}"


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A bold row: the label over the columns that are left free by `cells`, which fill the last ones."""

    label: str
    cells: tuple[str, ...] = ()

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        yield _joined((f"= {self.label}", *self.cells))


Row = DataRow | GroupRow | TotalRow


def _may_join(row: DataRow, above: Row | None) -> bool:
    return (
        isinstance(above, DataRow) and len(row.joined) < len(row.cells) and not any(row.cells[at] for at in row.joined)
    )


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with widths in mm (scaled together to the width of the page) and rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    repeat_head: bool = True

    def __post_init__(self) -> None:
        wide = len(self.columns)
        above: Row | None = None
        for row in self.rows:
            if isinstance(row, DataRow) and len(row.cells) != wide:
                raise ValueError(f"{len(row.cells)} cells for {wide} columns")
            if isinstance(row, DataRow) and row.joined and not _may_join(row, above):
                raise ValueError("a joined cell needs an empty text, a row above, and a column that is not joined")
            above = row
            if isinstance(row, TotalRow) and len(row.cells) >= wide:
                raise ValueError("no column left for the label of a total")

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        yield _joined(" / ".join((*column.groups, column.heading)) for column in self.columns)
        if self.numbered:
            yield _joined(column.number for column in self.columns)
        for row in self.rows:
            yield from row.as_lines()

    @property
    def numbered(self) -> bool:
        """Whether a row of numbers stands under the headings."""
        return any(column.number for column in self.columns)


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signs: capacity and title in capitals, a note under it, room to sign, the name."""

    title: tuple[str, ...]
    note: str = ""
    name: str = ""

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        return filter(None, (*self.title, self.note, self.name))


@dataclass(frozen=True, slots=True)
class Recipients:
    """“Nơi nhận:” and its items."""

    heading: str
    lines: tuple[str, ...]

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        yield self.heading
        yield from self.lines


@dataclass(frozen=True, slots=True)
class Signatures:
    """The closing band: somebody or the recipients at the left, who signs at the right, place and date above."""

    left: Signature | Recipients | None
    right: Signature | None
    place_date: str = ""

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        if self.place_date:
            yield _joined(("", self.place_date))
        sides = [tuple(side.as_lines()) if side else () for side in (self.left, self.right)]
        for pair in zip_longest(*sides, fillvalue=""):
            yield _joined(pair)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture over the width of the page, `ratio` its height over its width; `words` tell what it shows.

    Charts alone are printed as pictures, straight from the window: issued copies and workbooks have none.
    """

    png: bytes
    ratio: float
    words: str

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        yield self.words


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Go on with a new page; an annex counts its pages from 1 again."""

    restart_numbering: bool = False

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        yield "-- page --"


@dataclass(frozen=True, slots=True)
class CoverPage:
    """Cover of a bound register (decree 30, annex IV): agencies, name of the register, then lines such as the
    year, from and to date, from and to number, volume. A page of its own, without a number."""

    parents: tuple[str, ...]
    issuer: tuple[str, ...]
    title: tuple[str, ...]
    lines: tuple[str, ...] = ()

    def as_lines(self) -> Iterator[str]:
        """The content as plain lines."""
        yield from (*self.parents, *self.issuer)
        yield from (f"== {line}" for line in self.title)
        yield from self.lines


Block = Letterhead | Title | Paragraph | Table | Signatures | Recipients | PageBreak | CoverPage | Picture


@dataclass(frozen=True, slots=True)
class PrintDocument:
    """A document ready to be laid out. `title` names the file and the window, it is not printed by itself."""

    title: str
    blocks: tuple[Block, ...]
    setup: PageSetup = field(default_factory=PageSetup)
    language: str = "vi"

    def as_text(self) -> str:
        """The whole content as plain lines, for comparing in tests and for reading aloud."""
        setup = self.setup
        paper = "A4 landscape" if setup.landscape else "A4 portrait"
        margins = "/".join(f"{side:g}" for side in (setup.top, setup.bottom, setup.left, setup.right))
        sizes = f"body {setup.body_pt:g} pt, table {setup.table_pt:g} pt"
        parts = [f"# {self.title}\n# {paper}, margins {margins} mm, {sizes}"]
        parts += ["\n".join(block.as_lines()) for block in self.blocks]
        return "\n\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the heading rows: where it begins and how many rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


def head_cells(columns: tuple[Column, ...]) -> tuple[HeadCell, ...]:
    """The heading as merged cells, row by row: groups across their columns, own headings down to the last row."""
    depth = 1 + max((len(column.groups) for column in columns), default=0)
    cells: list[HeadCell] = []
    for level in range(depth):
        at = 0
        while at < len(columns):
            groups = columns[at].groups
            end = at + 1
            if level < len(groups):
                while end < len(columns) and columns[end].groups[: level + 1] == groups[: level + 1]:
                    end += 1
                cells.append(HeadCell(groups[level], level, at, 1, end - at))
            elif level == len(groups):
                cells.append(HeadCell(columns[at].heading, level, at, depth - level, 1))
            at = end
    return tuple(cells)


def _joined(cells: Iterable[str]) -> str:
    """Cells of one line; newlines inside a cell are marked."""
    return " | ".join(cell.replace("\n", " ⏎ ") for cell in cells).rstrip()
