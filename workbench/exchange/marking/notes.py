"""Notes on cells: the part that holds their words, and the drawing that holds their boxes.

Notes of the sender stay; ours stands behind theirs when both are on one cell. Those of an earlier return go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workbench.exchange.marking.cells import Place, Sizes
from workbench.exchange.marking.splice import Edits, Tag, content, in_utf8, tags, walk
from workbench.exchange.marking.styles import KINDS, Kind
from workbench.exchange.raw import column_letters
from workbench.exchange.reading.xlsx_sheet import cell_at
from workbench.messages import text_in

_TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_THREADED = "tc="  # the author of the plain copy that Excel keeps of a discussion
_SHAPE = re.compile(r"<((?:\w+:)?shape)\b.*?</\1\s*>", re.DOTALL)
_SHAPE_NUMBER = re.compile(r"_x0000_s(\d+)")
_TAGS = re.compile(r"<[^>]*>")
_ROW = re.compile(r"<(?:\w+:)?Row>\s*(\d+)\s*</")
_COLUMN = re.compile(r"<(?:\w+:)?Column>\s*(\d+)\s*</")
_BLOCK = re.compile(r"""<(?:\w+:)?idmap\b[^>]*\bdata=["']([0-9, ]+)["']""")
_SPACES = "".join(
    f' xmlns:{prefix}="urn:schemas-microsoft-com:{name}"'
    for prefix, name in (("v", "vml"), ("o", "office:office"), ("x", "office:excel"))
)
_TYPE = (
    f'<v:shapetype{_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX_TYPE = re.compile(r"""shapetype\b[^>]*\bid=["']_x0000_t202["']""")
_WIDTH, _LINE_HEIGHT, _LETTERS = 300, 16, 46  # of a box, in pixels; letters that stand in one of its lines


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says, line by line; the first line is its heading."""

    at: Place
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """Height of its box in pixels."""
        rows = sum(max(1, -(-len(part) // _LETTERS)) for line in self.lines for part in line.split("\n"))
        return 14 + rows * _LINE_HEIGHT


def author() -> str:
    """The name under which our notes stand."""
    return text_in("vi", "returned.author")


def heading(kind: Kind) -> str:
    """The first line of a note of some kind, by which it is known again."""
    return text_in("vi", f"returned.mark_{kind}")


def empty_comments(strict: bool) -> bytes:
    """The part of a sheet that has no notes yet."""
    space = _STRICT if strict else _TRANSITIONAL
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<comments xmlns="{space}"><authors/><commentList/></comments>'.encode()


def written(data: bytes, notes: Sequence[Note]) -> tuple[bytes, list[Note], list[Place]]:
    """The part with our notes; those that need a box of their own; places whose boxes of old must go."""
    data, gone = _without_ours(in_utf8(data))
    edits = Edits(data)
    authors, listed = _one(data, "authors"), _one(data, "commentList")
    prefix = listed.prefix
    held, names = _held(data), _authors(data)
    fresh: list[Note] = []
    words = ""
    for note in notes:
        there = held.get(note.at)
        if there is None:
            ref = f"{column_letters(note.at[1])}{note.at[0]}"
            text = f"<{prefix}text>{_runs(note.lines, prefix)}</{prefix}text>"
            words += f'<{prefix}comment ref="{ref}" authorId="{len(names)}">{text}</{prefix}comment>'
            fresh.append(note)
        elif not _author_of(names, there).startswith(_THREADED):
            _append(edits, there, note)
    if fresh:
        edits.inside(authors, f"<{prefix}author>{content(author())}</{prefix}author>")
        edits.inside(listed, words)
    return edits.result(), fresh, gone


def _one(data: bytes, name: str) -> Tag:
    return tags(data, name)[0]


def _held(data: bytes) -> dict[Place, Tag]:
    found = {}
    for tag in tags(data, "comment"):
        at = cell_at(tag.attrs.get("ref", ""))
        if at is not None:
            found[at] = tag
    return found


def _authors(data: bytes) -> list[str]:
    return [data[tag.open_end : tag.close_start].decode() for tag in tags(data, "author")]


def _author_of(names: Sequence[str], comment: Tag) -> str:
    number = int(comment.attrs.get("authorId", 0))
    return names[number] if number < len(names) else ""


def _runs(lines: Sequence[str], p: str) -> str:
    """Heading bold, then the other lines; the look that programs give to notes."""
    face = f'<{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family val="2"/>'
    head, *rest = lines
    made = f'<{p}r><{p}rPr><{p}b/>{face}</{p}rPr><{p}t xml:space="preserve">{content(head)}</{p}t></{p}r>'
    if rest:
        words = content("\n" + "\n".join(rest))
        made += f'<{p}r><{p}rPr>{face}</{p}rPr><{p}t xml:space="preserve">{words}</{p}t></{p}r>'
    return made


def _append(edits: Edits, comment: Tag, note: Note) -> None:
    """Ours behind the words that stand there; plain words become a run, as runs cannot follow them."""
    data = edits.data[comment.start : comment.end]
    text = next(tag for tag in tags(data, "text"))
    p, at = text.prefix, comment.start
    plain = [tag for tag, around in _with_parents(data) if tag.local == "t" and around == "text"]
    for tag in plain:
        edits.insert(at + tag.start, f"<{p}r>")
        edits.insert(at + tag.end, f"</{p}r>")
    lines = ("\n" + note.lines[0], *note.lines[1:])
    shifted = Tag(
        text.name, text.attrs, at + text.start, at + text.open_end, text.empty, at + text.close_start, at + text.end
    )
    edits.inside(shifted, _runs(lines, p))


def _with_parents(data: bytes) -> list[tuple[Tag, str]]:
    found: list[tuple[Tag, str]] = []
    walk(data, lambda tag, around: found.append((tag, around[-1].local if around else "")))
    return found


def _without_ours(data: bytes) -> tuple[bytes, list[Place]]:
    """Notes of an earlier return taken out: whole ones, and what stood behind words of the sender."""
    edits = Edits(data)
    names, heads = _authors(data), tuple(heading(kind) for kind in KINDS)
    gone = []
    for at, tag in _held(data).items():
        inside = data[tag.start : tag.end]
        words = _TAGS.sub("", inside.decode()).lstrip()
        if _author_of(names, tag) == content(author()) or words.startswith(tuple(f"{h}\n" for h in heads)):
            edits.replace(tag.start, tag.end, "")
            gone.append(at)
            continue
        runs = tags(inside, "r")
        first = next((r for r in runs if _TAGS.sub("", inside[r.start : r.end].decode()).strip() in heads), None)
        if first is not None:
            edits.replace(tag.start + first.start, tag.start + runs[-1].end, "")
    return _without_idle_author(edits.result()), gone


def _without_idle_author(data: bytes) -> bytes:
    """The part without our name at the end of its authors, when no note needs it any more."""
    listed = tags(data, "author")
    if not listed or data[listed[-1].open_end : listed[-1].close_start].decode() != content(author()):
        return data
    last = str(len(listed) - 1)
    if any(tag.attrs.get("authorId") == last for tag in tags(data, "comment")):
        return data
    return data[: listed[-1].start] + data[listed[-1].end :]


def drawn(data: bytes, notes: Iterable[Note], sizes: Sizes, gone: Iterable[Place]) -> bytes:
    """The drawing with a box for each note. The part is no strict XML in practice, so it is read as text."""
    words = data.decode("utf-8-sig")
    for row, column in gone:
        for shape in _SHAPE.finditer(words):
            if _is_at(shape[0], row, column):
                words = words[: shape.start()] + words[shape.end() :]
                break
    last = max((int(n) for n in _SHAPE_NUMBER.findall(words)), default=_first_number(words))
    made = "".join(_shape(number, note, sizes) for number, note in enumerate(notes, start=last + 1))
    if made and not _BOX_TYPE.search(words):
        made = _TYPE + made
    end = words.rindex("</xml>")
    return (words[:end] + made + words[end:]).encode()


def _is_at(shape: str, row: int, column: int) -> bool:
    at = _ROW.search(shape), _COLUMN.search(shape)
    return at[0] is not None and at[1] is not None and (int(at[0][1]), int(at[1][1])) == (row - 1, column - 1)


def _first_number(words: str) -> int:
    found = _BLOCK.search(words)
    return 1024 * int(found[1].split(",")[0]) if found else 1024


def empty_drawing(block: int) -> bytes:
    """A drawing without boxes; `block` numbers the boxes of one sheet apart from those of others."""
    return (
        f'<xml{_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>{_TYPE}</xml>'
    ).encode()


def free_block(drawings: Iterable[bytes]) -> int:
    """A block of numbers that no drawing of the workbook has taken."""
    found = (_BLOCK.search(data.decode("utf-8", "replace")) for data in drawings)
    taken = {int(part) for match in found if match for part in match[1].split(",") if part.strip()}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _shape(number: int, note: Note, sizes: Sizes) -> str:
    row, column = note.at
    right, right_rest = _walk(column + 1, _WIDTH, sizes.width_of)
    top = max(1, row - 1)
    bottom, bottom_rest = _walk(top, note.height, sizes.height_of)
    anchor = f"{column}, 12, {top - 1}, 4, {right - 1}, {right_rest}, {bottom - 1}, {bottom_rest}"
    return (
        f'<v:shape{_SPACES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
        f'margin-top:4pt;width:{_WIDTH * 0.75:g}pt;height:{note.height * 0.75:g}pt;z-index:1;visibility:hidden"'
        ' fillcolor="#fffbe6" o:insetmode="auto"><v:fill color2="#fffbe6"/>'
        '<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _walk(start: int, pixels: float, size_of: Callable[[int], float]) -> tuple[int, int]:
    """From the beginning of a row or column so many pixels on: where that is, and how far into it."""
    at, left = start, pixels
    while left > (size := max(1.0, size_of(at))) and at < start + 400:
        left -= size
        at += 1
    return at, int(left)
