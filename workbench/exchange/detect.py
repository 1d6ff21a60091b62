"""Finding tables: the rows that are headings, the form they belong to, and where each table ends.

Scores come from the wording of headings and from the title around them; what the columns hold is weighed later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from workbench.exchange.addressed import addressed_columns, addressee_field
from workbench.exchange.columns import heading_parts, heading_text, number_columns
from workbench.exchange.context import Context
from workbench.exchange.forms import FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.headings import HeadingBook, heading_words, is_number_heading, without_ordinal
from workbench.exchange.lessons import layout_of
from workbench.exchange.options import find_options
from workbench.exchange.raw import CellValue, RawCell
from workbench.exchange.unitrow import units_below, with_units

_HIGHEST = 5  # rows of a heading
_FIRST_ROWS = 40
_DEEPEST = 3000  # rows above the first heading
_PER_ROW = 0.12
_STRANGE = 0.15
_NUMBERED = 0.6
_TICKED = 1.5
_LONG = 120
_SURELY = 0.9
_TELLING = 4  # fields that tell a form without its main one
_FEWEST = 2  # fields that a heading must name to go on with a table
_FEW = 3  # columns; in a narrower table a lone text may well be a second line of the heading
_GAP = 2  # blank columns that part a table from what stands beside it
_LOOK_DOWN = 12
_WHOLE = (1, 1 << 20)


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """Heading rows of one table. `scores`: how well each form fits, title included.

    `guessed`: the form is told by title and contents alone, see `guessing`. `said`: the officer called it a heading,
    in this file or in one with the same headings before.
    """

    top: int
    bottom: int
    left: int
    right: int
    parts: Mapping[int, tuple[str, ...]]
    number_column: int | None
    scores: Mapping[str, float]
    guessed: bool = False
    said: Literal["", "now", "before"] = ""

    @property
    def form(self) -> str:
        """The form that fits best."""
        return max(self.scores, key=lambda key: self.scores[key])

    @property
    def layout(self) -> str:
        """Fingerprint of its headings, that of the running number left out."""
        return _layout(self.parts)

    @property
    def score(self) -> float:
        """How well it fits."""
        return self.scores[self.form]

    def same_heading(self, other: HeadingBlock) -> bool:
        """Whether two blocks are one heading printed twice; the running number may be called otherwise."""
        if not self.scores or not other.scores:
            return self._named == other._named
        return self.form == other.form and self._named == other._named

    @property
    def _named(self) -> dict[int, tuple[str, ...]]:
        numbers = number_columns(self.parts)
        return {column: texts for column, texts in self.parts.items() if column not in numbers}


def _layout(parts: Mapping[int, tuple[str, ...]]) -> str:
    numbers = number_columns(parts)
    return layout_of(heading_text(parts, column) for column in sorted(parts) if column not in numbers)


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands over columns on a sheet, by rows. `parts`: headings that name fields but make no table alone."""

    tables: Sequence[HeadingBlock] = ()
    parts: Sequence[HeadingBlock] = ()


