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
    """Write at a stroke: another process may read it now. Where nothing can be written, nothing is kept."""
    content = marshal.dumps(value)
    beside = place.with_name(f"{place.name}.{os.getpid()}.new")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(_sign(content) + content)
        beside.replace(place)
    with suppress(OSError):
        beside.unlink(missing_ok=True)


def _sign(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_SIGNED, "big")
