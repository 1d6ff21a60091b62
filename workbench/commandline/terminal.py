"""Whether somebody sits at a stream: can be asked, and can watch a line change."""

from __future__ import annotations

import sys
from typing import TextIO


def attended(stream: TextIO | None) -> bool:
    """Whether the stream is a terminal. Windows calls its null device one too, which answers nothing for ever."""
    if stream is None or stream.closed or not stream.isatty():
        return False
    return sys.platform != "win32" or _console(stream)


def _console(stream: TextIO) -> bool:
    """Whether the stream is a Windows console: only those have a mode."""
    if sys.platform != "win32":
        return False
    import ctypes
    import msvcrt
    from ctypes import wintypes

    kernel = ctypes.WinDLL("kernel32")
    kernel.GetConsoleMode.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
    try:
        handle = msvcrt.get_osfhandle(stream.fileno())
    except OSError:
        return False
    return bool(kernel.GetConsoleMode(handle, ctypes.byref(wintypes.DWORD())))
