"""Text in font encodings of before Unicode (TCVN3, VNI), decided cell by cell, the file as witness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from workbench.domain.legacy_text import Encoding, decode, font_encoding
from workbench.exchange.grid import Repair
from workbench.exchange.raw import RawSheet

_ENOUGH = 3
_SIGNS = re.compile(
    "[\u00a1-\u00b6\u00b8-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6\u00d8\u00db\u00dc\u00de\u00df"
    "\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6\u00f8\u00fb\u00fc\u00fe\u00ff\u03bc]"
)


def file_repair(sheets: Sequence[RawSheet]) -> Repair:
    """The decoder for the cells of a file: what most of its legacy cells are in helps the doubtful ones.

    A file without a single legacy cell or font is passed through untouched.
    """
    counts: Counter[Encoding] = Counter()
    fonts = False
    for text, font in _suspect(sheets):
        fonts = fonts or bool(font_encoding(font))
        encoding = decode(text, font)[1]
        if encoding:
            counts[encoding] += 1
    if not counts and not fonts:
        return _as_it_is
    most = counts.most_common(1)
    expect: Encoding = most[0][0] if most and most[0][1] >= _ENOUGH else ""

    def repair(text: str, font: str) -> tuple[str, bool]:
        decoded, encoding = decode(text, font, expect)
        return decoded, bool(encoding) and decoded != text

    return repair


def _as_it_is(text: str, font: str) -> tuple[str, bool]:
    return text, False


def _suspect(sheets: Sequence[RawSheet]) -> Iterator[tuple[str, str]]:
    """Distinct texts with signs that Unicode Vietnamese has no use for, or in a legacy font."""
    seen: set[tuple[str, str]] = set()
    legacy = {
        font: bool(font_encoding(font))
        for font in {c.style.font for s in sheets for cells in s.rows.values() for c in cells.values()}
    }
    for sheet in sheets:
        for cells in sheet.rows.values():
            for cell in cells.values():
                value, font = cell.value, cell.style.font
                if not isinstance(value, str) or not (legacy[font] or _SIGNS.search(value)):
                    continue
                if (value, font) not in seen:
                    seen.add((value, font))
                    yield value, font
