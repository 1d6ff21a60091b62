"""Strings of the old binary Excel format: two widths, two ages, and texts cut by record borders."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from workbench.exchange.reading.draft import CellBudget
from workbench.exchange.reading.looks import Font, RichText, common_look

_WIDE, _PHONETIC, _RUNS = 1, 4, 8


def short_string(data: bytes, at: int, encoding: str) -> str:
    """A string with one byte of length; `encoding` is empty for Excel 97 and later."""
    if encoding:
        return data[at + 1 : at + 1 + data[at]].decode(encoding, "replace")
    return _characters(data, at + 1, data[at])


def long_string(data: bytes, at: int, encoding: str) -> str:
    """A string with two bytes of length."""
    size = int.from_bytes(data[at : at + 2], "little")
    if encoding:
        return data[at + 2 : at + 2 + size].decode(encoding, "replace")
    return _characters(data, at + 2, size)


def _characters(data: bytes, at: int, size: int) -> str:
    flags = data[at]
    start = at + 1 + (2 if flags & _RUNS else 0) + (4 if flags & _PHONETIC else 0)
    if flags & _WIDE:
        return data[start : start + 2 * size].decode("utf-16-le", "replace")
    return data[start : start + size].decode("latin-1")


class SharedTexts:
    """Reads the table of shared strings out of its record and the records that continue it."""

    def __init__(self, pieces: Sequence[bytes], budget: CellBudget) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = 0
        self._budget = budget

    def read(self, fonts: Sequence[Font]) -> list[str | RichText]:
        """All texts that are there: some writers announce more than they write."""
        _, count = struct.unpack("<II", self._bytes(8))
        found: list[str | RichText] = []
        for _ in range(count):
            try:
                text = self._text(fonts)
            except IndexError:
                break
            self._budget.spend(0, len(text) if isinstance(text, str) else len(text.text))
            found.append(text)
        return found

    def _text(self, fonts: Sequence[Font]) -> str | RichText:
        size, flags = struct.unpack("<HB", self._bytes(3))
        runs = int.from_bytes(self._bytes(2), "little") if flags & _RUNS else 0
        extra = int.from_bytes(self._bytes(4), "little") if flags & _PHONETIC else 0
        text = self._letters(size, bool(flags & _WIDE))
        marks = [struct.unpack("<HH", self._bytes(4)) for _ in range(runs)]
        if extra:
            self._bytes(extra)
        return common_look(text, _cut(text, marks, fonts)) if marks else text

    def _letters(self, size: int, wide: bool) -> str:
        """Letters; where a record ends among them, the next one starts with a new width."""
        found = []
        while size:
            piece = self._pieces[self._piece]
            room = (len(piece) - self._at) // (2 if wide else 1)
            take = min(room, size)
            end = self._at + take * (2 if wide else 1)
            found.append(piece[self._at : end].decode("utf-16-le" if wide else "latin-1", "replace"))
            self._at = end
            size -= take
            if size:
                self._piece, self._at = self._piece + 1, 1
                wide = bool(self._pieces[self._piece][0] & _WIDE)
        return "".join(found)

    def _bytes(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            piece = self._pieces[self._piece]
            if self._at >= len(piece):
                self._piece, self._at = self._piece + 1, 0
                continue
            more = piece[self._at : self._at + size - len(found)]
            self._at += len(more)
            found += more
        return found


def _cut(text: str, marks: Sequence[tuple[int, ...]], fonts: Sequence[Font]) -> list[tuple[str, Font | None]]:
    """The text in runs with their fonts; before the first mark the cell's own font shows."""
    runs: list[tuple[str, Font | None]] = [(text[: marks[0][0]], None)]
    for number, (start, font) in enumerate(marks):
        end = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        runs.append((text[start:end], font_at(fonts, font)))
    return runs


def font_at(fonts: Sequence[Font], number: int) -> Font | None:
    """Font of that number; there is no number 4 in the format."""
    place = number - 1 if number > 4 else number
    return fonts[place] if 0 <= place < len(fonts) else None
