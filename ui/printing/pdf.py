"""A document as a PDF file: embedded fonts, selectable text, title; written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from ui.printing.face import RESOLUTION, Face, paper_face
from ui.printing.frozen import FrozenPrint
from ui.printing.paginate import pages
from ui.printing.paint import paint
from workbench.disk import save_whole
from workbench.progress import Progress, Silent
from workbench.reports.document import PageSetup, PrintDocument


def pdf(
    document: PrintDocument | FrozenPrint,
    path: Path,
    progress: Progress | None = None,
    face: Face | None = None,
) -> int:
    """Write the document to `path`, replacing what is there; the number of pages.

    Nothing is left behind when it fails or is stopped. May run on any thread. Raises as `save_whole`, and Cancelled
    from `progress`.
    """
    data, count = pdf_bytes(document, progress, face)
    save_whole(path, data)
    return count


def pdf_bytes(
    document: PrintDocument | FrozenPrint, progress: Progress | None = None, face: Face | None = None
) -> tuple[bytes, int]:
    """The PDF as bytes, and its number of pages."""
    face = face or paper_face()
    progress = progress or Silent()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, document)
    painter = QPainter(writer)
    count = 0
    try:
        for page in pages(document, face):
            if count:
                writer.newPage()
            paint(painter, page, face)
            count += 1
            progress.step(count, 0, "printing.page")
    finally:
        painter.end()
    return bytes(buffer.data().data()), count


def _writer(buffer: QBuffer, document: PrintDocument | FrozenPrint) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_A1b)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout(document.setup))
    writer.setTitle(document.title)
    return writer


def page_layout(setup: PageSetup) -> QPageLayout:
    """A4 upright or across, coordinates from the corner of the sheet: our layout has the margins in it."""
    orientation = QPageLayout.Orientation.Landscape if setup.landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
