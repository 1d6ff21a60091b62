"""Text in font encodings of before Unicode (TCVN3, VNI), decided cell by cell with the rest of the file as witness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from workbench.domain.legacy_text import Encoding, decode
from workbench.exchange.grid import Repair
from workbench.exchange.raw import RawSheet

_ENOUGH = 3


def file_repair(sheets: Sequence[RawSheet]) -> Repair:
    """The decoder for the cells of a file: what most of its legacy cells are in helps the doubtful ones."""
    counts: Counter[Encoding] = Counter()
    for text, font in _doubtful(sheets):
        encoding = decode(text, font)[1]
        if encoding:
            counts[encoding] += 1
    most = counts.most_common(1)
    expect: Encoding = most[0][0] if most and most[0][1] >= _ENOUGH else ""

    def repair(text: str, font: str) -> tuple[str, bool]:
        decoded, encoding = decode(text, font, expect)
        return decoded, bool(encoding) and decoded != text

    return repair


def _doubtful(sheets: Sequence[RawSheet]) -> Iterator[tuple[str, str]]:
    """Distinct texts beyond ASCII, with their fonts."""
    seen: set[tuple[str, str]] = set()
    for sheet in sheets:
        for cells in sheet.rows.values():
            for cell in cells.values():
                value = cell.value
                if isinstance(value, str) and not value.isascii() and (value, cell.style.font) not in seen:
                    seen.add((value, cell.style.font))
                    yield value, cell.style.font
