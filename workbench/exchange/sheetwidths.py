"""How wide the columns of a form are, in which size it is set and over how many pages: pure arithmetic.

Sizes are those of the paper: a form is printed as it stands, not shrunk, so its letterhead keeps the type of Decree
30/2020/NĐ-CP and its table can be read. A form of more columns than one A4 page holds in such type goes over two
pages side by side, as a bound register does: running number and main column come again on the right page. A3 would
hold them on one, but the decree knows A4 alone, and not every office prints on A3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from workbench.exchange.filling import FormSheet
from workbench.exchange.forms import FormColumn

PAGE = 210.0, 297.0  # A4, mm
MARGINS = {"left": 30.0, "right": 15.0, "top": 20.0, "bottom": 20.0}  # within Decree 30/2020/NĐ-CP, annex I
POINTS = 72 / 25.4  # in a mm
_ROOM = (PAGE[1] - MARGINS["left"] - MARGINS["right"]) * 0.985  # programs round each width in their own way
_LETTER = 0.43  # width of a letter of running text, as a share of its size; a figure is half its size
_PADDING = 1.7  # of a cell, mm, both sides together
_SIZES, _WIDE_SIZE = (12.0, 11.0, 10.0, 9.0), 10.0
_COMFORT = 0.22  # share of the width that columns wish for beyond what they need, below which a page is too narrow
_NEEDED = {
    "date": 12.2, "amount": 9.2, "docno": 12.0, "code": 8.5, "year": 5.5, "provinces": 9.0, "authorities": 9.5,
}  # fmt: skip
_FLOWING = ("text", "provinces", "authorities")  # kinds of columns whose texts run over many lines
_SQUARE = 3.2  # letters in a line for each root of a letter: a text then stands about three times as wide as high
_RUNNING, _CODE, _TEXT = 5.0, 15.5, 8.0
_REPEATED = 48.0  # mm that a column wishes for which comes again on the right page
_NARROW = 24  # letters in a line


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths of all columns in mm, running number first; `size` of the table's type in points.

    `left`: how many columns stand on the left page of two; all of them where one page is enough.
    """

    columns: tuple[float, ...]
    size: float
    left: int

    @property
    def two_pages(self) -> bool:
        """Whether the form goes over two pages side by side."""
        return self.left < len(self.columns)


def widths_of(sheet: FormSheet) -> Widths:
    """The largest type in which the form fits on one page; else two pages side by side.

    A form looks the same blank and filled: room for the codes of records is reckoned with where there are none yet,
    and what stands in it changes the widths alone.
    """
    for size in _SIZES:
        if _filled(_wishes(sheet, size, coded=sheet.form.reads), _ROOM)[1] >= _COMFORT:
            found, _ = _filled(_wishes(sheet, size, coded=sheet.coded, rows=sheet.rows), _ROOM)
            return Widths(tuple(found), size, len(found))
    cut = _cut(sheet)
    wishes = _wishes(sheet, _WIDE_SIZE, coded=sheet.coded, rows=sheet.rows)
    left, right, _ = _pages(wishes, cut)
    return Widths((*left, *right), _WIDE_SIZE, cut)


def _cut(sheet: FormSheet) -> int:
    """How many columns stand on the left page: where the narrower page is widest; those of one group stay together."""
    wishes = _wishes(sheet, _WIDE_SIZE, coded=sheet.form.reads)
    cuts = [cut for cut in range(3, len(sheet.columns) + 1) if not _divides_group(sheet.columns, cut)]
    return max(cuts, key=lambda cut: _pages(wishes, cut)[2])


def _pages(wishes: Sequence[tuple[float, float]], cut: int) -> tuple[list[float], list[float], float]:
    """Widths on the left page and on the right one, and the comfort of the narrower."""
    (running, (need, wish), *others) = wishes
    repeated = [running, (need, min(wish, _REPEATED))]
    left, of_left = _filled([*repeated, *others[: cut - 2]], _ROOM)
    right, of_right = _filled(others[cut - 2 :], _ROOM - left[0] - left[1])
    return left, right, min(of_left, of_right)


def _divides_group(columns: Sequence[FormColumn], cut: int) -> bool:
    """Whether columns before and after `cut`, running number counted, stand under one heading."""
    before, after = columns[cut - 2 : cut - 1], columns[cut - 1 : cut]
    return bool(before and after and before[0].group and before[0].group == after[0].group)


def _wishes(
    sheet: FormSheet, size: float, *, coded: bool, rows: Sequence[Mapping[str, object]] = ()
) -> list[tuple[float, float]]:
    """What each column needs at least and what it wishes for, mm; by what stands in `rows`, where any are given."""
    letter = _LETTER * size / POINTS
    made = [(_RUNNING, _RUNNING)]
    for column in sheet.columns:
        word = max(len(part) for part in column.heading.replace("/", " ").split()) * 1.2  # headings are bold
        need = max(_NEEDED.get(column.kind, _TEXT), word)
        made.append((need, max(need, _wished(column, rows))))
    if coded:
        made.append((_CODE, _CODE))
    return [(need * letter + _PADDING, wish * letter + _PADDING) for need, wish in made]


def _wished(column: FormColumn, rows: Sequence[Mapping[str, object]]) -> float:
    """Letters in a line that a column wishes for: what its form says, or what its longest text asks for."""
    if not rows or column.kind not in _FLOWING:
        return float(column.width)
    longest = max((len(words) for row in rows if isinstance(words := row.get(column.key), str)), default=0)
    return min(column.width * 2.0, max(column.width * 0.6, _SQUARE * sqrt(longest)))


def _filled(wishes: Sequence[tuple[float, float]], room: float) -> tuple[list[float], float]:
    """Widths that fill the room, and the share of what is wished for beyond the need that there is room for.

    Columns of much text get more of it than their share: there the height of a row is decided.
    """
    over = room - sum(need for need, _ in wishes)
    weights = [(wish - need) * wish for need, wish in wishes]
    whole = sum(weights) or 1.0
    share = over / (sum(wish - need for need, wish in wishes) or 1.0)
    return [need + over * weight / whole for (need, _), weight in zip(wishes, weights, strict=True)], share


def text_height(words: str, width: float, size: float) -> float:
    """Height in points of wrapped words in a cell `width` mm wide; at most what a row can have."""
    letters = int(max(1.0, (width - _PADDING) * POINTS / (_LETTER * size)))
    lines = sum(_lines(part, letters) for part in words.split("\n"))
    return float(min(409, lines * size * 1.3 + 3))


def _lines(words: str, letters: int) -> int:
    """Lines of one paragraph. Where few words stand in a line, what each leaves free at its end is reckoned with."""
    if len(words) <= letters:
        return 1
    if letters > _NARROW:
        return -(-len(words) // int(letters * 0.95))
    lines, used = 1, 0
    for word in words.split():
        used += len(word) + (1 if used else 0)
        if used > letters:
            lines, used = lines + 1, len(word)
        if used > letters:  # longer than a line by itself
            lines, used = lines + (used - 1) // letters, (used - 1) % letters + 1
    return lines
