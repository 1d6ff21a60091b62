"""The looks of marked cells: copies of the sender's own, with another fill. Nothing that is there changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from workbench.exchange.marking.splice import Edits, Tag, children, in_utf8, quoted

Kind = Literal["fix", "look", "done"]

#: Fills of the three kinds of mark. No palette offers these very shades, so they tell a mark of ours.
FILLS: dict[Kind, str] = {"fix": "FFFBE0DD", "look": "FFFBEFCF", "done": "FFDFF1E6"}
KINDS: tuple[Kind, ...] = ("fix", "look", "done")  # the gravest first
EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs></styleSheet>'
)
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_MISSING = {
    "fonts": '<{0}font><{0}sz val="11"/><{0}name val="Times New Roman"/></{0}font>',
    "fills": '<{0}fill><{0}patternFill patternType="none"/></{0}fill>'
    '<{0}fill><{0}patternFill patternType="gray125"/></{0}fill>',
    "borders": "<{0}border/>",
    "cellXfs": '<{0}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
}
_FILL_ID = re.compile(r"""\bfillId=["'](\d+)["']""")
_FRONT = re.compile(r"""fgColor[^>]*\brgb=["']([0-9A-Fa-f]{8})["']""")
_BEHIND = re.compile(r"""bgColor[^>]*\brgb=["']([0-9A-Fa-f]{8})["']""")
_FILL_FACTS = re.compile(r"""\s(?:fillId|applyFill)=(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Look:
    """A look of our own sheet: size in points, colours as RRGGBB."""

    size: float = 12
    bold: bool = False
    italic: bool = False
    colour: str = ""
    fill: str = ""
    box: bool = False
    across: str = "left"
    up: str = "top"
    wrap: bool = True
    forced: bool = False  # text that begins like a formula stays text when somebody edits the cell


class Styles:
    """The styles part at work."""

    def __init__(self, data: bytes) -> None:
        self._data = _whole(in_utf8(data))
        root, found = children(self._data)
        self._prefix = root.prefix
        self._tags = {tag.local: tag for tag in found}
        self._held = {name: self._inner(self._tags[name]) for name in _MISSING}
        self._added: dict[str, list[str]] = {name: [] for name in _MISSING}
        self._known: dict[object, int] = {}

    def _inner(self, tag: Tag) -> list[str]:
        inside = self._data[tag.start : tag.end]
        return [inside[t.start : t.end].decode() for t in children(inside)[1]]

    # marks

    def marked(self, base: int, kind: Kind) -> int:
        """The look `base` with the fill of a mark, in which the colour below is kept."""
        below = self._below(base)
        if below is None:
            front = _FRONT.search(self._fill_of(base))
            below = front[1] if front and "solid" in self._fill_of(base) else ""
        behind = f'<{{0}}bgColor rgb="{below}"/>' if below else '<{0}bgColor indexed="64"/>'
        return self._filled(base, self._fill(FILLS[kind], behind))

    def restored(self, marked: int) -> int:
        """The look that a mark of an earlier return covers."""
        below = self._below(marked)
        return self._filled(marked, self._fill(below) if below else 0)

    @property
    def marks(self) -> frozenset[int]:
        """Looks of the sender's file that are marks of an earlier return."""
        return frozenset(i for i in range(len(self._held["cellXfs"])) if self._below(i) is not None)

    def _below(self, index: int) -> str | None:
        """The colour that a mark covers, "" for none; None when the look is no mark."""
        fill = self._fill_of(index)
        front = _FRONT.search(fill)
        if front is None or front[1].upper() not in FILLS.values():
            return None
        behind = _BEHIND.search(fill)
        return behind[1] if behind else ""

    def _fill_of(self, index: int) -> str:
        xfs, fills = self._held["cellXfs"], self._held["fills"]
        found = _FILL_ID.search(xfs[index]) if index < len(xfs) else None
        number = int(found[1]) if found else 0
        return fills[number] if number < len(fills) else ""

    def _fill(self, colour: str, behind: str = '<{0}bgColor indexed="64"/>') -> int:
        inside = f'<{{0}}fgColor rgb="{colour}"/>{behind}'
        words = f'<{{0}}fill><{{0}}patternFill patternType="solid">{inside}</{{0}}patternFill></{{0}}fill>'
        return self._add("fills", words)

    def _filled(self, base: int, fill: int) -> int:
        xfs = self._held["cellXfs"]
        xf = xfs[base if base < len(xfs) else 0]
        end = xf.index(">") - (xf[xf.index(">") - 1] == "/")
        head = _FILL_FACTS.sub("", xf[:end].rstrip())
        return self._add("cellXfs", f'{head} fillId="{fill}" applyFill="1"{xf[end:]}')

    # looks of our own sheet

    def look(self, look: Look) -> int:
        """A look of our own sheet."""
        marks = ("<{0}b/>" if look.bold else "") + ("<{0}i/>" if look.italic else "")
        colour = f'<{{0}}color rgb="FF{look.colour}"/>' if look.colour else ""
        written = f'{marks}<{{0}}sz val="{look.size:g}"/>{colour}<{{0}}name val="Times New Roman"/>'
        font = self._add("fonts", f"<{{0}}font>{written}</{{0}}font>")
        fill = self._fill(f"FF{look.fill}") if look.fill else 0
        border = self._add("borders", _box()) if look.box else 0
        forced = ' quotePrefix="1"' if look.forced else ""
        wrap = ' wrapText="1"' if look.wrap else ""
        return self._add(
            "cellXfs",
            f'<{{0}}xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"{forced}'
            ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f"<{{0}}alignment horizontal={quoted(look.across)} vertical={quoted(look.up)}{wrap}/></{{0}}xf>",
        )

    def _add(self, section: str, words: str) -> int:
        """The number of an entry, added once. `{0}` in it is the prefix of the file's own tags."""
        words = words.replace("{0}", self._prefix)
        if (section, words) not in self._known:
            self._added[section].append(words)
            self._known[section, words] = len(self._held[section]) + len(self._added[section]) - 1
        return self._known[section, words]

    def result(self) -> bytes:
        """The part with what was added."""
        edits = Edits(self._data)
        for name, words in self._added.items():
            if words:
                edits.inside(self._tags[name], "".join(words))
                edits.attribute(self._tags[name], "count", str(len(self._held[name]) + len(words)))
        return edits.result()


def _box() -> str:
    line = '<{{0}}{0} style="thin"><{{0}}color rgb="FF8C8E8B"/></{{0}}{0}>'
    sides = "".join(line.format(side) for side in ("left", "right", "top", "bottom"))
    return f"<{{0}}border>{sides}<{{0}}diagonal/></{{0}}border>"


def _whole(data: bytes) -> bytes:
    """The part with the lists it must have; a list that stands there empty is filled."""
    for name, words in _MISSING.items():
        root, found = children(data)
        held = next((tag for tag in found if tag.local == name), None)
        if held is not None and held.close_start > held.open_end and b"<" in data[held.open_end : held.close_start]:
            continue
        edits = Edits(data)
        count = words.count("</{0}fill>") or 1
        made = f'<{{0}}{name} count="{count}">{words}</{{0}}{name}>'.replace("{0}", root.prefix)
        if held is not None:
            edits.replace(held.start, held.end, made)
        elif root.empty:
            edits.inside(root, made)
        else:
            earlier = _ORDER[: _ORDER.index(name)]
            edits.insert(max((tag.end for tag in found if tag.local in earlier), default=root.open_end), made)
        data = edits.result()
    return data
