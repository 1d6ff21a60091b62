"""The sheet in front: what became of the submission, what is to be mended, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from workbench.exchange.marking.splice import content, quoted
from workbench.exchange.marking.styles import FILLS, Kind, Look, Styles
from workbench.exchange.raw import column_letters

_NAMES = {
    False: (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    True: ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
}
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")
_FORMULA_LIKE = ("=", "+", "-", "@")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LINE = 15.75


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. `link` is (sheet, address) that its cell of that number, from 0, leads to."""

    cells: tuple[str, ...]
    kind: Kind | None = None
    link: tuple[int, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; `widths` in characters."""

    title: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The whole sheet. `token` names the import and the file it answers, to be read back from a second try."""

    sheet: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    token: str
    widths: tuple[float, ...] = (6, 14, 10, 36, 40, 34)  # together no wider than a small screen

    def with_names(self, names: Mapping[str, str]) -> Report:
        """The same with its links leading to sheets by other names."""

        def moved(line: Line) -> Line:
            if line.link is None:
                return line
            number, sheet, address = line.link
            return replace(line, link=(number, names.get(sheet, sheet), address))

        tables = (replace(table, lines=tuple(map(moved, table.lines))) for table in self.tables)
        return replace(self, tables=tuple(tables))


def report_sheet(report: Report, styles: Styles, *, strict: bool, shown: bool) -> bytes:
    """The sheet's part; texts stand in it as they are, never as formulas. `shown`: the book opens on it."""
    return _Writer(report, styles).part(strict, ' tabSelected="1"' if shown else "")


class _Writer:
    def __init__(self, report: Report, styles: Styles) -> None:
        self._report = report
        self._styles = styles
        self._rows: list[str] = []
        self._merges: list[str] = []
        self._links: list[str] = []
        self._count = len(report.widths)
        self._last = column_letters(self._count)

    def part(self, strict: bool, selected: str) -> bytes:
        """Everything, in the order the format wants."""
        report = self._report
        self._wide(report.title, Look(14, bold=True, across="center", up="center"), 24)
        self._wide(report.subtitle, Look(12, italic=True, across="center"), None)
        self._empty()
        for label, words in report.facts:
            self._fact(label, words)
        for table in report.tables:
            self._empty()
            self._table(table)
        self._empty()
        self._wide(report.token, Look(9, colour="616971"), None)
        main, relationships = _NAMES[strict]
        columns = "".join(
            f'<col min="{i}" max="{i}" width="{width + 0.7}" customWidth="1"/>'
            for i, width in enumerate(report.widths, start=1)
        )
        merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in self._merges)
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<worksheet xmlns="{main}" xmlns:r="{relationships}">'
            '<sheetPr><tabColor rgb="FF24479A"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView showGridLines="0"{selected} topLeftCell="A1" workbookViewId="0">'
            '<selection activeCell="A1" sqref="A1"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15.75"/><cols>{columns}</cols>'
            f"<sheetData>{''.join(self._rows)}</sheetData>"
            f'<mergeCells count="{len(self._merges)}">{merges}</mergeCells>{links}'
            '<pageMargins left="1.18" right="0.59" top="0.79" bottom="0.79" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            '<headerFooter differentFirst="1"><oddHeader>&amp;C&amp;"Times New Roman,Regular"&amp;13&amp;P</oddHeader>'
            "</headerFooter></worksheet>"
        ).encode()

    def _table(self, table: Table) -> None:
        self._wide(table.title, Look(12, bold=True), None)
        if table.note:
            self._wide(table.note, Look(12, italic=True), None)
        if not table.lines:
            return
        head = Look(12, bold=True, fill="E7EDF9", box=True, across="center", up="center")
        self._row([(words, head) for words in table.headings])
        for line in table.lines:
            self._line(line)

    def _line(self, line: Line) -> None:
        row = len(self._rows) + 1
        cells = []
        for number, words in enumerate(line.cells):
            linked = line.link is not None and number == line.link[0]
            tint = FILLS[line.kind][2:] if line.kind and linked else ""
            across = "center" if number == 0 or linked else "left"
            colour = "24479A" if linked else ""
            cells.append((words, Look(12, box=True, across=across, colour=colour, fill=tint)))
        if line.link is not None:
            number, sheet, address = line.link
            target = f"'{sheet.replace(chr(39), chr(39) * 2)}'!{address}"
            ref = f"{column_letters(number + 1)}{row}"
            self._links.append(f'<hyperlink ref="{ref}" location={quoted(target)}/>')
        self._row(cells)

    def _fact(self, label: str, words: str) -> None:
        row = len(self._rows) + 1
        self._merges += [f"A{row}:B{row}", f"C{row}:{self._last}{row}"]
        width = sum(self._report.widths[2:])
        height = _height([(words, width)])
        cells = self._cell(row, 1, label, Look(12, bold=True)) + self._cell(row, 3, words, Look(12))
        self._rows.append(f'<row r="{row}" ht="{height}" customHeight="1">{cells}</row>')

    def _wide(self, words: str, look: Look, height: float | None) -> None:
        """One text over the whole width."""
        row = len(self._rows) + 1
        self._merges.append(f"A{row}:{self._last}{row}")
        tall = height or _height([(words, sum(self._report.widths))])
        self._rows.append(f'<row r="{row}" ht="{tall}" customHeight="1">{self._cell(row, 1, words, look)}</row>')

    def _row(self, cells: Iterable[tuple[str, Look]]) -> None:
        row = len(self._rows) + 1
        pairs = list(cells)
        height = _height([(words, width) for (words, _), width in zip(pairs, self._report.widths, strict=True)])
        written = "".join(self._cell(row, i, words, look) for i, (words, look) in enumerate(pairs, start=1))
        self._rows.append(f'<row r="{row}" ht="{height}" customHeight="1">{written}</row>')

    def _empty(self) -> None:
        self._rows.append(f'<row r="{len(self._rows) + 1}"/>')

    def _cell(self, row: int, column: int, words: str, look: Look) -> str:
        if words.startswith(_FORMULA_LIKE):
            look = replace(look, forced=True)
        style, ref = self._styles.look(look), f"{column_letters(column)}{row}"
        if not words:
            return f'<c r="{ref}" s="{style}"/>'
        return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{safe(words)}</t></is></c>'


def safe(words: str) -> str:
    """Words as the content of a cell: nothing that XML forbids, nothing that the format would unescape."""
    if _FORBIDDEN.search(words):
        words = _FORBIDDEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    if "_x" in words:
        words = _ESCAPED.sub(lambda found: "_x005F" + found.group(), words)
    return content(words)


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """Height in points that holds all texts, wrapped; `cells` are (text, width in characters)."""
    lines = 1
    for words, width in cells:
        lines = max(lines, sum(max(1, -(-len(part) // max(1, int(width * 0.95)))) for part in words.split("\n")))
    return min(409.0, lines * _LINE + 2)
