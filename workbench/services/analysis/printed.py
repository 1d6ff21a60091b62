"""Figures on paper: the charts as they stand in the window, then each as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from workbench.messages import text_in
from workbench.reports.document import (
    Block,
    Column,
    DataRow,
    Line,
    PageSetup,
    Paragraph,
    Picture,
    PrintDocument,
    Table,
    Title,
)
from workbench.services.analysis.pages import Sheet
from workbench.services.council import council_of
from workbench.services.registers import Registers
from workbench.values.dates import format_date
from workbench.values.figures import format_number

MOST = 500  # rows of a table on paper; a workbook holds them all
_FIRST, _OTHER = 70.0, 28.0  # widths of columns, mm before scaling to the page


def figures_document(
    registers: Registers, key: str, scope: str, sheets: Sequence[Sheet], png: bytes, ratio: float
) -> PrintDocument:
    """A page of figures as a document: `png` shows its charts, `scope` says in words what they are about."""
    today = registers.workbench.clock.today()
    council = council_of(registers.workbench.repository, today)
    name = text_in("vi", f"charts.print_{key}")
    lines = [
        Line(council.name.upper() if council else "", bold=True),
        Line(name.upper(), bold=True, size=14.0),
        Line(text_in("vi", "charts.print_day", day=format_date(today)), italic=True),
    ]
    if scope:
        lines.append(Line(scope, italic=True))
    blocks: list[Block] = [Title(tuple(lines)), Picture(png, ratio, name)]
    for sheet in sheets:
        blocks.extend(_table(sheet))
    return PrintDocument(name, tuple(blocks), PageSetup(landscape=True))


def _table(sheet: Sheet) -> Iterator[Block]:
    rows = list(islice(sheet.read(), MOST))
    if not rows:
        return
    yield Paragraph(text_in("vi", f"analysis.{sheet.key}"), "left", bold=True, leads=True)
    columns = tuple(
        Column(heading, _OTHER if place else _FIRST, "right" if place else "left")
        for place, heading in enumerate(sheet.headings)
    )
    yield Table(columns, tuple(map(DataRow, rows)))
    if sheet.size > MOST:
        yield Paragraph(text_in("vi", "charts.print_rest", n=format_number(sheet.size - MOST, lang="vi")), "left")
