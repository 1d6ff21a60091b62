"""The program's own place in the task bar of Windows: without it the window goes under Python, with Python's icon."""

from __future__ import annotations

import sys
from contextlib import suppress

NAME = "LienKetVung.Workbench"


def claim() -> None:
    """Tell Windows who we are; before the first window. Elsewhere there is nothing to tell."""
    if sys.platform != "win32":
        return
    import ctypes

    with suppress(AttributeError, OSError):  # a session without a shell has no task bar either
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(NAME)
