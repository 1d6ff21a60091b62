"""Plain values in a file of this computer that can be made again: what is damaged or not there counts as nothing."""

from __future__ import annotations

import marshal
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

_SIGNED = 4  # bytes of the checksum that stand before what is kept


def read(place: Path) -> Any:
    """What was written there; None when nothing was, or it is not whole."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        content = place.read_bytes()
        if content[:_SIGNED] == _sign(content[_SIGNED:]):
            return marshal.loads(content[_SIGNED:])
    return None


def write(place: Path, value: Any) -> None:
    """Keep it there. Where nothing can be written, nothing is kept."""
    content = marshal.dumps(value)
    with suppress(OSError):
        put(place, _sign(content) + content)


def put(place: Path, content: bytes) -> None:
    """Write at a stroke, in a folder that is made if need be: another process may read it now. Raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(content)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _sign(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_SIGNED, "big")
