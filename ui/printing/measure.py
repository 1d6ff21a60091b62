"""Breaking text into lines of a given width.

Works on words whose widths are remembered, so a register of thousands of rows measures each word once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ui.printing.face import Sized

_AFTER_SLASH = re.compile(r"[^/]*/+|[^/]+")
_AFTER_MARK = re.compile(r"[^/\-–_.@]*[/\-–_.@]+|[^/\-–_.@]+")
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_FIGURE = re.compile(r"[\d/.,;:()%+-]+")
_SHORT = 80
_REMEMBERED = 20_000


class Wrapper:
    """Breaks texts of one style to one width; short texts, which repeat in a register, are remembered."""

    def __init__(self, sized: Sized, width: float) -> None:
        self._sized = sized
        self._width = width
        self._known: dict[str, tuple[str, ...]] = {}

    def lines(self, text: str) -> tuple[str, ...]:
        """Lines of `text`, at least one; newlines are kept."""
        known = self._known.get(text)
        if known is None:
            known = tuple(self._broken(text))
            if len(text) <= _SHORT:
                if len(self._known) > _REMEMBERED:
                    self._known.clear()
                self._known[text] = known
        return known

    def _broken(self, text: str) -> Iterator[str]:
        for part in clean(text).split("\n"):
            yield from wrap(part, self._sized, self._width)


def clean(text: str) -> str:
    """Composed letters, one kind of newline, no tabs."""
    if text.isascii() and "\t" not in text and "\r" not in text:
        return text
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def unbroken(word: str) -> list[str]:
    """The parts of a word that are better kept whole: all of a date or number, else what slashes divide."""
    return [word] if _FIGURE.fullmatch(word) else _AFTER_SLASH.findall(word)


def parts(word: str) -> list[str]:
    """The parts of a word between its marks: slashes, hyphens and the like."""
    return _AFTER_MARK.findall(word)


def wrap(text: str, sized: Sized, width: float, first: float | None = None) -> list[str]:
    """Lines of one paragraph without newlines, none wider than `width` (`first` for the first line).

    Breaks at spaces; inside a word only where the word alone is wider than the line, then after / - and the
    like if that helps.
    """
    limit = width if first is None else first
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    space, known, measure = sized.space, sized.widths.get, sized.width
    for word in text.split(" "):
        wide = known(word)
        if wide is None:
            wide = measure(word)
        if line and used + space + wide <= limit:
            line.append(word)
            used += space + wide
            continue
        if line:
            lines.append(" ".join(line))
            limit = width
        if wide > limit:
            *full, word = _cut(word, sized, limit, width)
            lines += full
            limit = width
            wide = measure(word)
        line = [word]
        used = wide
    lines.append(" ".join(line))
    return lines


def _cut(word: str, sized: Sized, limit: float, width: float) -> list[str]:
    """Pieces of a word that is wider than its line: after slashes if that is enough, else after any mark."""
    broken = _AFTER_SLASH.findall(word)
    if any(sized.width(part) > width for part in broken):
        broken = parts(word)
    pieces: list[str] = []
    have = ""
    for part in broken:
        if sized.width(have + part) <= limit:
            have += part
            continue
        if have:
            pieces.append(have)
            limit = width
        *full, have = _cut_anywhere(part, sized, limit)
        pieces += full
    return [*pieces, have]


def _cut_anywhere(part: str, sized: Sized, limit: float) -> list[str]:
    pieces: list[str] = []
    start = 0
    for at in range(1, len(part) + 1):
        whole_letter = at == len(part) or not unicodedata.combining(part[at])
        if whole_letter and at - start > 1 and sized.width(part[start:at]) > limit:
            end = at - 1
            while end > start + 1 and unicodedata.combining(part[end]):
                end -= 1
            pieces.append(part[start:end])
            start = end
    return [*pieces, part[start:]]
