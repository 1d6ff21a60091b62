"""Writing a finished file: it appears whole, replacing what was there, or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from workbench.errors import UserError

_CODES = {
    errno.ENOSPC: "printing.disk_full",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else -1: "printing.disk_full",
    errno.EROFS: "printing.read_only_folder",
    errno.ENOENT: "printing.no_folder",
    errno.ENOTDIR: "printing.no_folder",
    errno.ENAMETOOLONG: "printing.name_too_long",
}


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`. Raises UserError `printing.read_only_folder`, `printing.file_open`,
    `printing.no_folder`, `printing.disk_full`, `printing.name_too_long` or `printing.cannot_write`."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise _as_user_error(error, path) from error


def _as_user_error(error: OSError, path: Path) -> UserError:
    code = _CODES.get(error.errno or 0, "printing.cannot_write")
    if isinstance(error, PermissionError):
        code = "printing.file_open" if path.exists() and os.access(path.parent, os.W_OK) else "printing.read_only_folder"
    return UserError(code, file=path.name, folder=str(path.parent), reason=error.strerror or "")
