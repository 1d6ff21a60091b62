"""The reader for .xlsx and .xlsm: frame, sheets, comments.

Runs no macro, follows no link, computes no formula.
"""

from __future__ import annotations

from workbench.errors import UserError
from workbench.exchange.raw import FileKind
from workbench.exchange.reading import xlsx_book
from workbench.exchange.reading.draft import BookDraft, CellBudget, SheetDraft
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.looks import StyleNumbers
from workbench.exchange.reading.package import Package
from workbench.exchange.reading.pattern import left_over
from workbench.exchange.reading.xlsx_book import SheetPlace
from workbench.exchange.reading.xlsx_rows import CLOSING, OPENING, RowItems
from workbench.exchange.reading.xlsx_sheet import SheetReader, cell_at


def read_xlsx(package: Package, kind: FileKind, limits: Limits) -> BookDraft:
    """All sheets of the workbook, in tab order."""
    part = xlsx_book.workbook_part(package)
    links = dict(xlsx_book.relationships(package, part).values())
    places, since_1904 = xlsx_book.sheet_places(package, part, limits)
    budget = CellBudget(limits)
    shared = xlsx_book.shared_strings(package, links.get("sharedStrings", "xl/sharedStrings.xml"), budget, limits)
    table = xlsx_book.style_table(package, links.get("styles", ""))
    numbers = StyleNumbers(table)
    book = BookDraft(kind, styles=numbers.facts, custom=xlsx_book.own_properties(package))
    book.pictures = sum(name.startswith("xl/media/") for name in package.names)
    for place in places:
        if not place.part:
            continue
        sheet = SheetDraft(place.name, place.state)
        book.sheets.append(sheet)
        if place.part not in package:
            book.missing.append(place.name)
            continue
        made = (sheet, shared, table, numbers, since_1904, budget, limits)
        before = budget.left
        if not _read_sheet(package, place, SheetReader(*made), limits):
            budget.left = before
            sheet.clear()
            _read_sheet(package, place, SheetReader(*made), None)
        _read_attached(package, place.part, sheet, limits)
    if not book.sheets or len(book.missing) == len(book.sheets):
        raise UserError("reading.damaged", detail="no sheet part")
    return book


def _read_sheet(package: Package, place: SheetPlace, reader: SheetReader, limits: Limits | None) -> bool:
    """Read the cells of a sheet; without limits by the parser alone. False when its rows lie in no order for more."""
    if _prefixed(package, place.part):
        package.parse(place.part, reader.start_prefixed, reader.end_prefixed, reader.pieces.append, reader.watch)
        reader.close()
        return True
    items = RowItems(reader)
    pieces = package.chunks(place.part)
    if limits is not None:
        pieces = left_over(pieces, OPENING, CLOSING, items, limits.cell_text)
    package.parse(place.part, reader.start, reader.end, reader.pieces.append, reader.watch, pieces)
    items.close()
    reader.close()
    return reader.in_order or limits is None


def _prefixed(package: Package, part: str) -> bool:
    """Whether the part writes its tags with a namespace prefix (`x:worksheet`)."""
    for piece in package.chunks(part):
        return b":worksheet" in piece[:4096] and b"<worksheet" not in piece[:4096]
    return False


def _read_attached(package: Package, part: str, sheet: SheetDraft, limits: Limits) -> None:
    """Comments, and the filters of tables: they lie in parts beside the sheet."""
    links = xlsx_book.relationships(package, part).values()
    for wanted in ("comments", "threadedComment"):
        for kind, target in links:
            if kind == wanted and target in package:
                sheet.comments.update(_comments(package, target))
    if sheet.hidden_rows and not sheet.filtered:
        sheet.filtered = any(
            package.tree(target).find(".//filterColumn") is not None
            for kind, target in links
            if kind == "table" and target in package
        )


def _comments(package: Package, part: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for element in package.tree(part).iter():
        if element.tag not in ("comment", "threadedComment"):
            continue
        at = cell_at(element.get("ref", ""))
        text = "".join(e.text or "" for e in element.iter() if e.tag in ("t", "text"))
        if at is not None and text.strip():
            earlier = found.get(at)
            found[at] = xlsx_book.unescaped(f"{earlier}\n{text}" if earlier else text)
    return found