class Detector:
    """Finds the heading blocks of sheets, in the order of their rows."""

    def __init__(self, context: Context, book: HeadingBook) -> None:
        self._context = context
        self._book = book

    def headings(self, grid: Grid, file_name: str) -> Headings:
        """Every heading block of a sheet, side by side ones apart, heading repeats included.

        Rows that the officer called headings are; rows that he called anything else are none.
        """
        left: list[int] = []
        chosen = {row: kind for (name, row), kind in self._context.overrides.bands.items() if name == grid.sheet.name}
        found = [self._forced(grid, top, bottom, file_name) for top, bottom in _runs(chosen, grid)]
        found += self._recalled(grid, chosen, file_name)
        taken = {row for block in found for row in range(block.top, block.bottom + 1)}
        done = 0
        for row in self._seeds(grid, found):
            if row <= done or row in taken or chosen.get(row, "heading") != "heading":
                continue
            if (grid.sheet.name, row) in self._context.own_rows:
                continue
            before = sorted((block for block in found if block.bottom < row), key=lambda b: b.top)
            new = _repeated(grid, row, before) or self._new_blocks(grid, row, done, before, file_name)
            if new:
                new = [_over_units(grid, block) for block in new]
                done = max(block.bottom for block in new)
                found += new
            else:
                left.append(row)
        tables = sorted(found, key=lambda block: (block.top, block.left))
        return Headings(tables, list(self._parts(grid, left, tables)))

    def _parts(self, grid: Grid, rows: Sequence[int], tables: Sequence[HeadingBlock]) -> Iterator[HeadingBlock]:
        """Headings over some columns of a form without its main one: what they go on with begins elsewhere."""
        done = 0
        for row in rows:
            if row <= done or self._known(grid.filled(row).values()) < _FEWEST:
                continue
            if any(block.top <= row <= block.bottom for block in tables):
                continue
            windows = [self._part(grid, *window) for window in _windows_around(grid, row, done)]
            best = max((w for w in windows if w is not None), key=lambda found: found[0], default=None)
            if best is not None:
                done = best[1].bottom
                yield best[1]

    def _part(self, grid: Grid, top: int, bottom: int) -> tuple[float, HeadingBlock] | None:
        """Some rows as such a heading, and how much they name; None where that is too little."""
        parts = heading_parts(grid, top, bottom)
        named = max((len(self._book.named(parts, form.key)) for form in self._context.forms), default=0)
        if named < _FEWEST or named * 2 < len(parts):
            return None
        numbers = number_columns(parts)
        block = HeadingBlock(top, bottom, min(parts), max(parts), parts, numbers[0] if numbers else None, {})
        return named - _PER_ROW * (bottom - top), block

    def titles(self, grid: Grid, row: int, file_name: str) -> dict[str, float]:
        """How much what stands over a row, and the names of sheet and file, speak for each form."""
        return self._cues(grid, 1, row - 1, file_name)

    def first_row(self, grid: Grid, file_name: str) -> list[HeadingBlock]:
        """The heading of a sheet made of cards: its first row and no other; empty when no form fits."""
        block = self._block(grid, 1, 1, _WHOLE, (), file_name)
        return [block] if block.scores else []

    def by_hand(self, grid: Grid, titles: Mapping[str, float]) -> HeadingBlock:
        """The first row of a made sheet as the heading that an officer wants it to be. `titles`: what speaks for each
        form.
        """
        block = self._block(grid, 1, 1, _WHOLE, (), "")
        return replace(
            block, scores={form.key: titles[form.key] for form in self._context.forms}, guessed=True, said="now"
        )

    def widened(self, block: HeadingBlock, parts: Mapping[int, tuple[str, ...]]) -> HeadingBlock:
        """A heading that goes on elsewhere, with all its columns."""
        fits = {form.key: self._fit(parts, form) - self._fit(block.parts, form) for form in self._context.forms}
        scores = {key: score + fits[key] for key, score in block.scores.items()}
        return replace(block, parts=parts, right=max(parts), scores=scores)

    def _forced(self, grid: Grid, top: int, bottom: int, file_name: str) -> HeadingBlock:
        """A heading by the officer's word, whatever its columns are called."""
        block = replace(self._block(grid, top, bottom, _WHOLE, (), file_name), said="now")
        if block.scores:
            return block
        cues = self._cues(grid, 1, top - 1, file_name)
        named = {form.key: len(self._book.named(block.parts, form.key)) for form in self._context.forms}
        return replace(block, scores={key: cues[key] + number for key, number in named.items()}, guessed=True)

    def _recalled(self, grid: Grid, chosen: Mapping[int, str], file_name: str) -> list[HeadingBlock]:
        """Headings that an officer marked by hand in an earlier file of this sender, where they stand again."""
        known = self._context.lessons.tables(self._context.sent_by) if self._context.sent_by else {}
        heights = sorted({rows for rows, _ in known.values()}, reverse=True)
        found: list[HeadingBlock] = []
        for row in grid.rows[:_DEEPEST] if heights else ():
            for rows in heights if len(grid.filled(row)) > 1 else ():
                bottom = row + rows - 1
                if any(at in chosen for at in range(row, bottom + 1)) or (found and row <= found[-1].bottom):
                    continue
                parts = heading_parts(grid, row, bottom)
                form = known.get(_layout(parts), (0, ""))[1]
                if any(form == one.key for one in self._context.forms):
                    block = self._block(grid, row, bottom, _WHOLE, (), file_name)
                    found.append(replace(block, scores={form: block.scores.get(form, 1.0)}, said="before"))
                    break
        return found

    def _new_blocks(
        self, grid: Grid, row: int, done: int, before: Sequence[HeadingBlock], file_name: str
    ) -> list[HeadingBlock]:
        """The heading around a row; several when the running number stands in it more than once."""
        spans = [_without_strays(grid, row, span) for span in _side_by_side(grid, row)]
        end = next((at for at in range(row + 1, row + _HIGHEST) if _repeated(grid, at, before)), row + _HIGHEST)
        windows = [self._best_window(grid, row, done, end, span) for span in spans]
        if not all(windows):
            spans = [_without_strays(grid, row, _WHOLE)]
            windows = [self._best_window(grid, row, done, end, _WHOLE)]
        return [
            self._block(grid, *window, span, before, file_name)
            for window, span in zip(windows, spans, strict=True)
            if window
        ]

    def _seeds(self, grid: Grid, found: Sequence[HeadingBlock]) -> Iterable[int]:
        """Rows worth a closer look: two cells worded like headings, or short texts near the top of the sheet.

        `found` fills meanwhile; a sheet that has shown no heading for thousands of rows will show none.
        """
        for n, row in enumerate(grid.rows):
            if n > _DEEPEST and not found:
                return
            block, at = grid.place(row)
            if len(block.columns) < 2 or block.figures * 3 > len(block.columns):
                continue
            texts = [column[at] for column in block.texts]
            figures = _figures(column[at] for column in block.values)
            if figures * 3 > len(texts):
                continue
            known = self._known(texts)
            if known >= (3 if figures else 2) or (
                n < _FIRST_ROWS and not figures and len(texts) >= 3 and (_mostly_words(texts) or _numbers(texts))
            ):
                yield row

    def _known(self, texts: Iterable[str]) -> int:
        """How many cells may be part of a heading, counted up to three."""
        known = 0
        for text in texts:
            if self._book.hints(text):
                known += 1
                if known == 3:
                    break
        return known

    def _best_window(self, grid: Grid, seed: int, done: int, end: int, span: tuple[int, int]) -> tuple[int, int] | None:
        """First and last row of the heading that a row belongs to, above row `end` and inside a span of columns."""
        best: tuple[float, int, int] | None = None
        parts = heading_parts(grid, seed, seed, *span)
        inside = (min(parts), max(parts)) if parts else (1, 0)
        for top in (seed, seed - 1, seed - 2):
            if top <= done or top < 1 or (top < seed and not _may_be_heading(grid, top, inside, seed)):
                break
            lowest = _lowest(grid, top, seed, inside)
            for bottom in range(seed, end):
                under_merge = bottom <= lowest and _within_merges(grid, top, bottom, inside)
                if bottom > seed and not under_merge and not _may_be_heading(grid, bottom, inside, seed):
                    break
                if bottom < lowest:
                    continue
                parts = heading_parts(grid, top, bottom, *span)
                score = max((self._fit(parts, form) for form in self._context.forms), default=0.0)
                score -= sum(_row_cost(grid, row, inside) for row in range(top + 1, bottom + 1)) if score > 0 else 0
                if score > 0 and (best is None or score > best[0] + 1e-9):
                    best = (score, top, bottom)
        return self._below_lines(grid, best, span) if best else None

    def _below_lines(self, grid: Grid, best: tuple[float, int, int], span: tuple[int, int]) -> tuple[int, int]:
        """A heading without what stands over lines of a letterhead inside it, such as the menu of a web page, where it
        fits as well without.
        """
        score, top, bottom = best
        lines = [row for row in range(top + 1, bottom) if _is_line(grid, row)]
        if lines:
            parts = heading_parts(grid, lines[-1] + 1, bottom, *span)
            if max((self._fit(parts, form) for form in self._context.forms), default=0.0) >= score:
                return lines[-1] + 1, bottom
        return top, bottom

    def _fit(self, parts: Mapping[int, tuple[str, ...]], form: FormSpec) -> float:
        """How well a heading fits a form: the sum over its columns, 0 when it is none of that form."""
        options = find_options(parts, form, self._book, self._context)
        pairs = [
            (match.score, column, match.fields)
            for column, texts in parts.items()
            if column not in options
            for match in self._book.match(texts).get(form.key, ())
        ]
        pairs.sort(key=lambda pair: -pair[0])
        columns: set[int] = set()
        fields = {option.field for option in options.values()}
        total = sum(_TICKED * (1.25 if form.by_key[field].required else 1.0) for field in fields)
        addressed = addressed_columns(form, parts, self._book, self._context)
        if addressed:
            fields |= {*addressed.values(), addressee_field(form)}
            columns |= addressed.keys() - options.keys()
            total += 1.25 * len(set(addressed.values())) + 1.25  # the texts, and whom they are addressed to
        named = 0
        for score, column, keys in pairs:
            if column not in columns and not fields & set(keys):
                named += score >= _SURELY
                columns.add(column)
                fields.update(keys)
                total += score * (1.25 if form.by_key[keys[0]].required else 1.0)
        numbered = bool(number_columns(parts))
        strange = len(parts) - len(columns) - len(options) - numbered
        enough = len(fields) >= 3 or (len(fields) == 2 and numbered and strange == 0)
        required = len(fields & set(form.required))
        sure = form.main in fields or required >= 2 or (required and len(fields) >= _TELLING)
        # only its main column is unknown
        nearly_all = named > _TELLING and strange == 1 and form.main not in fields
        if not (enough and (sure or nearly_all)):
            return 0.0
        return total + _NUMBERED * numbered - _STRANGE * strange

    def _block(
        self,
        grid: Grid,
        top: int,
        bottom: int,
        span: tuple[int, int],
        before: Sequence[HeadingBlock],
        file_name: str,
    ) -> HeadingBlock:
        parts = heading_parts(grid, top, bottom, *span)
        above = max((block.bottom for block in before if block.bottom < top), default=0)
        scores = {form.key: self._fit(parts, form) for form in self._context.forms}
        cues = self._cues(grid, above + 1, top - 1, file_name)
        total = {key: score + cues.get(key, 0.0) for key, score in scores.items() if score > 0}
        numbers = number_columns(parts)
        left, right = (min(parts), max(parts)) if parts else (1, 1)
        return HeadingBlock(top, bottom, left, right, parts, numbers[0] if numbers else None, total)

    def _cues(self, grid: Grid, first: int, last: int, file_name: str) -> dict[str, float]:
        """What the rows above a heading, the sheet's name and the file's name say of the form."""
        cues: dict[str, float] = {}
        above = [grid.filled(row) for row in range(max(first, last - 15), last + 1)]
        lines = [text for cells in above for text in cells.values() if len(text) <= 200]
        for form in self._context.forms:
            number = int(re.sub(r"\D", "", form.key) or 0)
            best = max((_title_likeness(line, form) for line in lines), default=0.0)
            if any(_names_form(line, number) for line in lines):
                best += 1.0
            if _names_form(grid.sheet.name, number):
                best += 0.5
            if _names_form(file_name, number):
                best += 0.25
            cues[form.key] = best
        return cues


