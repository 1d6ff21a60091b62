"""Finished pages as plain values, and back: an issued copy is printed again dot by dot the same, whatever later
versions of the program would lay out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ui.printing.face import Style
from ui.printing.page import Fixed, Page
from workbench.reports.document import PageSetup, PrintDocument

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FrozenPrint:
    """Pages that were laid out before, with the name and paper of their document."""

    title: str
    setup: PageSetup
    pages: tuple[Page, ...]


def freeze(pages: Iterable[Page]) -> Plain:
    """All marks of the pages: texts with their places and styles, rules."""
    styles: dict[Style, int] = {}
    made = []
    for page in pages:
        sheet = page.sheet()
        runs = [[styles.setdefault(style, len(styles)), x, y, text, spread] for style, x, y, text, spread in sheet.runs]
        made.append(
            {"size": list(page.size), "number": page.number, "runs": runs, "rules": [list(r) for r in sheet.rules]}
        )
    return {"styles": [list(style) for style in styles], "pages": made}


def thaw(plain: Plain, document: PrintDocument) -> FrozenPrint:
    """The pages again, each as one piece that carries all its marks."""
    styles = [Style(*style) for style in plain["styles"]]
    pages = []
    for page in plain["pages"]:
        runs = tuple((styles[style], x, y, text, spread) for style, x, y, text, spread in page["runs"])
        rules = tuple(tuple(rule) for rule in page["rules"])
        width, height = page["size"]
        piece = Fixed(height, runs, rules)
        pages.append(Page((width, height), 0.0, ((0.0, piece),), page["number"]))
    return FrozenPrint(document.title, document.setup, tuple(pages))
