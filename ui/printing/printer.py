"""A document on a printer: the same pages as preview and PDF, scaled to the printer's dots."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from ui.printing.face import RESOLUTION, Face, paper_face
from ui.printing.frozen import FrozenPrint
from ui.printing.page import Page
from ui.printing.paginate import layout
from ui.printing.paint import paint
from ui.printing.pdf import page_layout
from workbench.errors import UserError
from workbench.progress import Progress, Silent
from workbench.reports.document import PrintDocument


def prepared(document: PrintDocument | FrozenPrint, printer: QPrinter | None = None) -> QPrinter:
    """A printer set to the document's paper and name, ready for the print dialog."""
    printer = printer or QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(document.title)
    printer.setPageLayout(page_layout(document.setup))
    printer.setFullPage(True)
    return printer


def print_to(
    printer: QPrinter,
    document: PrintDocument | FrozenPrint,
    progress: Progress | None = None,
    face: Face | None = None,
    wanted: Sequence[int] | None = None,
) -> int:
    """Print the pages `wanted` (from 1; all of them when none are named) as often and in the order the printer
    is set to; the number of pages sent. May run on any thread.

    Raises UserError `printing.printer_failed`; when `progress` stops the work, what was not yet printed is
    taken back and Cancelled goes on.
    """
    face = face or paper_face()
    progress = progress or Silent()
    prepared(document, printer)
    pages = layout(document, face)
    named = pages if wanted is None else [pages[at - 1] for at in wanted if 1 <= at <= len(pages)]
    sent = _in_order(printer, named)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("printing.printer_failed", printer=printer.printerName())
    scale = printer.resolution() / RESOLUTION
    try:
        painter.scale(scale, scale)
        for at, page in enumerate(sent):
            if at and not printer.newPage():
                raise UserError("printing.printer_failed", printer=printer.printerName())
            paint(painter, page, face)
            progress.step(at + 1, len(sent), "printing.page")
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(sent)


def _in_order(printer: QPrinter, named: Sequence[Page]) -> list[Page]:
    """The pages in the chosen order, repeated where the printer does not copy by itself."""
    chosen = list(named)
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return chosen * copies
    return [page for page in chosen for _ in range(copies)]
