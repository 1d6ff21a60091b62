"""From a document to pages: which piece stands where, what is kept together, what is repeated.

Rules: heading rows come again on every page of a table; a row is divided only when it is longer than half a
page; a group row stays with its first row; the closing band stays with the last two rows; the page number is
centred in the top margin from the second page on (Decree 30/2020/NĐ-CP, annex I).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ui.printing import blocks
from ui.printing.face import MM, POINT, Face, Style
from ui.printing.frozen import FrozenPrint
from ui.printing.page import Fixed, Page, PicturePiece, Piece
from ui.printing.table import Grid, HeadPiece
from workbench.reports.document import (
    Block,
    CoverPage,
    DataRow,
    GroupRow,
    Letterhead,
    PageBreak,
    Paragraph,
    Picture,
    PrintDocument,
    Recipients,
    Signatures,
    Table,
    Title,
    TotalRow,
)  # fmt: skip

_KEPT_ROWS = 2  # of a table, with the closing band
_LOOKED_AT = 8  # rows at the end of a table among which the kept ones are sought
_SHORT_NOTE = 300  # letters: a line of totals between table and closing band, kept with both
_NOTES = 4  # short paragraphs under a table that stay with the closing band; of a letter only the last one
_NUMBER_SIZE = (13.0, 14.0)
_TALLEST = 0.8  # of a page, for a picture


@dataclass(slots=True)
class Item:
    """A piece in the flow: space before it, whether the next must follow on the same page, the heading that
    comes again above it when it begins a page. `data` pieces are rows with content, `opens` ones the headings of
    groups, which never end a page."""

    piece: Piece
    space: float = 0.0
    keep: bool = False
    head: Piece | None = None
    data: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A new page; numbering may begin again; the page that ends may be one without number (a cover)."""

    restart: bool = False
    unnumbered: bool = False


def pages(document: PrintDocument | FrozenPrint, face: Face) -> Iterator[Page]:
    """The pages one after the other; at least one. Those of an issued copy are as they were issued."""
    return iter(document.pages) if isinstance(document, FrozenPrint) else _laid_out(document, face)


def _laid_out(document: PrintDocument, face: Face) -> Iterator[Page]:
    flow = _Flow(document, face)
    chain: list[Item] = []
    for item in _items(document, face, flow.size):
        if isinstance(item, Turn):
            flow.place(chain)
            chain = []
            flow.turn_to(item)
        else:
            chain.append(item)
            if item.keep:
                continue
            flow.place(chain)
            chain = []
        yield from flow.ready()
    flow.place(chain)
    flow.finish()
    yield from flow.ready()


def layout(document: PrintDocument | FrozenPrint, face: Face) -> tuple[Page, ...]:
    """All pages of the document."""
    return tuple(pages(document, face))


