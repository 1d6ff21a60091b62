"""The one place that finds files of `resources/`: in a checkout, installed, or frozen."""

from __future__ import annotations

import sys
from pathlib import Path


def resource_root() -> Path:
    """Folder that holds `i18n/`, `reference/`, `forms/`, `layouts/`, `fonts/`, `icons/`."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    return Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Path of one resource, e.g. `resource("reference", "localities.csv")`.

    Raises FileNotFoundError when it is not shipped: that is a fault of the installation, not of the officer.
    """
    path = resource_root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path
