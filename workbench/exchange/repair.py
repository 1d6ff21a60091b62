"""Text in font encodings of before Unicode (TCVN3, VNI), decided cell by cell, the file as witness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from workbench.domain.legacy_text import Encoding, decode, font_encoding
from workbench.exchange.blocks import PackedRows, packed
from workbench.exchange.grid import Repair
from workbench.exchange.raw import CellValue, RawSheet

_ENOUGH = 3
_SIGNS = re.compile(
    "[\u00a1-\u00b6\u00b8-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6\u00d8\u00db\u00dc\u00de\u00df"
    "\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6\u00f8\u00fb\u00fc\u00fe\u00ff\u03bc]"
)


def file_repair(sheets: Sequence[RawSheet]) -> Repair | None:
    """The decoder for the cells of a file: what most of its legacy cells are in helps the doubtful ones.

    None for a file without a single legacy cell or font.
    """
    counts: Counter[Encoding] = Counter()
    fonts = False
    for text, font in dict.fromkeys(found for sheet in sheets for found in _suspect(packed(sheet.rows))):
        fonts = fonts or bool(font_encoding(font))
        encoding = decode(text, font)[1]
        if encoding:
            counts[encoding] += 1
    if not counts and not fonts:
        return None
    most = counts.most_common(1)
    expect: Encoding = most[0][0] if most and most[0][1] >= _ENOUGH else ""

    def repair(text: str, font: str) -> tuple[str, bool]:
        decoded, encoding = decode(text, font, expect)
        return decoded, bool(encoding) and decoded != text

    return repair


def _suspect(rows: PackedRows) -> list[tuple[str, str]]:
    """Texts with signs that Unicode Vietnamese has no use for, or in a legacy font; row by row."""
    fonts = [style.font for style in rows.styles]
    legacy = [bool(font_encoding(font)) for font in fonts]
    found: list[tuple[int, int, str, str]] = []
    for block in rows.blocks:
        for place, (column, values) in enumerate(zip(block.columns, block.values, strict=True)):
            if str not in set(map(type, values)) or not (any(legacy) or _signed(values)):
                continue
            for at, value in enumerate(values):
                number = block.style(place, at)
                if isinstance(value, str) and (legacy[number] or _SIGNS.search(value)):
                    found.append((block.rows[at], column, value, fonts[number]))
    return [(value, font) for _, _, value, font in sorted(found)]


def _signed(values: Sequence[CellValue]) -> bool:
    """Whether any text of a column holds such a sign."""
    texts = values if set(map(type, values)) == {str} else [value for value in values if isinstance(value, str)]
    return _SIGNS.search("\n".join(texts)) is not None  # type: ignore[arg-type]
