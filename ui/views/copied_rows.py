"""Rows of a register on the clipboard, for Excel and for Word; many are read and put into words beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from ui.context import Context
from ui.models.listed_rows import ListedRows
from ui.shell.waiting import AT_ONCE, work_over
from ui.views.registers_table import RegisterTable
from workbench.messages import text
from workbench.progress import Progress, Silent

Copied = tuple[str, str]  # for a spreadsheet, for a word processor


def copy_rows(context: Context, table: RegisterTable, headings: bool, told: Callable[[int], object]) -> None:
    """Put the chosen rows on the clipboard, then tell how many they were. Stopped, it leaves the clipboard alone."""
    rows = table.chosen()

    def put(copied: Copied) -> None:
        data = QMimeData()
        data.setText(copied[0])
        data.setHtml(copied[1])
        QGuiApplication.clipboard().setMimeData(data)
        told(len(rows))

    if len(rows) <= AT_ONCE:
        put(_words(table, rows, headings, Silent()))
        return
    title = text("register.copying", n=len(rows))
    work_over(context, lambda progress: _words(table, rows, headings, progress), title, put, table, reading=True)


def _words(table: RegisterTable, rows: ListedRows, headings: bool, progress: Progress) -> Copied:
    titles, lines = table.as_lines(rows.read_all(progress=progress))
    shown = titles if headings else ()
    return as_tsv(lines, shown), as_html(lines, shown)


def as_tsv(lines: Sequence[Sequence[str]], titles: Sequence[str] = ()) -> str:
    """Rows for a spreadsheet: cells parted by tabs, quoted when they hold a tab, a quote or a line break."""
    whole = [titles, *lines] if titles else lines
    return "\r\n".join("\t".join(map(_cell, line)) for line in whole)


def as_html(lines: Sequence[Sequence[str]], titles: Sequence[str] = ()) -> str:
    """The same as a table for a word processor."""
    head = "".join(f"<th>{_escaped(t)}</th>" for t in titles)
    body = "".join("<tr>" + "".join(f"<td>{_escaped(c)}</td>" for c in line) + "</tr>" for line in lines)
    return f'<table border="1">{f"<tr>{head}</tr>" if head else ""}{body}</table>'


def _cell(words: str) -> str:
    return '"' + words.replace('"', '""') + '"' if any(c in words for c in '\t"\n') else words


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