class _Flow:
    """The page being filled."""

    def __init__(self, document: PrintDocument, face: Face) -> None:
        setup = document.setup
        paper_width, paper_height = setup.paper
        width, height = setup.body
        self.size = (float(round(width * MM)), float(round(height * MM)))
        self._paper = (round(paper_width * MM), round(paper_height * MM))
        self._left = float(round(setup.left * MM))
        self._top = float(round(setup.top * MM))
        self._bottom = self._top + self.size[1]
        low, high = _NUMBER_SIZE
        self._number_style = Style(min(max(setup.body_pt, low), high))
        self._numbered = setup.page_number
        self._face = face
        self._number = 1
        self._y = self._top
        self._placed: list[tuple[float, Piece]] = []
        self._bare = True
        self._done: list[Page] = []

    def ready(self) -> Iterator[Page]:
        """Pages finished since the last time."""
        done, self._done = self._done, []
        return iter(done)

    def place(self, chain: Sequence[Item]) -> None:
        """Place pieces that belong together, on one page if a page can hold them."""
        rest = list(chain)
        if len(rest) > 1 and self._whole(rest) > self.size[1]:
            parts = _divided(rest)
            if parts is not None:
                for part in parts:
                    self.place(part)
                return
        while len(rest) > 1 and self._need(rest, fresh=True) > self.size[1]:
            self._put_together(rest[:1])
            del rest[0]
        if rest:
            self._put_together(rest)

    def turn_to(self, turn: Turn) -> None:
        """Begin a new page unless nothing stands on this one."""
        if self._placed:
            self._turn(unnumbered=turn.unnumbered)
        if turn.restart:
            self._number = 1

    def finish(self) -> None:
        """The last page."""
        if self._placed or self._first():
            self._turn()

    def _first(self) -> bool:
        return self._number == 1 and not self._done

    def _need(self, chain: Sequence[Item], fresh: bool) -> float:
        need = chain[0].head.height if fresh and chain[0].head is not None else 0.0
        for at, item in enumerate(chain):
            if at or not fresh:
                need += item.space
            need += item.piece.least
        return need

    def _whole(self, chain: Sequence[Item]) -> float:
        """What a chain takes of a new page when none of its pieces is divided."""
        return self._need(chain, fresh=True) + sum(item.piece.height - item.piece.least for item in chain)

    def _put_together(self, chain: Sequence[Item]) -> None:
        if not self._bare and self._y + self._need(chain, fresh=False) > self._bottom:
            self._turn()
        for item in chain:
            self._put(item)

    def _put(self, item: Item) -> None:
        piece = item.piece
        if self._bare:
            self._repeat(item.head)
        y = self._y + (0.0 if self._bare else item.space)
        while y + piece.height > self._bottom:
            parts = piece.split(self._bottom - y)
            if parts is not None:
                self._set(y, parts[0])
                piece = parts[1]
            elif self._bare:
                break
            self._turn()
            self._repeat(item.head)
            y = self._y
        self._set(y, piece)

    def _repeat(self, head: Piece | None) -> None:
        if head is not None:
            self._placed.append((self._y, head))
            self._y += head.height

    def _set(self, y: float, piece: Piece) -> None:
        self._placed.append((y, piece))
        self._y = y + piece.height
        self._bare = False

    def _turn(self, unnumbered: bool = False) -> None:
        shown = self._numbered and self._number > 1 and not unnumbered
        label = self._label(str(self._number)) if shown else None
        number = self._number if shown else None
        self._done.append(Page(self._paper, self._left, tuple(self._placed), number, label))
        self._number += 1
        self._placed = []
        self._y = self._top
        self._bare = True

    def _label(self, number: str) -> Fixed:
        sized = self._face.sized(self._number_style)
        middle = self._left + self.size[0] / 2
        baseline = (self._top + sized.style.points * POINT * 0.7) * 0.6
        return Fixed(0.0, ((sized.style, round(middle - sized.width(number) / 2), round(baseline), number, 0.0),))


def _divided(chain: list[Item]) -> tuple[list[Item], list[Item]] | None:
    """A chain too long for a page in two: the headings keep a row, and the closing band keeps one, or the end of a
    long one; where there is but one short row, the totals under it."""
    rows = [at for at, item in enumerate(chain) if item.data]
    if not rows:
        return None
    last = rows[-1]
    item = chain[last]
    ends = item.piece.split(item.piece.height) if last < len(chain) - 1 else None
    if ends is not None:
        front = Item(ends[0], item.space, item.keep, item.head, data=True)
        return [*chain[:last], front], [Item(ends[1], 0.0, item.keep, item.head), *chain[last + 1 :]]
    cut = last if len(rows) > 1 else last + 1
    while 0 < cut <= last and chain[cut - 1].opens:
        cut -= 1
    rows_only = chain[-1].head is not None  # what closes stays with something; rows may stand by themselves
    return (chain[:cut], chain[cut:]) if 0 < cut < len(chain) - (0 if rows_only else 1) else None


def _items(document: PrintDocument, face: Face, size: tuple[float, float]) -> Iterator[Item | Turn]:
    """The document as pieces in a row."""
    content = document.blocks
    tied = _tied(content)
    for at, block in enumerate(content):
        if isinstance(block, PageBreak):
            yield Turn(block.restart_numbering)
        elif isinstance(block, CoverPage):
            yield Turn()
            yield Item(blocks.cover(block, face, document.setup.body_pt, size))
            yield Turn(restart=True, unnumbered=True)
        elif isinstance(block, Picture):
            height = min(size[0] * block.ratio, size[1] * _TALLEST)
            yield Item(PicturePiece(height / block.ratio, height, block.png), space=blocks.GAP)
        elif isinstance(block, Table):
            yield from _rows(block, document, face, size, tied[at])
        elif isinstance(block, Paragraph):
            yield from _paragraphs(block, document, face, size[0], tied[at])
        else:
            yield _heading_or_closing(block, document, face, size[0], tied[at])


