"""This user's own folders on this computer: for what the program keeps, and for what it can make again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HOME = "LIEN_KET_VUNG_HOME"  # another place than the user's, for offices that set one and for tests
_NAME = "LienKetVung"


def own_files() -> Path:
    """What must not be lost: copies of records, how each was left; made when something is first kept."""
    chosen = os.environ.get(HOME)
    return Path(chosen) if chosen else _of_user("XDG_DATA_HOME", ".local/share", "Application Support")


def own_cache() -> Path:
    """What is made again when it is not there."""
    chosen = os.environ.get(HOME)
    if chosen or sys.platform == "win32":
        return own_files() / "cache"
    return _of_user("XDG_CACHE_HOME", ".cache", "Caches")


def _of_user(variable: str, below: str, library: str) -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / _NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / library / _NAME
    return Path(os.environ.get(variable) or Path.home() / below) / _NAME
