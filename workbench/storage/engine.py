"""The SQLite libraries of this process, and what their errors are.

The standard one serves plain records, SQLCipher's serves encrypted ones; it is loaded when the first of those is met.
Two libraries in one process would lose each other's locks on the same file, so each file belongs to one of them: only
`cipher.rewrite` reads a plain record through the other, and then nobody else of this process has it open.
"""

from __future__ import annotations

import importlib
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from workbench.errors import UserError

# SQLite quotes a damaged file in its own messages: bytes that are no text then come as UnicodeDecodeError
ERRORS: tuple[type[Exception], ...] = (sqlite3.Error, UnicodeDecodeError)
INTEGRITY: tuple[type[Exception], ...] = (sqlite3.IntegrityError,)

_CONSTRAINTS = {  # SQLCipher's library tells of a broken constraint only in words
    "UNIQUE": sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    "FOREIGN KEY": sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
    "NOT NULL": sqlite3.SQLITE_CONSTRAINT_NOTNULL,
    "CHECK": sqlite3.SQLITE_CONSTRAINT_CHECK,
}


def address(path: Path, mode: str) -> str:
    """URI of a file for `connect`, `mode` "ro" or "rw". A shared folder of another computer stands in the path: SQLite
    takes no host, as which `Path.as_uri` would give it.
    """
    return uri(path.absolute().as_posix(), mode)


def uri(place: str, mode: str) -> str:
    """As `address`, of an absolute path written with "/": "/sổ.lkv", "D:/sổ.lkv", "//máy/chung/sổ.lkv"."""
    return f"file://{'' if place.startswith('/') else '/'}{quote(place)}?mode={mode}"


def cipher() -> Any:
    """SQLCipher's library, as the standard one is used. UserError `vault.no_engine` when it is not installed."""
    global ERRORS, INTEGRITY
    try:
        library = importlib.import_module("sqlcipher3.dbapi2")
    except ImportError as error:
        raise UserError("vault.no_engine") from error
    if library.Error not in ERRORS:
        ERRORS += (library.Error,)
        INTEGRITY += (library.IntegrityError,)
    return library


def code_of(error: Exception) -> int:
    """SQLite's extended code of an error; 0 when it has none."""
    code = int(getattr(error, "sqlite_errorcode", 0) or 0)
    if code == sqlite3.SQLITE_CONSTRAINT:
        return next((found for words, found in _CONSTRAINTS.items() if str(error).startswith(words)), code)
    return code
