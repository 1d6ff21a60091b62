"""Changes in XML by place: what is not named keeps its bytes, white space and quotes included."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from workbench.errors import UserError

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_DECLARED = re.compile(rb"""\A(<\?xml[^>]*?)\s+encoding\s*=\s*["']([A-Za-z0-9._\-]+)["']""")


@dataclass(slots=True)
class Tag:
    """An element: where its start tag begins and ends, and where its content and the whole of it end."""

    name: str
    attrs: dict[str, str]
    start: int
    open_end: int
    empty: bool
    close_start: int = 0
    end: int = 0

    @property
    def local(self) -> str:
        """Name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """`x:` of `x:row`, or nothing."""
        head, colon, _ = self.name.rpartition(":")
        return head + colon


@dataclass(slots=True)
class Edits:
    """Replacements in one part, put in when all are known. Insertions at one place keep their order."""

    data: bytes
    made: list[tuple[int, int, bytes]] = field(default_factory=list)

    def replace(self, start: int, end: int, words: str) -> None:
        """Put words in the place of bytes."""
        self.made.append((start, end, words.encode()))

    def insert(self, at: int, words: str) -> None:
        """Put words before a byte."""
        self.made.append((at, at, words.encode()))

    def attribute(self, tag: Tag, name: str, value: str) -> None:
        """Set an attribute of an element."""
        written = self.data[tag.start : tag.open_end].decode()
        found = re.search(rf"""(?<=\s){re.escape(name)}\s*=\s*("[^"]*"|'[^']*')""", written)
        if found:
            at = tag.start + len(written[: found.start()].encode())
            self.replace(at, at + len(found[0].encode()), f"{name}={quoted(value)}")
        else:
            self.insert(tag.open_end - (2 if tag.empty else 1), f" {name}={quoted(value)}")

    def inside(self, tag: Tag, words: str) -> None:
        """Put words at the end of an element's content; an empty element is opened for it."""
        if tag.empty:
            self.replace(tag.open_end - 2, tag.open_end, f">{words}</{tag.name}>")
        else:
            self.insert(tag.close_start, words)

    def result(self) -> bytes:
        """The part with everything put in."""
        pieces = []
        at = 0
        for start, end, words in sorted(self.made, key=lambda edit: edit[:2]):
            pieces += [self.data[at:start], words]
            at = end
        return b"".join((*pieces, self.data[at:]))


Visit = Callable[[Tag, tuple[Tag, ...]], None]


def walk(data: bytes, opened: Visit, closed: Visit | None = None) -> None:
    """Call `opened` at each start tag and `closed` at each end, with the elements around it, outermost first."""
    parser = expat.ParserCreate()
    stack: list[Tag] = []

    def start(name: str, attrs: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        end = tag_end(data, at)
        tag = Tag(name, attrs, at, end, data[end - 2 : end] == b"/>")
        opened(tag, tuple(stack))
        stack.append(tag)

    def finish(name: str) -> None:
        tag = stack.pop()
        at = parser.CurrentByteIndex
        tag.close_start, tag.end = (tag.open_end, tag.open_end) if tag.empty else (at, data.index(b">", at) + 1)
        if closed is not None:
            closed(tag, tuple(stack))

    parser.StartElementHandler, parser.EndElementHandler = start, finish
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    parser.Parse(data, True)


def tags(data: bytes, *wanted: str) -> list[Tag]:
    """Elements of these local names, in order, with their ends known; all elements when none is named."""
    found: list[Tag] = []
    names = frozenset(wanted)

    def opened(tag: Tag, _: tuple[Tag, ...]) -> None:
        if not names or tag.local in names:
            found.append(tag)

    walk(data, opened)
    return found


def children(data: bytes) -> tuple[Tag, list[Tag]]:
    """The root, and the elements right under it."""
    roots: list[Tag] = []
    found: list[Tag] = []

    def opened(tag: Tag, around: tuple[Tag, ...]) -> None:
        if not around:
            roots.append(tag)
        elif len(around) == 1:
            found.append(tag)

    walk(data, opened)
    return roots[0], found


def tag_end(data: bytes, start: int) -> int:
    """Past the `>` of the start tag at `start`; a `>` inside quotes does not count."""
    quick = data.index(b">", start) + 1
    inside = data[start:quick]
    if b"'" not in inside and inside.count(b'"') % 2 == 0:
        return quick
    quote = 0
    for at in range(start, len(data)):
        letter = data[at]
        if quote:
            quote = 0 if letter == quote else quote
        elif letter in (0x22, 0x27):
            quote = letter
        elif letter == 0x3E:
            return at + 1
    raise UserError("reading.damaged", file="", detail="tag without end")


def in_utf8(data: bytes) -> bytes:
    """A part in UTF-8 without a byte order mark; parts written otherwise are recoded, with their declaration."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _DECLARED.sub(rb'\1 encoding="UTF-8"', data.decode("utf-16").encode())
    data = data.removeprefix(b"\xef\xbb\xbf")
    found = _DECLARED.match(data)
    if found is None or found[2].lower() in (b"utf-8", b"us-ascii", b"ascii"):
        return data
    return _DECLARED.sub(rb'\1 encoding="UTF-8"', data.decode(found[2].decode()).encode())


def quoted(words: str) -> str:
    """An attribute value with its quotes."""
    return quoteattr(words, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def content(words: str) -> str:
    """Words between tags."""
    return escape(words)


def _refuse(*_: object) -> None:
    raise UserError("reading.dangerous", file="", detail="document type or entity")
