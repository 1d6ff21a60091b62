"""The frame of an .xlsx/.xlsm file: which sheets, where their parts lie, shared strings, styles, own properties.

Reads no cells. Never follows a relationship that leaves the file.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast
from xml.etree.ElementTree import Element

from workbench.errors import UserError
from workbench.exchange.raw import SheetState
from workbench.exchange.reading.draft import CellBudget
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.looks import NO_FONT, Font, RichText, StyleTable, common_look, number_format
from workbench.exchange.reading.package import Package, local
from workbench.exchange.reading.pattern import is_plain, left_over, texts_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_STRINGS = re.compile(rb"<sst(?: [^<>]*)?>")
_PLAIN_STRING = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_PLAIN_RUN = re.compile(rb'(?:\s*<si><t(?: xml:space="preserve")?>[^<]*</t></si>)+')
_TRUE = frozenset(("1", "true", "on"))
_STATES = {"hidden": "hidden", "veryHidden": "very_hidden"}
LAST_STYLE = 65_536


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet the workbook names. `part` is empty when it is no table (chart, dialog) and not to be read."""

    name: str
    state: SheetState
    part: str


def unescaped(text: str) -> str:
    """`_x000D_` and the like as the characters they stand for."""
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if any("\ud800" <= letter <= "\udfff" for letter in found):
        found = found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return found


def is_on(value: str | None) -> bool:
    """An XML boolean that is false when absent."""
    return value in _TRUE


def part_beside(part: str) -> str:
    """Where the relationships of a part are kept."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relationship id -> (last word of its type, part inside the file); links that lead outside are left out."""
    place = part_beside(part)
    if place not in package:
        return {}
    found = {}
    for element in package.tree(place):
        target = element.get("Target", "")
        if element.get("TargetMode", "").lower() == "external" or not target:
            continue
        target = target.replace("\\", "/")
        full = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
        kind = element.get("Type", "").rpartition("/")[2]
        found[element.get("Id", "")] = (kind, posixpath.normpath(full).lstrip("/"))
    return found


def workbook_part(package: Package) -> str:
    """The part that lists the sheets."""
    for kind, part in relationships(package, "").values():
        if kind == "officeDocument" and part in package:
            return part
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise UserError("reading.damaged", detail="no workbook part")


def sheet_places(package: Package, part: str, limits: Limits) -> tuple[list[SheetPlace], bool]:
    """The sheets in tab order, and whether days are counted from 1904."""
    links = relationships(package, part)
    root = package.tree(part)
    since_1904 = any(is_on(e.get("date1904")) for e in root.iter("workbookPr"))
    places = []
    for number, element in enumerate(root.iter("sheet"), start=1):
        kind, target = links.get(
            _link_id(element), ("worksheet", f"{posixpath.dirname(part)}/worksheets/sheet{number}.xml")
        )
        state = cast(SheetState, _STATES.get(element.get("state", ""), "visible"))
        places.append(SheetPlace(unescaped(element.get("name", "")), state, target if kind == "worksheet" else ""))
        if number > limits.sheets:
            raise UserError("reading.too_big", what="sheets", limit=limits.sheets)
    return places, since_1904


def _link_id(element: Element) -> str:
    return element.get("id", "")


def shared_strings(package: Package, part: str, budget: CellBudget, limits: Limits) -> list[str | RichText]:
    """The texts that cells refer to by number; readings of characters (phonetic runs) are dropped."""
    if part not in package:
        return []
    reader = StringReader(budget, limits)
    pieces = left_over(package.chunks(part), _STRINGS, b"</si>", _PlainStrings(reader), limits.cell_text)
    package.parse(part, reader.start, reader.end, reader.pieces.append, reader.watch, pieces)
    return reader.found


class _PlainStrings:
    """Takes shared strings without runs out of their part, into the findings of a reader."""

    def __init__(self, reader: StringReader) -> None:
        self._reader = reader

    def take(self, data: bytes, at: int) -> int:
        """Strings that follow each other from `at` on."""
        run = _PLAIN_RUN.match(data, at)
        if run is None or not is_plain(run[0]):
            return at
        texts = texts_of(_PLAIN_STRING.findall(run[0]))
        if texts is None:
            return at
        self._reader.take(texts)
        return run.end()


