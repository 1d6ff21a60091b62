"""Long words in a text field: packed when they would not fit."""

from __future__ import annotations

import base64
import zlib

from workbench.schema.types import TEXT_LIMIT

_PACKED = "zlib:"


def packed(words: str) -> str:
    """Words short enough for a text field as they are, longer ones compressed."""
    if len(words) <= TEXT_LIMIT:
        return words
    return _PACKED + base64.b64encode(zlib.compress(words.encode(), 9)).decode()


def unpacked(words: str) -> str:
    """What was packed."""
    if not words.startswith(_PACKED):
        return words
    return zlib.decompress(base64.b64decode(words.removeprefix(_PACKED))).decode()
