"""A sheet with its texts repaired and its merges looked through: what the finding of tables works on.

Texts are repaired once per distinct value. Nothing is interpreted here: a number is its digits, a date its ISO
form. The cost follows the filled cells, never the extent of the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from workbench.exchange.raw import Area, CellValue, ErrorValue, RawCell, RawSheet
from workbench.records.issues import CellRef
from workbench.values.text import clean_noted, fold

Repair = Callable[[str, str], tuple[str, bool]]  # text, font -> text, whether it was in a legacy encoding

_WIDE = 400  # a merge over more columns or rows than this is a backdrop, not a heading


@dataclass(slots=True)
class Repairs:
    """What had to be repaired: note -> cells."""

    cells: dict[str, list[CellRef]] = field(default_factory=dict)

    def add(self, note: str, ref: CellRef) -> None:
        """Remember one cell."""
        self.cells.setdefault(note, []).append(ref)


class Texts:
    """Repaired texts by (text, font), shared by the sheets of a file."""

    def __init__(self, repair: Repair) -> None:
        self._repair = repair
        self._known: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}
        self._keys: dict[str, str] = {}

    def of(self, value: str, font: str) -> tuple[str, frozenset[str]]:
        """Repaired text and notes ("legacy" among them)."""
        found = self._known.get((value, font))
        if found is None:
            decoded, was_legacy = self._repair(value, font)
            text, notes = clean_noted(decoded)
            found = (text, notes | {"legacy"} if was_legacy else notes)
            self._known[(value, font)] = found
        return found

    @property
    def distinct(self) -> Iterator[str]:
        """Every repaired text once or, under several fonts, a few times."""
        return (text for text, _ in self._known.values())

    def key(self, text: str) -> str:
        """Folded text, kept."""
        found = self._keys.get(text)
        if found is None:
            found = self._keys[text] = fold(text)
        return found


class Grid:
    """One sheet: texts, keys, merges."""

    def __init__(self, sheet: RawSheet, texts: Texts) -> None:
        self.sheet = sheet
        self.repairs = Repairs()
        self._texts = texts
        self._shown: dict[int, dict[int, str]] = {}
        for row, cells in sheet.rows.items():
            shown = {c: text for c, cell in cells.items() if (text := self._text(row, c, cell))}
            if shown:
                self._shown[row] = shown
        self.rows: tuple[int, ...] = tuple(self._shown)
        self._areas = self._spread(sheet.merges)
        self._lowest: dict[int, int] = {}

    def lowest(self, column: int) -> int:
        """The last row with a text of its own in a column; 0 for none."""
        if not self._lowest:
            for row, texts in self._shown.items():
                self._lowest.update(dict.fromkeys(texts, row))
        return self._lowest.get(column, 0)

    def _text(self, row: int, column: int, cell: RawCell) -> str:
        value = cell.value
        if isinstance(value, str):
            text, notes = self._texts.of(value, cell.style.font)
            for note in notes:
                self.repairs.add(note, self.sheet.ref(row, column))
            return text
        return shown(value) if value is not None else "=" if cell.formula else ""

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
        return self._shown.get(row, _NOTHING)

    @property
    def merged(self) -> bool:
        """Whether any cells are merged."""
        return bool(self._areas)

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
        return self._shown.get(row, _NOTHING).get(column, "")

    def own(self, row: int, column: int) -> str:
        """Text that stands in that very cell."""
        return self._shown.get(row, _NOTHING).get(column, "")

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


_NOTHING: Mapping[int, str] = {}


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
