"""The SQLite library of this process, and what its errors are.

There is one library at a time: two in one process would lose each other's locks on the same file. It is the standard
one until an encrypted record is to be opened; from then on SQLCipher's serves every record.
"""

from __future__ import annotations

import sqlite3

# SQLite quotes a damaged file in its own messages: bytes that are no text then come as UnicodeDecodeError
ERRORS: tuple[type[Exception], ...] = (sqlite3.Error, UnicodeDecodeError)
INTEGRITY: tuple[type[Exception], ...] = (sqlite3.IntegrityError,)


def code_of(error: Exception) -> int:
    """SQLite's extended code of an error; 0 when it has none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0)
