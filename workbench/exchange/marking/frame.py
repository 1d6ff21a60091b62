"""The frame of a package: which parts there are, how they hang together, and one more sheet in front."""

from __future__ import annotations

import posixpath

from workbench.exchange.marking.archive import Archive
from workbench.exchange.marking.splice import OFFICE, STRICT_OFFICE, Edits, Tag, children, in_utf8, quoted, tags
from workbench.exchange.reading.xlsx_book import part_beside, relationships, workbook_part

TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class Frame:
    """The workbook part and what hangs on it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.workbook = workbook_part(archive.package)
        data = in_utf8(archive.read(self.workbook))
        self._root, _ = children(data)
        self.strict = "purl.oclc.org" in "".join(self._root.attrs.values())
        self.links = relationships(archive.package, self.workbook)
        self.sheets = tags(data, "sheet")

    def part_of(self, name: str) -> str:
        """The part of a sheet by the sheet's name, "" when it has none."""
        for tag in self.sheets:
            if tag.attrs.get("name") == name:
                kind, part = self.links.get(_link(tag), ("", ""))
                return part if kind == "worksheet" and part in self.archive else ""
        return ""

    @property
    def active_sheet(self) -> str:
        """The sheet that the workbook opens on."""
        views = tags(in_utf8(self.archive.read(self.workbook)), "workbookView")
        number = int(views[0].attrs.get("activeTab", 0)) if views else 0
        return self.sheets[number].attrs.get("name", "") if number < len(self.sheets) else ""

    def styles_part(self) -> str:
        """The part of the styles, "" when the workbook has none."""
        found = next((part for kind, part in self.links.values() if kind == "styles"), "")
        return found if found in self.archive else ""

    def add_styles(self, data: bytes) -> None:
        """Styles for a workbook without any."""
        part = posixpath.join(posixpath.dirname(self.workbook), "styles.xml")
        self.archive.put(part, data)
        self.links["own styles"] = ("styles", part)
        self.declare(part, _STYLES_TYPE)
        self.link(self.workbook, "styles", part)

    def declare(self, part: str, kind: str) -> None:
        """Name the content of a new part."""
        data = in_utf8(self.archive.read(TYPES))
        root, _ = children(data)
        edits = Edits(data)
        edits.inside(root, f"<{root.prefix}Override PartName={quoted('/' + part)} ContentType={quoted(kind)}/>")
        self.archive.put(TYPES, edits.result())

    def declare_ending(self, ending: str, kind: str) -> None:
        """Name the content of parts by their ending, unless that is said already."""
        data = in_utf8(self.archive.read(TYPES))
        root, found = children(data)
        if any(t.local == "Default" and t.attrs.get("Extension", "").lower() == ending for t in found):
            return
        words = f"<{root.prefix}Default Extension={quoted(ending)} ContentType={quoted(kind)}/>"
        edits = Edits(data)
        if root.empty:
            edits.inside(root, words)
        else:
            edits.insert(root.open_end, words)
        self.archive.put(TYPES, edits.result())

    def link(self, part: str, kind: str, target: str) -> str:
        """Make a relationship from one part to another; its id."""
        place = part_beside(part)
        if place in self.archive:
            data = in_utf8(self.archive.read(place))
        else:
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            data = f'{head}<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
        root, found = children(data)
        taken = {tag.attrs.get("Id") for tag in found}
        made = next(f"rIdLkv{n}" for n in range(1, len(taken) + 2) if f"rIdLkv{n}" not in taken)
        base = STRICT_OFFICE if self.strict else OFFICE
        edits = Edits(data)
        edits.inside(
            root,
            f"<{root.prefix}Relationship Id={quoted(made)} Type={quoted(f'{base}/{kind}')}"
            f" Target={quoted('/' + target)}/>",
        )
        self.archive.put(place, edits.result())
        return made

    def sheet_in_front(self, name: str, data: bytes, *, shown: bool) -> None:
        """Add a sheet before all others. `shown`: it is the one that opens; else the sender's own still is."""
        part = self.archive.free(posixpath.join(posixpath.dirname(self.workbook), "worksheets/sheet{}.xml"))
        self.archive.put(part, data)
        self.declare(part, _SHEET_TYPE)
        link = self.link(self.workbook, "worksheet", part)
        book = in_utf8(self.archive.read(self.workbook))
        edits = Edits(book)
        first = tags(book, "sheet")[0]
        numbers = [int(tag.attrs.get("sheetId", 0)) for tag in tags(book, "sheet")]
        space = STRICT_OFFICE if self.strict else OFFICE
        facts = f'name={quoted(name)} sheetId="{max(numbers) + 1}"'
        edits.insert(first.start, f"<{first.name} xmlns:r={quoted(space)} {facts} r:id={quoted(link)}/>")
        for named in tags(book, "definedName"):
            if "localSheetId" in named.attrs:
                edits.attribute(named, "localSheetId", str(int(named.attrs["localSheetId"]) + 1))
        self._views(edits, tags(book, "workbookView"), tags(book, "sheets")[0], shown)
        self.archive.put(self.workbook, edits.result())

    def _views(self, edits: Edits, views: list[Tag], sheets: Tag, shown: bool) -> None:
        for view in views:
            active = int(view.attrs.get("activeTab", 0))
            edits.attribute(view, "activeTab", "0" if shown else str(active + 1))
            if "firstSheet" in view.attrs:
                edits.attribute(view, "firstSheet", "0")
        if not views and not shown:
            p = sheets.prefix
            edits.insert(sheets.start, f'<{p}bookViews><{p}workbookView activeTab="1"/></{p}bookViews>')


def _link(tag: Tag) -> str:
    return next((value for key, value in tag.attrs.items() if key.rpartition(":")[2] == "id" and ":" in key), "")