def _over_units(grid: Grid, block: HeadingBlock) -> HeadingBlock:
    """A heading with the row of units under it."""
    numbered = is_index_row(grid, block.bottom + 1, block.left, block.right)
    bottom = block.bottom + numbered
    units = units_below(grid, bottom, block.left, block.right)
    return replace(block, bottom=bottom + 1, parts=with_units(block.parts, units)) if units else block


def _runs(chosen: Mapping[int, str], grid: Grid) -> list[tuple[int, int]]:
    """First and last row of each run of rows called headings; blank rows between them part none."""
    runs: list[tuple[int, int]] = []
    for row in sorted(row for row, kind in chosen.items() if kind == "heading"):
        if runs and not any(grid.filled(between) for between in range(runs[-1][1] + 1, row)):
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _side_by_side(grid: Grid, row: int) -> list[tuple[int, int]]:
    """Spans of columns that begin with a running number each; one span when there is at most one."""
    starts = [column for column, text in grid.filled(row).items() if is_number_heading(text)]
    if len(starts) < 2:
        return [_WHOLE]
    edges = [_WHOLE[0], *starts[1:], _WHOLE[1] + 1]
    return [(a, b - 1) for a, b in pairwise(edges)]


def _without_strays(grid: Grid, row: int, span: tuple[int, int]) -> tuple[int, int]:
    """A span that ends at a gap of blank columns with next to nothing behind: a note or a figure beside the table."""
    rows = range(row, row + _LOOK_DOWN)
    filled: Counter[int] = Counter()
    for at in rows:
        for column in grid.filled(at):
            area = grid.area(at, column)
            filled.update(range(column, min(area.right, span[1]) + 1 if area else column + 1))
    columns = [column for column in sorted(filled) if span[0] <= column <= span[1]]
    for left, right in pairwise(columns):
        if right - left > _GAP and all(filled[c] < _FEW for c in columns if c >= right):
            return span[0], left
    return span


