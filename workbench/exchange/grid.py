"""A sheet with its texts repaired and its merges looked through: what the finding of tables works on.

Texts are looked at by the column, one by one only where something in it needs repair. Nothing is interpreted here: a
number is its digits, a date its ISO form. The cost follows the filled cells, never the extent of the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, repeat

from workbench.exchange.blocks import Block, PackedRows, column_by_row, packed
from workbench.exchange.raw import Area, CellValue, ErrorValue, RawCell, RawSheet
from workbench.records.issues import CellRef
from workbench.values.text import all_clean, clean_noted, fold

Repair = Callable[[str, str], tuple[str, bool]]  # text, font -> text, whether it was in a legacy encoding
Noted = tuple[int, frozenset[str]]  # place in a column, what was repaired there

_WIDE = 400  # a merge over more columns or rows than this is a backdrop, not a heading
_RUN = 256  # texts that are looked at together


class Texts:
    """Repaired texts by (text, font), shared by the sheets of a file. Without `repair` no encoding is doubted."""

    def __init__(self, repair: Repair | None) -> None:
        self._repair = repair
        self._known: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}
        self._clean: list[Sequence[str]] = []
        self._keys: dict[str, str] = {}

    def of(self, value: str, font: str) -> tuple[str, frozenset[str]]:
        """Repaired text and notes ("legacy" among them)."""
        found = self._known.get((value, font))
        if found is None:
            decoded, was_legacy = self._repair(value, font) if self._repair else (value, False)
            text, notes = clean_noted(decoded)
            found = (text, notes | {"legacy"} if was_legacy else notes)
            self._known[(value, font)] = found
        return found

    def column(self, values: Sequence[str], fonts: Sequence[str]) -> tuple[list[str], list[Noted]]:
        """Repaired texts of many cells, each in its font, and what was repaired where."""
        texts: list[str] = []
        noted: list[Noted] = []
        for start in range(0, len(values), _RUN):
            run = values[start : start + _RUN]
            if self._repair is None and all_clean(run):
                self._clean.append(run)
                texts += run
                continue
            for place, (value, font) in enumerate(zip(run, fonts[start : start + _RUN], strict=True), start):
                text, notes = self.of(value, font)
                texts.append(text)
                if notes:
                    noted.append((place, notes))
        return texts, noted

    @property
    def every(self) -> Iterator[str]:
        """Every repaired text, some of them several times."""
        return chain((text for text, _ in self._known.values()), *self._clean)

    def key(self, text: str) -> str:
        """Folded text, kept."""
        found = self._keys.get(text)
        if found is None:
            found = self._keys[text] = fold(text)
        return found


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Rows of a sheet that show texts in the same columns, with their values. `figures`: columns without a word."""

    columns: tuple[int, ...]
    rows: Sequence[int]
    texts: Sequence[Sequence[str]]
    values: Sequence[Sequence[CellValue]]
    figures: int


