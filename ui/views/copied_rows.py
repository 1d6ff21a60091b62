"""Rows of a register as words: on the clipboard for Excel and for Word, or line by line for a file. Many are read and
put into words beside the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from ui.context import Context
from ui.models.listed_rows import ListedRows
from ui.shell.waiting import AT_ONCE, work_over
from ui.views.registers_table import RegisterTable
from workbench.messages import text
from workbench.progress import Progress

_SHORT = 18  # letters that stand on one line
Copied = tuple[str, str]  # for a spreadsheet, for a word processor


_MOST = 100_000  # rows on a clipboard, which other programs must take at once


class WordedRows:
    """Lines of rows as a register shows them, read while they are gone through."""

    def __init__(self, table: RegisterTable, rows: ListedRows, progress: Progress | None = None) -> None:
        self.titles, self._lines = table.wording()
        self._rows, self._progress = rows, progress

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[list[str]]:
        for part in self._rows.parts(self._progress):
            yield from self._lines(part)


def copy_rows(context: Context, table: RegisterTable, headings: bool, told: Callable[[int], object]) -> None:
    """Put the chosen rows on the clipboard, then tell how many they were. Stopped, it leaves the clipboard alone."""
    rows = table.chosen()

    def put(copied: Copied) -> None:
        _put(copied)
        told(len(rows))

    def words(progress: Progress | None) -> Copied:
        worded = WordedRows(table, rows, progress)
        lines, titles = list(worded), worded.titles if headings else ()
        return as_tsv(lines, titles), as_html(lines, titles)

    if len(rows) > _MOST:
        context.shell.toast(text("register.copy_too_many", n=len(rows), most=_MOST))
    elif len(rows) <= AT_ONCE:
        put(words(None))
    else:
        work_over(context, words, text("register.copying", n=len(rows)), put, table, reading=True)


def put_table(lines: Sequence[Sequence[str]], titles: Sequence[str] = ()) -> None:
    """Put a table on the clipboard."""
    _put((as_tsv(lines, titles), as_html(lines, titles)))


def _put(copied: Copied) -> None:
    data = QMimeData()
    data.setText(copied[0])
    data.setHtml(copied[1])
    QGuiApplication.clipboard().setMimeData(data)


def as_tsv(lines: Sequence[Sequence[str]], titles: Sequence[str] = ()) -> str:
    """Rows for a spreadsheet: cells parted by tabs, quoted when they hold a tab, a quote or a line break."""
    whole = [titles, *lines] if titles else lines
    return "\r\n".join("\t".join(map(_cell, line)) for line in whole)


def as_html(lines: Sequence[Sequence[str]], titles: Sequence[str] = ()) -> str:
    """The same as a table for a word processor."""
    head = "".join(f"<th>{_escaped(t)}</th>" for t in titles)
    body = "".join("<tr>" + "".join(map(_html_cell, line)) + "</tr>" for line in lines)
    looks = 'border="1" cellpadding="4" style="border-collapse: collapse"'
    return f"<table {looks}>{f'<tr>{head}</tr>' if head else ''}{body}</table>"


def _html_cell(words: str) -> str:
    """Figures at the right; codes, days and other short words on one line."""
    figure = any(c.isdigit() for c in words) and not any(c.isalpha() or c == "/" for c in words)
    side = ' align="right"' if figure else ""
    whole = " nowrap" if len(words) <= _SHORT else ""
    return f"<td{side}{whole}>{_escaped(words)}</td>"


def _cell(words: str) -> str:
    return '"' + words.replace('"', '""') + '"' if any(c in words for c in '\t"\n') else words


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