def _windows_around(grid: Grid, row: int, done: int) -> Iterator[tuple[int, int]]:
    """First and last rows of a heading of up to three rows that a row may be in."""
    filled = grid.filled(row)
    inside = (min(filled), max(filled))
    for top in (row, row - 1):
        if top <= done or (top < row and not _may_be_heading(grid, top, inside, row)):
            return
        yield top, row
        for bottom in (row + 1, row + 2):
            if not _may_be_heading(grid, bottom, inside, row):
                break
            yield top, bottom


def _repeated(grid: Grid, row: int, before: Sequence[HeadingBlock]) -> list[HeadingBlock]:
    """The blocks of an earlier heading that stands here once more."""
    for block in reversed(before):
        bottom = row + block.bottom - block.top
        again = heading_parts(grid, row, bottom, block.left, block.right)
        if again.keys() == block.parts.keys() and replace(block, parts=again).same_heading(block):
            beside = [b for b in before if b.top == block.top]
            return [replace(b, top=row, bottom=row + b.bottom - b.top) for b in beside]
    return []


def _lowest(grid: Grid, top: int, seed: int, span: tuple[int, int]) -> int:
    """The last row that merged headings of the first rows reach down to."""
    lowest = seed
    for row in range(top, seed + 1):
        for column in grid.filled(row):
            area = grid.area(row, column) if span[0] <= column <= span[1] else None
            if area is not None and area.bottom - area.top < _HIGHEST:
                lowest = max(lowest, area.bottom)
    return lowest