class Grid:
    """One sheet: texts, keys, merges."""

    def __init__(self, sheet: RawSheet, texts: Texts) -> None:
        self.sheet = sheet
        self.packed: PackedRows = packed(sheet.rows)
        self.repairs: dict[str, list[tuple[int, int]]] = {}  # what was repaired, at which rows and columns
        self._texts = texts
        self.blocks: list[TextBlock] = []
        noted: list[tuple[int, int, str]] = []
        fonts = [style.font for style in self.packed.styles]
        for block in self.packed.blocks:
            shown = [self._column(block, place, fonts, noted) for place in range(len(block.columns))]
            self.blocks += _filled(block, shown)
        for row, column, note in sorted(noted):
            self.repairs.setdefault(note, []).append((row, column))
        self._places: dict[int, tuple[TextBlock, int]] = {}
        for one in self.blocks:
            self._places.update(zip(one.rows, zip(repeat(one), range(len(one.rows)), strict=False), strict=True))
        self.rows: tuple[int, ...] = tuple(sorted(self._places))
        self._shown: dict[int, Mapping[int, str]] = {}
        self._areas = self._spread(sheet.merges)
        self._lowest: dict[int, int] = {}

    def lowest(self, column: int) -> int:
        """The last row with a text of its own in a column; 0 for none."""
        if not self._lowest:
            for block in self.blocks:
                for filled in block.columns:
                    self._lowest[filled] = max(block.rows[-1], self._lowest.get(filled, 0))
        return self._lowest.get(column, 0)

    def _column(
        self, block: Block, place: int, fonts: Sequence[str], noted: list[tuple[int, int, str]]
    ) -> Sequence[str]:
        """Texts of one column of a block; what was repaired is added to `noted`."""
        values, column = block.values[place], block.columns[place]
        kinds = set(map(type, values))
        if kinds == {str}:
            styles = block.styles[place]
            of_cells = [fonts[styles]] * len(values) if isinstance(styles, int) else [fonts[n] for n in styles]
            texts, found = self._texts.column(values, of_cells)  # type: ignore[arg-type]
            noted += ((block.rows[at], column, note) for at, notes in found for note in notes)
            return texts
        if kinds == {int}:
            return list(map(str, values))
        if kinds == {date}:
            known = {value: shown(value) for value in set(values)}
            return list(map(known.__getitem__, values))
        texts = []
        for at, value in enumerate(values):
            if isinstance(value, str):
                text, notes = self._texts.of(value, fonts[block.style(place, at)])
                noted += ((block.rows[at], column, note) for note in notes)
            else:
                text = shown(value)
                if value is None and (block.rows[at], column) in self.packed.formulas:
                    text = "="
            texts.append(text)
        return texts

    def _spread(self, merges: tuple[Area, ...]) -> dict[tuple[int, int], Area]:
        last = self.rows[-1] if self.rows else 0
        areas = {}
        for area in merges:
            bottom = min(area.bottom, last)
            if bottom - area.top > _WIDE or area.right - area.left > _WIDE:
                continue
            for row in range(area.top, bottom + 1):
                for column in range(area.left, area.right + 1):
                    areas[(row, column)] = area
        return areas

    def filled(self, row: int) -> Mapping[int, str]:
        """Texts of a row by column, left to right, not looking through merges."""
        found = self._shown.get(row)
        if found is None:
            place = self._places.get(row)
            if place is None:
                return _NOTHING
            block, at = place
            texts = [column[at] for column in block.texts]
            found = self._shown[row] = dict(zip(block.columns, texts, strict=True))
        return found

    def place(self, row: int) -> tuple[TextBlock, int]:
        """The block of a filled row, and the place of the row in it."""
        return self._places[row]

    def texts_in(self, column: int) -> dict[int, str]:
        """Texts of a column by row, in no particular order."""
        return column_by_row(((block.columns, block.rows, block.texts) for block in self.blocks), column)

    @property
    def merged(self) -> bool:
        """Whether any cells are merged."""
        return bool(self._areas)

    @property
    def merged_rows(self) -> frozenset[int]:
        """Rows with a merged cell."""
        return frozenset(row for row, _ in self._areas)

    def area(self, row: int, column: int) -> Area | None:
        """The merged area a cell lies in."""
        return self._areas.get((row, column))

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Where the value of a cell stands: itself, or the first cell of its merged area."""
        area = self._areas.get((row, column))
        return (area.top, area.left) if area else (row, column)

    def text(self, row: int, column: int) -> str:
        """Text of a cell, looking through merges."""
        row, column = self.anchor(row, column)
        return self.filled(row).get(column, "")

    def own(self, row: int, column: int) -> str:
        """Text that stands in that very cell."""
        return self.filled(row).get(column, "")

    def key(self, text: str) -> str:
        """Folded text."""
        return self._texts.key(text)

    def raw(self, row: int, column: int) -> RawCell | None:
        """The stored cell, looking through merges."""
        return self.sheet.cell(*self.anchor(row, column))

    def ref(self, row: int, column: int) -> CellRef:
        """Name of a place."""
        return self.sheet.ref(row, column)

    def bold(self, row: int, column: int) -> bool:
        """Whether a cell is in bold; never for readers that cannot tell."""
        cell = self.sheet.cell(row, column)
        return cell is not None and cell.style.bold

    def italic(self, row: int, column: int) -> bool:
        """Whether a cell is in italics; never for readers that cannot tell."""
        cell = self.sheet.cell(row, column)
        return cell is not None and cell.style.italic


_NOTHING: Mapping[int, str] = {}


def _filled(block: Block, texts: Sequence[Sequence[str]]) -> Iterator[TextBlock]:
    """The rows of a block by the columns in which they show a text; rows without any are left out."""
    blank = [place for place, column in enumerate(texts) if "" in column]
    if not blank:
        if block.columns:
            yield _text_block(block.columns, block.rows, texts, block.values)
        return
    alike: dict[tuple[bool, ...], list[int]] = {}
    for at, flags in enumerate(zip(*(map(bool, texts[place]) for place in blank), strict=True)):
        alike.setdefault(flags, []).append(at)
    for flags, chosen in alike.items():
        without = {place for place, flag in zip(blank, flags, strict=True) if not flag}
        kept = [place for place in range(len(block.columns)) if place not in without]
        if kept:
            yield _text_block(
                tuple(block.columns[place] for place in kept),
                [block.rows[at] for at in chosen],
                [[texts[place][at] for at in chosen] for place in kept],
                [[block.values[place][at] for at in chosen] for place in kept],
            )


def _text_block(
    columns: tuple[int, ...],
    rows: Sequence[int],
    texts: Sequence[Sequence[str]],
    values: Sequence[Sequence[CellValue]],
) -> TextBlock:
    figures = sum(not {str, type(None)} & set(map(type, column)) for column in values)
    return TextBlock(columns, rows, texts, values, figures)


def shown(value: CellValue) -> str:
    """A value as text: digits of a number, ISO of a date, the name of an error."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, ErrorValue):
        return value.text
    return "" if value is None else str(value)


_MIDNIGHT = datetime.min.time()
