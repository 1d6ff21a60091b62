"""Modules are imported without their text being read.

PySide reads the text of every module that is imported, and keeps it, to see whether it may ask for the other spelling
of Qt's names (`from __feature__ import snake_case`). Nobody here does; the reading costs every import a third more
and several MB. Where modules have no text, as in a frozen program, PySide takes them for ones that do not ask: so here.
"""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401  # brings the part of PySide that reads


def leave_texts() -> None:
    """From now on. A PySide that works otherwise is left as it is."""
    reading = sys.modules.get("shibokensupport.feature")
    if reading is not None and hasattr(reading, "_mod_uses_pyside"):
        reading._mod_uses_pyside = lambda _module: False  # type: ignore[attr-defined]