def _within_merges(grid: Grid, top: int, row: int, span: tuple[int, int]) -> bool:
    """Whether a row is blank, or most headings above it are merged down over it: what stands there is heading too."""
    if not grid.filled(row):
        return True
    over = sum(
        1
        for column in grid.filled(top)
        if span[0] <= column <= span[1] and (area := grid.area(top, column)) is not None and area.bottom >= row
    )
    headed = sum(1 for column in grid.filled(top) if span[0] <= column <= span[1])
    texts = {c: text for c, text in grid.filled(row).items() if span[0] <= c <= span[1]}
    cells = grid.sheet.rows.get(row, {})
    return over * 2 > headed and all(_heading_cell(cells.get(c), text) for c, text in texts.items())


def _may_be_heading(grid: Grid, row: int, span: tuple[int, int], seed: int) -> bool:
    """Only short texts between two columns: no numbers, dates, or whole sentences.

    A text alone in its row is a title where the table begins, and heads the rows below it where the heading ends,
    unless it plainly runs on from above.
    """
    cells = grid.sheet.rows.get(row, {})
    shown = {c: text for c, text in grid.filled(row).items() if span[0] <= c <= span[1]}
    if not shown or not all(_heading_cell(cells.get(c), text) for c, text in shown.items()):
        return False
    if row > seed and len(shown) == 2 and _GROUP_NUMBER.fullmatch(next(iter(shown.values()))):
        return False  # "II | Lĩnh vực giao thông": the first group of the table
    if len(grid.filled(row)) == 1 and span[1] - span[0] >= _FEW:
        ((column, text),) = shown.items()
        return text[0].islower() or text[0] == "(" if row > seed else column > span[0]
    return not is_index_row(grid, row, *span)


