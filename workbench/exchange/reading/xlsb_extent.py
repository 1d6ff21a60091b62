"""How far the filled cells of an .xlsb file reach, told before a library builds the whole rectangle."""

from __future__ import annotations

from workbench.errors import UserError
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.package import Package
from workbench.exchange.reading.xlsx_book import relationships

_ROW = 0
_CELLS = frozenset((*range(2, 12), 62))  # every kind of cell but the blank one
_BEGIN = b"\x81\x01"  # BrtBeginSheet
_SHEETS = ("worksheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


def check_extents(package: Package, limits: Limits) -> None:
    """Refuse a workbook with a sheet whose rectangle of filled cells is larger than a reading may hold."""
    links = relationships(package, "xl/workbook.bin").values()
    linked = {target for kind, target in links if kind in _SHEETS and target in package}
    under = {part for part in package.names if part.startswith("xl/worksheets/") and part.endswith(".bin")}
    for part in linked | {part for part in under if _begins_sheet(package, part)}:
        _check(package.read(part, most=limits.part), limits)


def _begins_sheet(package: Package, part: str) -> bool:
    """Whether a part under the sheets' folder is one: indexes of sheets lie there too."""
    return bool(next(iter(package.chunks(part)), b"").startswith(_BEGIN))


def _check(data: bytes, limits: Limits) -> None:
    row = 0
    top, left, bottom, right = LAST_ROW, LAST_COLUMN, -1, -1
    at = 0
    while at < len(data):
        kind, at = _varying(data, at, 2)
        size, at = _varying(data, at, 4)
        if kind == _ROW:
            row = int.from_bytes(data[at : at + 4], "little")
        elif kind in _CELLS:
            column = int.from_bytes(data[at : at + 4], "little")
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column)
        at += size
    if bottom < 0:
        return
    if bottom > LAST_ROW or right > LAST_COLUMN:
        raise UserError("reading.damaged", detail="cell outside the sheet")
    if (bottom - top + 1) * (right - left + 1) > 2 * limits.cells:
        raise UserError("reading.too_big", what="cells", limit=limits.cells)


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes, seven bits each, and the place behind it."""
    number = 0
    for place in range(most):
        if at >= len(data):
            raise UserError("reading.damaged", detail="record cut off")
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at
