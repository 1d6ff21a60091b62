"""A document as a file of any kind the office uses, from the same definition: PDF, Excel, Word."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from pathlib import Path

from ui.printing.face import MM, Face, Style, paper_face
from ui.printing.frozen import FrozenPrint
from ui.printing.pdf import pdf
from ui.printing.table import PAD_Y, Grid, HeadPiece
from workbench.disk import save_whole
from workbench.progress import Progress
from workbench.reports.document import DataRow, PrintDocument, Table
from workbench.services.print_workbook import Measures

_SPARE = 1.5 * MM
SUFFIXES = (".pdf", ".xlsx", ".docx")


def export(
    document: PrintDocument | FrozenPrint,
    path: Path,
    progress: Progress | None = None,
    face: Face | None = None,
) -> None:
    """Write the document in the form that the ending of `path` names (one of `SUFFIXES`, else KeyError);
    finished pages can only be PDF.

    May run on any thread. Raises as `save_whole`, and Cancelled from `progress`; nothing is left behind then.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf" or isinstance(document, FrozenPrint):
        pdf(document, path, progress, face)
        return
    measures = measured(document, face or paper_face())
    if suffix == ".xlsx":
        from workbench.services.print_workbook import workbook_bytes

        data = workbook_bytes(document, measures, progress)
    elif suffix == ".docx":
        from workbench.reports.word import word_bytes

        data = word_bytes(document, measures.widths if measures else None, progress)
    else:
        raise KeyError(suffix)
    save_whole(path, data)


def measured(document: PrintDocument, face: Face) -> Measures | None:
    """Widths of the columns as they are printed, and how many lines each row takes; nothing without a table.

    A little less room than on paper is reckoned with, since other programs set letters a little wider.
    """
    table = next((block for block in document.blocks if isinstance(block, Table)), None)
    if table is None:
        return None
    width, line = round(document.setup.body[0] * MM), face.sized(Style(document.setup.table_pt)).line
    grid = Grid(table, face, width, document.setup.table_pt, float("inf"), spare=_SPARE)
    head = HeadPiece(grid)
    rows = []
    for row, below in zip_longest(table.rows, table.rows[1:]):
        goes_on = below.joined if isinstance(below, DataRow) else frozenset()
        rows.append((grid.row(row, goes_on).height - 2 * PAD_Y) / line)
    widths = tuple((right - left) / MM for left, right in pairwise(grid.edges))
    return Measures(widths, tuple(tall / line for tall in head.levels), tuple(rows))
