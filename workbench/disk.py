"""Files on the officer's disk: they appear whole or not at all, under names any computer takes, and what went wrong is
told as what the officer can do about it. Holds what Windows does otherwise: files that others have open, names.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Literal

from workbench.errors import UserError

LONGEST_PATH = 259  # characters that programs on Windows may rely on
_BAD = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\s*(?:\.|$)", re.IGNORECASE)
_MOST = 120
_WAITS = (0.02, 0.05, 0.1, 0.2, 0.4)  # s: a virus scanner or a synchroniser looks at a new file and lets go again
_HELD = (32, 33)  # sharing and lock violations
_FULL = (39, 112)
_READ, _WRITE, _DELETE = 0x80000000, 0x40000000, 0x00010000
_WISHES = {"read": _READ, "write": _READ | _WRITE, "replace": _READ | _WRITE | _DELETE}
_CODES = {
    errno.ENOSPC: "saving.disk_full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "saving.disk_full",
    errno.EROFS: "saving.read_only_folder",
    errno.ENOENT: "saving.no_folder",
    errno.ENOTDIR: "saving.no_folder",
    errno.ENAMETOOLONG: "saving.name_too_long",
}


def save_whole(path: Path, data: bytes) -> None:
    """Write a file for the officer: it appears whole, replacing what was there, or not at all.

    Raises UserError `saving.file_open`, `saving.read_only_folder`, `saving.no_folder`, `saving.disk_full`,
    `saving.name_too_long`, `saving.path_too_long`, `saving.name_not_allowed` or `saving.cannot_write`.
    """
    if not allowed(path.name):
        raise UserError("saving.name_not_allowed", file=path.name)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace(beside, path)
    except OSError as error:
        refusal = refusal_of(error, path, written=present(beside))
        with suppress(OSError):
            beside.unlink()
        raise refusal from error


def replace(fresh: Path, target: Path) -> None:
    """Give a finished file its name, in place of what had it. Raises OSError.

    On Windows this is tried again for a moment: a file cannot be replaced while any program looks at it.
    """
    for wait in _WAITS if sys.platform == "win32" else ():
        try:
            fresh.replace(target)
            return
        except PermissionError:
            sleep(wait)
    fresh.replace(target)


def present(path: Path) -> bool:
    """Whether something lies there. A place that cannot be asked (a drive gone, a folder closed to us) has nothing."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def is_file(path: Path) -> bool:
    """Whether a file lies there that can be asked for; as `present`."""
    return present(path) and path.is_file()


def is_folder(path: Path) -> bool:
    """Whether a folder lies there that can be asked for; as `present`."""
    return present(path) and path.is_dir()


def safe_name(name: str) -> str:
    """A name as it may stand on any disk: no path, no control or reserved characters, at most 120 characters."""
    flat = _BAD.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    if not flat or _RESERVED.match(flat):
        flat = f"_{flat}"
    stem, suffix = Path(flat).stem, Path(flat).suffix
    return f"{stem[: _MOST - len(suffix)]}{suffix}"


def allowed(name: str) -> bool:
    """Whether this computer takes the name for a file. Windows would write `CON.xlsx` to the console, and hide what
    follows a colon.
    """
    if sys.platform != "win32":
        return True
    return not _BAD.search(name) and not _RESERVED.match(name)


def too_long(path: Path) -> bool:
    """Whether programs on this computer may be unable to open the path, for its length."""
    return sys.platform == "win32" and len(str(path.absolute())) > LONGEST_PATH


def held(path: Path, wish: Literal["read", "write", "replace"] = "read") -> bool:
    """Whether a program has the file open in such a way that this cannot be done to it; only on Windows it can.

    Whoever has it open as a record stands in the way of replacing it, this program too.
    """
    return _opening(path, _WISHES[wish]) in _HELD


def trouble(error: OSError, path: Path | None = None) -> UserError:
    """What an error of the disk means where nothing more is known: `disk.held` or `disk.trouble`."""
    named = path or (Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else None)
    name = str(named) if named else "?"
    if getattr(error, "winerror", None) in _HELD or (isinstance(error, PermissionError) and named and held(named)):
        return UserError("disk.held", file=name)
    return UserError("disk.trouble", file=name, reason=error.strerror or str(error))


def refusal_of(error: OSError, path: Path, *, written: bool) -> UserError:
    """Why a file could not be saved, as `save_whole` tells it; `written`: there is no lack of a right to write there,
    as where it was written aside and could only not get its name."""
    params = {"file": path.name, "folder": str(path.parent), "reason": error.strerror or ""}
    code = _CODES.get(error.errno or 0, "saving.cannot_write")
    if getattr(error, "winerror", None) in _FULL:
        code = "saving.disk_full"
    if isinstance(error, PermissionError):
        code = "saving.file_open" if written and present(path) else "saving.read_only_folder"
    elif code == "saving.no_folder" and too_long(path):
        code, params = "saving.path_too_long", {**params, "most": str(LONGEST_PATH)}
    return UserError(code, **params)


def _opening(path: Path, wanted: int) -> int:
    """Number of the error that Windows gives for opening a file so; 0 for none and elsewhere."""
    if sys.platform != "win32":
        return 0
    import ctypes
    from ctypes import wintypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    words, number, handle = wintypes.LPCWSTR, wintypes.DWORD, wintypes.HANDLE
    kernel.CreateFileW.argtypes = (words, number, number, ctypes.c_void_p, number, number, handle)
    kernel.CreateFileW.restype = handle
    kernel.CloseHandle.argtypes = (handle,)
    shared, existing = 7, 3
    opened = kernel.CreateFileW(str(path), wanted, shared, None, existing, 0, None)
    if opened == handle(-1).value:
        return ctypes.get_last_error()
    kernel.CloseHandle(opened)
    return 0
