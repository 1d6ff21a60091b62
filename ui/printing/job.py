"""What the officer asks of a printer, and what the computer says of its printers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

Duplex = Literal["none", "long", "short"]
_DUPLEX = {
    "none": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}
_PART = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")


@dataclass(frozen=True, slots=True)
class PrintJob:
    """`pages` from 1 in the order wanted, none for all; `printer` is a name of the computer's."""

    printer: str = ""
    pages: tuple[int, ...] | None = None
    copies: int = 1
    collate: bool = True
    last_first: bool = False
    duplex: Duplex = "none"

    def printer_for_it(self) -> QPrinter:
        """The printer, set as asked."""
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self.printer:
            made.setPrinterName(self.printer)
        made.setCopyCount(self.copies)
        made.setCollateCopies(self.collate)
        order = QPrinter.PageOrder
        made.setPageOrder(order.LastPageFirst if self.last_first else order.FirstPageFirst)
        made.setDuplex(_DUPLEX[self.duplex])
        return made


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """A printer: its name, the paper it is set to, whether it takes A4."""

    name: str
    paper: str = "A4"
    loaded_a4: bool = True
    takes_a4: bool = True


Printers = Callable[[], list[PrinterFacts]]


def printers() -> list[PrinterFacts]:
    """The computer's printers, the default one first."""
    names = QPrinterInfo.availablePrinterNames()
    usual = QPrinterInfo.defaultPrinterName()
    return [_facts(name) for name in sorted(names, key=lambda name: (name != usual, names.index(name)))]


def _facts(name: str) -> PrinterFacts:
    info = QPrinterInfo.printerInfo(name)
    a4 = QPageSize.PageSizeId.A4
    loaded = info.defaultPageSize()
    sizes = info.supportedPageSizes()
    takes = not sizes or any(size.id() == a4 for size in sizes)
    return PrinterFacts(name, loaded.name() or "A4", not loaded.isValid() or loaded.id() == a4, takes)


def read_pages(typed: str, count: int) -> tuple[int, ...] | None:
    """ "1-3, 7" as pages; empty for all of them (None). ValueError for pages that are not there."""
    if not typed.strip():
        return None
    pages: list[int] = []
    for part in re.split(r"[,;]", typed):
        found = _PART.fullmatch(part.strip())
        if not found:
            raise ValueError(part)
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= count:
            raise ValueError(part)
        pages += range(first, last + 1)
    return tuple(dict.fromkeys(pages))