class StringReader:
    """Handlers for shared strings (`si`) and for inline strings (`is`)."""

    def __init__(self, budget: CellBudget, limits: Limits) -> None:
        self.found: list[str | RichText] = []
        self.pieces: list[str] = []
        self._budget = budget
        self._limits = limits
        self._runs: list[tuple[str, dict[str, str]]] = []
        self._look: dict[str, str] | None = None
        self._plain: list[str] = []
        self._phonetic = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """A tag opens."""
        if tag == "t" or tag == "si":
            self.pieces.clear()
            return
        name = local(tag)
        if name == "t":
            self.pieces.clear()
        elif name == "r":
            self._look = {}
        elif name == "rPh":
            self._phonetic = True
        elif self._look is not None and name in ("rFont", "b", "i", "strike"):
            self._look[name] = attrs.get("val", "1")

    def end(self, tag: str) -> None:
        """A tag closes."""
        name = tag if tag == "t" or tag == "si" else local(tag)
        if name == "t":
            self._take("".join(self.pieces))
        elif name == "r":
            self._look = None
        elif name == "rPh":
            self._phonetic = False
        elif name == "si" or name == "is":
            self._close()

    def take(self, texts: list[str]) -> None:
        """Texts without runs, in order."""
        self.found += map(unescaped, texts)
        self._budget.spend(0, sum(map(len, texts)))

    def watch(self) -> None:
        """Refuse a text without end."""
        if len(self.pieces) > 16 and sum(map(len, self.pieces)) > self._limits.cell_text:
            raise UserError("reading.too_big", what="text", limit=self._limits.cell_text)

    def _take(self, text: str) -> None:
        if self._phonetic or not text:
            return
        if self._look is None:
            self._plain.append(text)
        else:
            self._runs.append((text, self._look))

    def _close(self) -> None:
        if not self._runs:
            text = unescaped(self._plain[0] if len(self._plain) == 1 else "".join(self._plain))
            self.found.append(text)
        else:
            text = unescaped("".join((*self._plain, *(run for run, _ in self._runs))))
            runs: list[tuple[str, Font | None]] = [(run, None) for run in self._plain]
            runs += ((run, _font_of(look)) for run, look in self._runs)
            self.found.append(common_look(text, runs))
            self._runs = []
        self._budget.spend(0, len(text))
        self._plain.clear()
        self._look = None
        self._phonetic = False


def _font_of(look: dict[str, str]) -> Font | None:
    """Font of a run; a run that says nothing shows the look of the cell."""
    return (
        (look.get("rFont", ""), is_on(look.get("b")), is_on(look.get("i")), is_on(look.get("strike"))) if look else None
    )


def style_table(package: Package, part: str) -> StyleTable:
    """The looks that cells refer to by number. Without them dates would come out as numbers: damage."""
    if part and part not in package:
        raise UserError("reading.damaged", detail="no styles part")
    if not part:
        return StyleTable()
    root = package.tree(part)
    codes = {_number(e.get("numFmtId")): unescaped(e.get("formatCode", "")) for e in root.iter("numFmt")}
    fonts = [_font(e) for e in _children(root, "fonts")]
    facts = []
    kinds = []
    for element in _children(root, "cellXfs"):
        code, kind = number_format(_number(element.get("numFmtId")), codes)
        place = _number(element.get("fontId"))
        facts.append((*(fonts[place] if place < len(fonts) else NO_FONT), code))
        kinds.append(kind)
    if len(facts) > LAST_STYLE:
        raise UserError("reading.too_big", what="elements", limit=LAST_STYLE)
    return StyleTable(tuple(facts), tuple(kinds)) if facts else StyleTable()


def _children(root: Element, name: str) -> Iterator[Element]:
    found = root.find(name)
    return iter(found if found is not None else ())


def _font(element: Element) -> Font:
    marks = {child.tag: child.get("val", "1") for child in element}
    return (marks.get("name", ""), is_on(marks.get("b")), is_on(marks.get("i")), is_on(marks.get("strike")))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0


def own_properties(package: Package) -> dict[str, str]:
    """Custom document properties: the marks that our own forms carry."""
    if "docprops/custom.xml" not in package:
        return {}
    found: dict[str, str] = {}
    for element in package.tree("docProps/custom.xml").iter("property"):
        name = element.get("name", "")
        if name and len(found) < 200:
            found[name] = unescaped("".join(element.itertext()))[:10_000]
    return found
