"""The workbook that goes back to its sender: their own file, with notes on the cells to look at and a first sheet.

The package is copied part by part; only the parts that hold a mark change, and in them only what is marked. No
macro runs, no formula is touched, no program loads and saves the file anew.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.exchange.marking.archive import Archive
from workbench.exchange.marking.cells import Place, SheetPart
from workbench.exchange.marking.frame import Frame
from workbench.exchange.marking.notes import (
    Note,
    author,
    drawn,
    empty_comments,
    empty_drawing,
    free_block,
    heading,
    written,
)
from workbench.exchange.marking.report import Report, report_sheet
from workbench.exchange.marking.splice import Edits
from workbench.exchange.marking.styles import EMPTY, KINDS, Kind, Styles
from workbench.exchange.raw import RawSheet, RawWorkbook
from workbench.exchange.reading.xlsx_book import relationships
from workbench.exchange.reading.xlsx_sheet import cell_at
from workbench.exchange.returned import answered

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be said at one cell. Several marks of a cell become one note, under the gravest heading."""

    sheet: str
    address: str
    kind: Kind
    lines: tuple[str, ...]


@dataclass(slots=True)
class _Sheet:
    """One sheet of the sender's at work."""

    name: str
    part: str
    kinds: Mapping[Place, Kind]
    notes: list[Note]
    read: SheetPart
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def linked(self, kind: str) -> str:
        return next((part for found, part in self.links.values() if found == kind), "")


def annotate(data: bytes, raw: RawWorkbook, marks: Iterable[Mark], report: Report) -> bytes:
    """A copy of an .xlsx or .xlsm with marks and the report in front; `raw` is what was read from it."""
    return _Book(data, raw, marks).marked(report)


class _Book:
    """One workbook being marked."""

    def __init__(self, data: bytes, raw: RawWorkbook, marks: Iterable[Mark]) -> None:
        self._archive = Archive(data)
        self._frame = Frame(self._archive)
        self._raw = raw
        if not self._frame.styles_part():
            self._frame.add_styles(EMPTY)
        self._styles_part = self._frame.styles_part()
        self._styles = Styles(self._archive.read(self._styles_part))
        old = answered(raw)
        self._old = old.sheet if old else ""
        grouped: dict[str, list[Mark]] = defaultdict(list)
        for mark in marks:
            grouped[mark.sheet].append(mark)
        own = [sheet for sheet in raw.sheets if sheet.name != self._old and self._frame.part_of(sheet.name)]
        self._sheets = [self._sheet(sheet, grouped.get(sheet.name, ())) for sheet in own]

    def _sheet(self, sheet: RawSheet, marks: Iterable[Mark]) -> _Sheet:
        kinds, notes = _notes(sheet, marks)
        part = self._frame.part_of(sheet.name)
        read = SheetPart(self._archive.read(part), kinds, self._styles.marks)
        links = relationships(self._archive.package, part)
        return _Sheet(sheet.name, part, kinds, notes, read, links)

    def _touched(self, sheet: _Sheet) -> bool:
        """Whether the sheet gets marks or loses some; all others keep their bytes."""
        comments = sheet.linked("comments")
        known = comments in self._archive and author().encode() in self._archive.read(comments)
        return bool(sheet.notes or sheet.read.earlier or known)

    def marked(self, report: Report) -> bytes:
        """The package with everything in it."""
        touched = [sheet for sheet in self._sheets if self._touched(sheet)]
        shown = self._may_open_on_report(touched)
        for sheet in touched:
            edits = sheet.read.restyled(sheet.kinds, self._styles)
            self._annotate(sheet, edits)
            if shown and not self._old:
                for view in sheet.read.selected:
                    edits.attribute(view, "tabSelected", "0")
            self._archive.put(sheet.part, edits.result())
        made = report_sheet(report, self._styles, strict=self._frame.strict, shown=shown)
        if self._old:
            self._archive.put(self._frame.part_of(self._old), made)
        else:
            self._frame.sheet_in_front(self._free_name(report.sheet), made, shown=shown)
        self._archive.put(self._styles_part, self._styles.result())
        return self._archive.save()

    def _may_open_on_report(self, touched: list[_Sheet]) -> bool:
        """Two selected sheets would be edited together, and a sheet without marks is not to be changed.

        So the book opens on the report only when the sheet it opened on is one that changes anyway.
        """
        active = self._frame.active_sheet
        if self._old:
            return active == self._old
        names = {sheet.name for sheet in touched}
        return active in names and all(s.name in names for s in self._sheets if s.read.selected)

    def _free_name(self, wanted: str) -> str:
        taken = {tag.attrs.get("name", "").casefold() for tag in self._frame.sheets}
        names = [wanted, *(f"{wanted} ({n})" for n in range(2, len(taken) + 3))]
        return next(name for name in names if name.casefold() not in taken)

    def _annotate(self, sheet: _Sheet, edits: Edits) -> None:
        """The words of the notes and their boxes."""
        comments = sheet.linked("comments")
        if comments in self._archive:
            data, fresh, gone = written(self._archive.read(comments), sheet.notes)
        elif sheet.notes:
            comments = self._archive.free(posixpath.join(posixpath.dirname(self._frame.workbook), "comments{}.xml"))
            data, fresh, gone = written(empty_comments(self._frame.strict), sheet.notes)
            self._frame.declare(comments, _COMMENTS_TYPE)
            self._frame.link(sheet.part, "comments", comments)
        else:
            return
        self._archive.put(comments, data)
        if fresh or gone:
            self._draw(sheet, fresh, gone, edits)

    def _draw(self, sheet: _Sheet, fresh: list[Note], gone: list[Place], edits: Edits) -> None:
        part = sheet.links.get(sheet.read.drawing_link, ("", ""))[1]
        if part in self._archive:
            data = self._archive.read(part)
        elif fresh:
            folder = posixpath.join(posixpath.dirname(self._frame.workbook), "drawings")
            part = self._archive.free(f"{folder}/vmlDrawing{{}}.vml")
            every = [self._archive.read(name) for name in self._archive.names if name.lower().endswith(".vml")]
            data = empty_drawing(free_block(every))
            self._frame.declare_ending("vml", _DRAWING_TYPE)
            link = self._frame.link(sheet.part, "vmlDrawing", part)
            sheet.read.attach_drawing(edits, link, self._frame.strict)
        else:
            return
        self._archive.put(part, drawn(data, fresh, sheet.read.sizes, gone))


def noted(sheet: RawSheet, marks: Iterable[Mark]) -> Iterator[tuple[Place, Kind, tuple[str, ...]]]:
    """Marked cells of a sheet, row by row, with their kind and the lines said there; in a merged area they stand on
    its first cell."""
    by_cell: dict[Place, list[Mark]] = defaultdict(list)
    for mark in marks:
        at = cell_at(mark.address)
        if at is not None:
            area = next((area for area in sheet.merges if at in area), None)
            by_cell[(area.top, area.left) if area else at].append(mark)
    for at in sorted(by_cell):
        found = sorted(by_cell[at], key=lambda mark: KINDS.index(mark.kind))
        yield at, found[0].kind, tuple(dict.fromkeys(line for mark in found for line in mark.lines))


def _notes(sheet: RawSheet, marks: Iterable[Mark]) -> tuple[dict[Place, Kind], list[Note]]:
    kinds: dict[Place, Kind] = {}
    notes = []
    for at, kind, lines in noted(sheet, marks):
        kinds[at] = kind
        notes.append(Note(at, (heading(kind), *lines)))
    return kinds, notes
