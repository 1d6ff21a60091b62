"""Blocks other than tables as pieces: letterhead, titles, paragraphs, the closing band, the cover.

Sizes follow annex I of Decree 30/2020/NĐ-CP where the document does not say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ui.printing.face import HAIRLINE, MM, POINT, Face, Sized, Style
from ui.printing.measure import clean, wrap
from ui.printing.page import Fixed, Rule, Run, Sheet
from workbench.reports.document import CoverPage, Letterhead, Line, Paragraph, Recipients, Signature, Signatures

GAP = 6 * POINT  # between paragraphs: at least 6 pt
_RULE_DROP = 2.5 * POINT  # from the line of text to the rule under it
_RULE_ROOM = 6 * POINT
_SIGN_ROOM = 22 * MM
_LAST_SPREAD = 0.35  # a justified line is not stretched beyond this share of its width


class Drawing:
    """Collects marks of a fixed piece, column by column."""

    def __init__(self, face: Face, body_pt: float) -> None:
        self.face = face
        self.body_pt = body_pt
        self.runs: list[Run] = []
        self.rules: list[Rule] = []

    def lines(self, lines: Iterable[Line], x: float, width: float, y: float) -> float:
        """Centred lines from `y` down; where the next would begin."""
        for line in lines:
            sized = self.face.sized(Style(line.size or self.body_pt, line.bold, line.italic))
            y = self.centred(line.text, sized, x, width, y)
            if line.rule:
                y = self._rule_under(line, sized, x + width / 2, y)
        return y

    def _rule_under(self, line: Line, sized: Sized, middle: float, y: float) -> float:
        last = line.text.rpartition("\n")[2]
        half = sized.width(last) * line.rule / 2
        self.rules.append((middle - half, y + _RULE_DROP, middle + half, y + _RULE_DROP, HAIRLINE))
        return y + _RULE_ROOM

    def centred(self, text: str, sized: Sized, x: float, width: float, y: float) -> float:
        """Text centred in a column, wrapped; where the next line would begin."""
        for part in clean(text).split("\n"):
            for row in wrap(part, sized, width):
                at = round(x + (width - sized.width(row)) / 2)
                self.runs.append((sized.style, at, y + sized.baseline, row, 0.0))
                y += sized.line
        return y

    def left(self, text: str, sized: Sized, x: float, width: float, y: float) -> float:
        """Text from the left edge of a column, wrapped; where the next line would begin."""
        for part in clean(text).split("\n"):
            for row in wrap(part, sized, width):
                self.runs.append((sized.style, x, y + sized.baseline, row, 0.0))
                y += sized.line
        return y

    def piece(self, height: float) -> Fixed:
        """What was drawn."""
        return Fixed(height, tuple(self.runs), tuple(self.rules))


def letterhead(block: Letterhead, face: Face, body_pt: float, width: float) -> Fixed:
    """Agencies at the left, national name at the right; number and place on one line where there is a number."""
    drawing = Drawing(face, body_pt)
    right_width = max(
        width / 2,
        *(
            face.sized(Style(line.size or body_pt, line.bold, line.italic)).width(line.text) + MM
            for line in block.right  # words one by one are a little wider than the whole line
        ),
    )
    left_width = min(width * 0.42, width - right_width - 2 * MM)
    right_x = width - right_width
    left_end = drawing.lines(block.left, 0.0, left_width, 0.0)
    right_end = drawing.lines(block.right, right_x, right_width, 0.0)
    if block.number:
        left_end = right_end = max(left_end, right_end) + 2 * POINT
        left_end = drawing.centred(block.number, face.sized(Style(body_pt)), 0.0, left_width, left_end)
    if block.subject:
        subject = face.sized(Style(min(body_pt, 12.0)))
        left_end = drawing.centred(block.subject, subject, 0.0, left_width, left_end + 2 * POINT)
    if block.place_date:
        italic = face.sized(Style(body_pt, italic=True))
        right_end = drawing.centred(block.place_date, italic, right_x, right_width, right_end)
    return drawing.piece(max(left_end, right_end))


def title(lines: Iterable[Line], face: Face, body_pt: float, width: float) -> Fixed:
    """Centred lines over the whole width."""
    drawing = Drawing(face, body_pt)
    return drawing.piece(drawing.lines(lines, 0.0, width, 0.0))


def recipients(block: Recipients, face: Face, width: float) -> Fixed:
    """Heading 12 bold italic, items 11 upright."""
    drawing = Drawing(face, 11.0)
    return drawing.piece(_recipients(block, drawing, width, 0.0))


def _recipients(block: Recipients, drawing: Drawing, width: float, y: float) -> float:
    y = drawing.left(block.heading, drawing.face.sized(Style(12.0, bold=True, italic=True)), 0.0, width, y)
    for line in block.lines:
        y = drawing.left(line, drawing.face.sized(Style(11.0)), 0.0, width, y)
    return y


def signatures(block: Signatures, face: Face, body_pt: float, width: float) -> Fixed:
    """The closing band: left part, right part, place and date above the right one."""
    drawing = Drawing(face, body_pt)
    share = 0.46 * width
    top = 0.0
    if block.place_date:
        italic = face.sized(Style(body_pt, italic=True))
        top = drawing.centred(block.place_date, italic, width - share, share, 0.0)
    ends = [top]
    if isinstance(block.left, Recipients):
        ends.append(_recipients(block.left, drawing, share, top))
    sides = ((block.left, 0.0), (block.right, width - share))
    signing = [(side, x) for side, x in sides if isinstance(side, Signature)]
    heads = [_sign_head(side, drawing, x, share, top) for side, x in signing]
    name_top = max(heads, default=top) + _SIGN_ROOM
    bold = face.sized(Style(body_pt, bold=True))
    ends += [drawing.centred(side.name, bold, x, share, name_top) for side, x in signing]
    return drawing.piece(max(ends))


def _sign_head(side: Signature, drawing: Drawing, x: float, width: float, y: float) -> float:
    bold = drawing.face.sized(Style(drawing.body_pt, bold=True))
    for line in side.title:
        y = drawing.centred(line, bold, x, width, y)
    if side.note:
        y = drawing.centred(side.note, drawing.face.sized(Style(drawing.body_pt, italic=True)), x, width, y)
    return y


def cover(block: CoverPage, face: Face, body_pt: float, size: tuple[float, float]) -> Fixed:
    """A framed page: agencies at the top, the name of the register in the middle, its span below."""
    width, height = size
    drawing = Drawing(face, body_pt)
    inset = 10 * MM
    thick = 1.5 * POINT
    drawing.rules += [
        (0.0, 0.0, width, 0.0, thick),
        (0.0, height, width, height, thick),
        (0.0, 0.0, 0.0, height, thick),
        (width, 0.0, width, height, thick),
    ]
    room = width - 2 * inset
    heads = [
        *(Line(text, size=14) for text in block.parents),
        *(Line(text, True, size=14) for text in block.issuer),
    ]
    if heads:
        heads[-1] = Line(heads[-1].text, heads[-1].bold, size=14, rule=0.4)
    drawing.lines(heads, inset, room, inset)
    y = drawing.lines((Line(text, True, size=24) for text in block.title), inset, room, height * 0.36)
    y += 12 * MM
    for text in block.lines:
        y = drawing.lines((Line(text, size=15),), inset, room, y) + GAP
    return drawing.piece(height)


class TextPiece:
    """Lines of one paragraph, which may be divided between pages two lines from either end."""

    def __init__(self, sized: Sized, lines: tuple[tuple[float, str, float], ...]) -> None:
        self._sized = sized
        self._lines = lines
        self.height: float = len(lines) * sized.line

    @property
    def least(self) -> float:
        """Two lines; a paragraph of three is not divided."""
        return self.height if len(self._lines) <= 3 else 2 * self._sized.line

    def split(self, room: float) -> tuple[TextPiece, TextPiece] | None:
        """What fits into `room` dots and the rest, at least two lines each; nothing if that cannot be."""
        fit = min(int(room // self._sized.line), len(self._lines) - 2)
        if fit < 2:
            return None
        return TextPiece(self._sized, self._lines[:fit]), TextPiece(self._sized, self._lines[fit:])

    def tail(self) -> tuple[TextPiece, ...]:
        """The piece with its last two lines apart, so that those can be kept with what follows."""
        return self.split(self.height - 2 * self._sized.line) or (self,)

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Leave its lines."""
        y += self._sized.baseline
        for indent, text, spread in self._lines:
            sheet.runs.append((self._sized.style, x + indent, y, text, spread))
            y += self._sized.line


def paragraphs(block: Paragraph, face: Face, body_pt: float, width: float) -> Iterator[TextPiece]:
    """A piece per paragraph of the block."""
    sized = face.sized(Style(block.size or body_pt, block.bold, block.italic))
    indent = round(block.indent * MM)
    for part in clean(block.text).split("\n"):
        lines = wrap(part, sized, width, width - indent)
        placed = (
            _set(text, at, len(lines), sized, block.align, indent if at == 0 else 0, width)
            for at, text in enumerate(lines)
        )
        yield TextPiece(sized, tuple(placed))


def _set(
    text: str, at: int, count: int, sized: Sized, align: str, indent: float, width: float
) -> tuple[float, str, float]:
    """A line as (x, text, dots added to each space)."""
    free = width - indent - sized.width(text)
    if align == "justify":
        gaps = text.count(" ")
        stretch = at < count - 1 and gaps and free < width * _LAST_SPREAD
        return indent, text, round(free / gaps, 2) if stretch else 0.0
    return indent + round({"center": free / 2, "right": free}.get(align, 0.0)), text, 0.0
