"""Where files of the record lie that are opened to be looked at, until the window closes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_FOLDER = "xem-tep"  # in the computer's own temporary folder


def shown_folder() -> Path:
    """A folder of this run's own."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)
    return Path(place) / "lien-ket-vung" / f"{_FOLDER}-{os.getpid()}"


def clear_shown() -> None:
    """Take away what was opened to be looked at; a file that another program still holds stays."""
    shutil.rmtree(shown_folder(), ignore_errors=True)
