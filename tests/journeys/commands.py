"""What the journeys over the command line share: how a command ended, and whether it left a file alone."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def fingerprint(path: Path) -> str:
    """Changes with every byte of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