def _heading_or_closing(
    block: Letterhead | Title | Signatures | Recipients,
    document: PrintDocument,
    face: Face,
    width: float,
    tied: bool,
) -> Item:
    body_pt = document.setup.body_pt
    if isinstance(block, Letterhead):
        return Item(blocks.letterhead(block, face, body_pt, width), keep=True)
    if isinstance(block, Title):
        return Item(blocks.title(block.lines, face, body_pt, width), space=3 * blocks.GAP, keep=True)
    if isinstance(block, Signatures):
        return Item(blocks.signatures(block, face, body_pt, width), space=2 * blocks.GAP, keep=tied)
    return Item(blocks.recipients(block, face, width), space=2 * blocks.GAP, keep=tied)


def _rows(table: Table, document: PrintDocument, face: Face, size: tuple[float, float], tied: bool) -> Iterator[Item]:
    grid = Grid(table, face, size[0], document.setup.table_pt, size[1] / 2)
    head = HeadPiece(grid)
    yield Item(head, space=1.5 * blocks.GAP, keep=bool(table.rows) or tied)
    repeated = head if table.repeat_head else None
    kept = _kept_from(table) if tied else len(table.rows)
    last = len(table.rows) - 1
    for at, row in enumerate(table.rows):
        keep = at >= kept or (at < last and isinstance(row, GroupRow)) or _before_total(table, at)
        below = table.rows[at + 1] if at < last else None
        joined = below.joined if isinstance(below, DataRow) else frozenset()
        kinds = {"data": isinstance(row, DataRow), "opens": isinstance(row, GroupRow)}
        yield Item(grid.row(row, joined), keep=keep, head=repeated, **kinds)


def _before_total(table: Table, at: int) -> bool:
    """A total does not begin a page: the row before it stays with it."""
    return at + 1 < len(table.rows) and isinstance(table.rows[at + 1], TotalRow)


def _kept_from(table: Table) -> int:
    """Index of the first row that stays with the closing band."""
    data = [at for at, row in enumerate(table.rows[-_LOOKED_AT:]) if isinstance(row, DataRow)]
    before = max(0, len(table.rows) - _LOOKED_AT)
    return before + data[-_KEPT_ROWS] if len(data) >= _KEPT_ROWS else before


def _paragraphs(block: Paragraph, document: PrintDocument, face: Face, width: float, tied: bool) -> Iterator[Item]:
    found = list(blocks.paragraphs(block, face, document.setup.body_pt, width))
    short = len(block.text) <= _SHORT_NOTE
    for at, piece in enumerate(found):
        if tied and short:
            yield Item(piece, space=blocks.GAP, keep=True)
        elif tied and at == len(found) - 1:
            *body, tail = piece.tail()
            yield from (Item(part, space=blocks.GAP) for part in body)
            yield Item(tail, space=0.0 if body else blocks.GAP, keep=True)
        else:
            yield Item(piece, space=blocks.GAP, keep=block.leads and at == len(found) - 1)


def _tied(content: Sequence[Block]) -> list[bool]:
    """For each block, whether its end must stay on the page of the closing band that follows."""
    tied = [False] * len(content)
    most = _NOTES if any(isinstance(block, Table) for block in content) else 1
    wanted, notes = False, 0
    for at in range(len(content) - 1, -1, -1):
        block = content[at]
        if isinstance(block, (PageBreak, CoverPage)):
            wanted = False
            continue
        tied[at] = wanted
        if isinstance(block, (Signatures, Recipients)):
            wanted, notes = True, 0
        elif isinstance(block, Paragraph):
            notes += 1
            wanted = wanted and len(block.text) <= _SHORT_NOTE and notes < most
        elif isinstance(block, Table):
            wanted = False
    return tied
