"""A submission as it was sent: plain cells, nothing interpreted, nothing dropped.

Every reader yields this shape, whatever the file was. Rows and columns are 1-based sheet coordinates; only
filled, commented or styled-and-merged cells are present, so a false dimension costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import repeat
from typing import Literal, TypeAlias

from workbench.records.issues import CellRef, Issue

FileKind = Literal["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tab", "html", "clipboard"]
SheetState = Literal["visible", "hidden", "very_hidden"]


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that holds an error such as `#REF!`."""

    text: str


CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | ErrorValue | None


@dataclass(frozen=True, slots=True)
class Style:
    """What of a cell's looks carries meaning. `font` is the font name as the file says it."""

    font: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    number_format: str = ""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell. `value` is the stored value (dates as date or datetime, text untouched, not even stripped).

    `formula` is the text of a formula without `=`; with `value` None it had no stored result.
    """

    value: CellValue
    style: Style = PLAIN
    formula: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, inclusive, 1-based."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, at: object) -> bool:
        return isinstance(at, tuple) and self.top <= at[0] <= self.bottom and self.left <= at[1] <= self.right


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet. `rows[row][column]` is a cell; rows and columns ascend."""

    name: str
    rows: Mapping[int, Mapping[int, RawCell]]
    merges: tuple[Area, ...] = ()
    state: SheetState = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    has_details: bool = True  # False when the reader cannot tell fonts, hidden rows, errors (calamine formats)

    def cell(self, row: int, column: int) -> RawCell | None:
        """The cell stored there, not looking through merges."""
        return self.rows.get(row, {}).get(column)

    def ref(self, row: int, column: int) -> CellRef:
        """Name of that place for people and for provenance."""
        return CellRef(self.name, f"{column_letters(column)}{row}")

    def refs(self, rows: Iterable[int], column: int) -> list[CellRef]:
        """Names of the places of a column in some rows."""
        letters = column_letters(column)
        named = zip(repeat(self.name), [f"{letters}{row}" for row in rows], strict=False)
        return list(map(tuple.__new__, repeat(CellRef), named))

    def values(self, row: int) -> Iterator[tuple[int, CellValue]]:
        """Filled columns of a row, left to right."""
        for column, cell in self.rows.get(row, {}).items():
            if cell.value is not None and cell.value != "":
                yield column, cell.value


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A whole submission. `name` is the base name in NFC; `sha256` the fingerprint of the bytes as sent."""

    name: str
    sha256: str
    kind: FileKind
    sheets: tuple[RawSheet, ...]
    encoding: str = ""
    issues: tuple[Issue, ...] = ()
    custom: Mapping[str, str] = field(default_factory=dict)  # document properties of our own forms
    pictures: int = 0  # pictures that lie in the file; what is on them cannot be read

    @property
    def flat(self) -> bool:
        """Text and HTML files: cells are named without a sheet."""
        return self.kind in ("csv", "tab", "html", "clipboard")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """1 -> `A`, 27 -> `AA`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
