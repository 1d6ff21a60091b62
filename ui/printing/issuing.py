"""The pages of issued copies: laid out once when issued, taken from the record afterwards."""

from __future__ import annotations

from ui.printing.face import paper_face
from ui.printing.frozen import FrozenPrint, Plain, freeze, thaw
from ui.printing.paginate import layout
from workbench.reports.document import PrintDocument
from workbench.reports.snapshot import Snapshot


def lay_out(document: PrintDocument) -> tuple[Plain, int]:
    """Finished pages as plain values, and how many there are. May run on any thread."""
    pages = layout(document, paper_face())
    return freeze(pages), len(pages)


def frozen(snapshot: Snapshot) -> FrozenPrint:
    """The pages of a copy as they were issued."""
    return thaw(snapshot.pages, snapshot.document)
