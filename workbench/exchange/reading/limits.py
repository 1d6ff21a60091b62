"""How big, how deep and how long a submission may be. Honest forms stay far below every figure."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading. Sizes in bytes, `seconds` of wall time, the rest counts.

    `memory` and `seconds` bind the reading process from outside; all others are checked inside it, early.
    """

    seconds: float = 60.0
    memory: int = 600 * MEGABYTE  # the watch looks every few hundredths of a second: room for what comes between
    file_bytes: int = 60 * MEGABYTE
    parts: int = 5_000
    unpacked: int = 400 * MEGABYTE
    part: int = 200 * MEGABYTE
    ratio: int = 300
    token: int = 4 * MEGABYTE
    elements: int = 500_000
    cells: int = 3_000_000
    text: int = 100_000_000
    cell_text: int = 1_000_000
    merges: int = 60_000
    sheets: int = 1_000


DEFAULT = Limits()
