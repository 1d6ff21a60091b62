"""One sheet's part: where the cells to be marked stand, and where a missing one would."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.exchange.marking.splice import OFFICE, STRICT_OFFICE, Edits, Tag, in_utf8, quoted, walk
from workbench.exchange.marking.styles import Kind, Styles
from workbench.exchange.raw import column_letters
from workbench.exchange.reading.xlsx_sheet import cell_at

Place = tuple[int, int]  # row, column, 1-based

_AFTER_DRAWING = frozenset(
    ("legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
     "tableParts", "extLst", "AlternateContent")
)  # fmt: skip


@dataclass(slots=True)
class _Missing:
    """Cells that the part does not have: put at `at`, or into `empty`, a row or table written without content."""

    at: int
    places: list[Place]
    rows: bool
    style: int = 0
    empty: Tag | None = None


@dataclass(slots=True)
class Sizes:
    """Widths in characters and heights in points, as far as they are said."""

    heights: dict[int, float] = field(default_factory=dict)
    height: float = 15.0
    widths: list[tuple[int, int, float]] = field(default_factory=list)
    width: float = 9.0

    def width_of(self, column: int) -> float:
        """Width of a column in pixels."""
        found = next((w for first, last, w in self.widths if first <= column <= last), self.width)
        return found * 7 + 5

    def height_of(self, row: int) -> float:
        """Height of a row in pixels."""
        return self.heights.get(row, self.height) * 4 / 3


class SheetPart:
    """The part read once; `data` is what the places count in."""

    def __init__(self, data: bytes, wanted: Iterable[Place], marks: frozenset[int]) -> None:
        self.data = in_utf8(data)
        self.sizes = Sizes()
        self.found: dict[Place, Tag] = {}
        self.earlier: dict[Place, Tag] = {}  # cells that carry a mark of an earlier return
        self.missing: list[_Missing] = []
        self.drawing: Tag | None = None
        self.selected: list[Tag] = []
        self.root: Tag | None = None
        self._wanted: dict[int, list[int]] = {}
        for row, column in sorted(set(wanted)):
            self._wanted.setdefault(row, []).append(column)
        self._rows = sorted(self._wanted)
        self._marks = marks
        self._row = self._column = self._row_style = 0
        self._next_row = 0
        self._left: list[int] = []
        self._ordered = True
        self._last_before = 0
        self._column_styles: list[tuple[int, int, int]] = []
        walk(self.data, self._open, self._close)
        if not self._ordered:
            self.missing = []  # rows in no order: a note needs no cell, and a cell twice would break the file

    def _open(self, tag: Tag, around: tuple[Tag, ...]) -> None:
        name = tag.local
        if name == "c":
            self._open_cell(tag)
        elif name == "row":
            self._open_row(tag)
        elif not around:
            self.root = tag
            self._last_before = tag.open_end
        elif name == "col":
            self._open_column(tag)
        elif name == "legacyDrawing":
            self.drawing = tag
        elif name == "sheetFormatPr":
            self.sizes.height = _float(tag.attrs.get("defaultRowHeight"), 15.0)
            self.sizes.width = _float(tag.attrs.get("defaultColWidth"), 9.0)
        elif name == "sheetView" and tag.attrs.get("tabSelected") in ("1", "true"):
            self.selected.append(tag)

    def _open_column(self, tag: Tag) -> None:
        first, last = int(tag.attrs.get("min", 1)), int(tag.attrs.get("max", 1))
        if "width" in tag.attrs:
            self.sizes.widths.append((first, last, _float(tag.attrs["width"], 9.0)))
        if "style" in tag.attrs:
            self._column_styles.append((first, last, int(tag.attrs["style"])))

    def _open_row(self, tag: Tag) -> None:
        row = int(tag.attrs.get("r", self._row + 1))
        self._ordered = self._ordered and row > self._row
        self._row, self._column = row, 0
        self._row_style = int(tag.attrs.get("s", 0)) if tag.attrs.get("customFormat") in ("1", "true") else 0
        if "ht" in tag.attrs:
            self.sizes.heights[row] = _float(tag.attrs["ht"], 15.0)
        self._add_rows(row, tag.start)
        self._left = []
        if self._next_row < len(self._rows) and self._rows[self._next_row] == row:
            self._left = list(self._wanted[row])
            self._next_row += 1

    def _add_rows(self, before: int, at: int, empty: Tag | None = None) -> None:
        """Rows that the part skips, up to one that it has."""
        start = self._next_row
        self._next_row = bisect_left(self._rows, before, lo=start)
        places = [(row, column) for row in self._rows[start : self._next_row] for column in self._wanted[row]]
        if places:
            self.missing.append(_Missing(at, places, rows=True, empty=empty))

    def _open_cell(self, tag: Tag) -> None:
        at = cell_at(tag.attrs["r"]) if "r" in tag.attrs else (self._row, self._column + 1)
        if at is None:
            return
        self._ordered = self._ordered and at[0] == self._row and at[1] > self._column
        self._column = at[1]
        if self._marks and int(tag.attrs.get("s", 0)) in self._marks:
            self.earlier[at] = tag
        while self._left and self._left[0] <= at[1]:
            column = self._left.pop(0)
            if column == at[1]:
                self.found[at] = tag
            else:
                place = [(self._row, column)]
                self.missing.append(_Missing(tag.start, place, rows=False, style=self._row_style))

    def _close(self, tag: Tag, around: tuple[Tag, ...]) -> None:
        name = tag.local
        if name == "row" and self._left:
            places = [(self._row, column) for column in self._left]
            empty = tag if tag.empty else None
            made = _Missing(tag.close_start, places, rows=False, style=self._row_style, empty=empty)
            self.missing.append(made)
            self._left = []
        elif name == "sheetData":
            self._add_rows(1 << 30, tag.close_start, tag if tag.empty else None)
        if len(around) == 1 and name not in _AFTER_DRAWING:
            self._last_before = tag.end

    def restyled(self, wanted: Mapping[Place, Kind], styles: Styles) -> Edits:
        """The changes that give the wanted cells their marks and take away those of an earlier return."""
        edits = Edits(self.data)
        for at, tag in self.found.items():
            edits.attribute(tag, "s", str(styles.marked(int(tag.attrs.get("s", 0)), wanted[at])))
        for at, tag in self.earlier.items():
            if at not in self.found:
                edits.attribute(tag, "s", str(styles.restored(int(tag.attrs["s"]))))
        for missing in self.missing:
            words = self._words(missing, wanted, styles)
            if missing.empty is not None:
                edits.inside(missing.empty, words)
            else:
                edits.insert(missing.at, words)
        return edits

    def _words(self, missing: _Missing, wanted: Mapping[Place, Kind], styles: Styles) -> str:
        p = self.root.prefix if self.root else ""
        rows: dict[int, str] = {}
        for row, column in missing.places:
            base = missing.style or self._style_of(column)
            style = styles.marked(base, wanted[row, column])
            cell = f'<{p}c r="{column_letters(column)}{row}" s="{style}"/>'
            rows[row] = rows.get(row, "") + cell
        if not missing.rows:
            return "".join(rows.values())
        return "".join(f'<{p}row r="{row}">{cells}</{p}row>' for row, cells in rows.items())

    def _style_of(self, column: int) -> int:
        return next((style for first, last, style in self._column_styles if first <= column <= last), 0)

    def attach_drawing(self, edits: Edits, link: str, strict: bool) -> None:
        """Name the drawing of the notes, in the place that the order of the part gives it."""
        assert self.root is not None
        space = STRICT_OFFICE if strict else OFFICE
        if self.drawing is not None:  # it names a drawing that is not in the file
            key = next((k for k in self.drawing.attrs if k.rpartition(":")[2] == "id"), "r:id")
            edits.attribute(self.drawing, key, link)
            return
        words = f"<{self.root.prefix}legacyDrawing xmlns:r={quoted(space)} r:id={quoted(link)}/>"
        edits.insert(self._last_before, words)

    @property
    def drawing_link(self) -> str:
        """The link of the drawing that the sheet has, "" when it has none."""
        if self.drawing is None:
            return ""
        return next((v for k, v in self.drawing.attrs.items() if k.rpartition(":")[2] == "id"), "")


def _float(words: str | None, otherwise: float) -> float:
    try:
        return float(words) if words else otherwise
    except ValueError:
        return otherwise