def _is_line(grid: Grid, row: int) -> bool:
    """Whether a row is a text alone that does not run on from above."""
    texts = list(grid.filled(row).values())
    return len(texts) == 1 and not texts[0][0].islower() and grid.area(row, next(iter(grid.filled(row)))) is None


def _row_cost(grid: Grid, row: int, span: tuple[int, int]) -> float:
    """What a further heading row must gain; next to nothing when its texts plainly run on from above."""
    texts = [text for column, text in grid.filled(row).items() if span[0] <= column <= span[1]]
    return -0.05 if texts and all(text[0].islower() for text in texts) else _PER_ROW


def _heading_cell(cell: RawCell | None, text: str) -> bool:
    return cell is not None and isinstance(cell.value, str) and len(text) <= _LONG and any(c.isalpha() for c in text)


def _figures(values: Iterable[CellValue]) -> int:
    """Numbers and dates of a row, typed or as digits, and running numbers: a row of them is no heading."""
    return sum(1 for v in values if v is not None and (not isinstance(v, str) or _FIGURE.fullmatch(v.strip())))


def _numbers(texts: Sequence[str]) -> bool:
    """Whether a row begins as headings do, with that of the running number: the others may then be of any length."""
    return any(is_number_heading(text) for text in texts[:2])


def _mostly_words(texts: Iterable[str]) -> bool:
    listed = list(texts)
    words = sum(1 for text in listed if len(text) <= 60 and without_ordinal(text)[:1].isalpha())
    return words * 4 >= len(listed) * 3


_FIGURE = re.compile(r"\(?\d+[).:/]?")
_GROUP_NUMBER = re.compile(r"\(?(?:[IVX]{1,4}|[A-ZĐ]|[a-zđ]|\d{1,2})[.):]?")
_FORM_NUMBER = re.compile(
    r"\b(?:bieu(?: so| mau)?|mau(?: so| bieu)?|phu luc|pl|b)[\s._-]*0*(\d{1,2}(?![\d/.])|(?:i{1,3}v?|iv)(?![\w/.]))"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LKV = re.compile(r"\b0*(\d{1,2})\s*/\s*lkv\b")


def _names_form(text: str, number: int) -> bool:
    """ "Biểu số 02/LKV", "Bieu02", "Phụ lục II" name the second form."""
    words = " ".join(heading_words(text, brackets=True)) if len(text) < 80 else ""
    for found in _FORM_NUMBER.finditer(words):
        said = found[1]
        if (int(said) if said.isdigit() else _ROMAN.get(said)) == number:
            return True
    return False


def _title_likeness(line: str, form: FormSpec) -> float:
    """0-2: how much of a title of the form a line holds, counting from two thirds of its words."""
    words = set(heading_words(line, brackets=False))
    best = 0.0
    if len(words) >= 3:
        for title in (form.title, *form.titles):
            wanted = set(heading_words(title, brackets=False))
            share = len(words & wanted) / len(wanted | words)
            best = max(best, share)
    return 2.0 * best if best >= 0.5 else 0.0


def is_index_row(grid: Grid, row: int, left: int, right: int) -> bool:
    """A row of column numbers: 1 2 3, (1) (2), A B 1 2, a b c, I II III, 11=10+9."""
    texts = [text for column, text in grid.filled(row).items() if left <= column <= right]
    if len(texts) < 3:
        return False
    numbers = sum(1 for text in texts if _INDEX.fullmatch(text.replace(" ", "")))
    distinct = len(set(texts)) >= max(2, len(texts) - 1)
    return distinct and numbers >= len(texts) - (len(texts) > 8) and not any(is_number_heading(t) for t in texts)


_INDEX = re.compile(
    r"(?:[Cc](?:ột)?|CỘT)?[(\[]?(?:\d{1,2}[a-z]?|[A-Za-zĐđ]|[IVX]{2,5}|[ivx]{2,5})[)\].]?(?:=[\dA-Z()+\-*/.%,:đến]+)?|\d{1,2}=.{1,20}"
)
