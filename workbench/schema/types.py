"""The closed set of field types: what a value is in Python, in SQL, in JSON, and when it is canonical.

Canonical values are decided here once, so that what is stored, exported and read back is equal: text is NFC
with `\\n` line ends, trimmed and without control characters, and empty means None; money is whole đồng;
lists are tuples without repeats. Formatting for people belongs to `values` and to the surfaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from workbench.frozen import frozen

Storage = Literal["column", "link"]
Editor = Literal["line", "text", "date", "integer", "money", "check", "choice", "catalogue", "record", "records"]

TEXT_LIMIT = 32_000  # an Excel cell holds 32,767 characters; longer text could not make the round trip
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]|[\ud800-\udfff]")


class NotCanonical(ValueError):
    """A value that no field of this type may hold; a fault of the caller, never shown to the officer."""


@frozen
class FieldType:
    """One type. `sql` is the STRICT column type; `storage` "link" means an ordered link table instead."""

    name: str
    sql: str
    editor: Editor
    canonical: Callable[[Any], Any]
    to_plain: Callable[[Any], Any]
    from_plain: Callable[[Any], Any]
    storage: Storage = "column"


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise NotCanonical(f"text expected, not {type(value).__name__}")
    if value.isprintable() and unicodedata.is_normalized("NFC", value):
        clean = value.strip()
    else:
        clean = _repaired(value)
    if len(clean) > TEXT_LIMIT:
        raise NotCanonical(f"text of {len(clean)} characters")
    return clean or None


def _repaired(value: str) -> str:
    clean = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", clean).strip()  # last: what was removed may have kept letters apart


def _line(value: Any) -> str | None:
    text = _text(value)
    return " ".join(text.split()) if text else None


def _date(value: Any) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise NotCanonical(f"date expected, not {value!r}")


def _integer(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 62):
        return value
    raise NotCanonical(f"whole number expected, not {value!r}")


def _flag(value: Any) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise NotCanonical(f"yes or no expected, not {value!r}")


def _keys(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, (list, tuple)) and all(isinstance(x, str) for x in value):
        return tuple(dict.fromkeys(line for line in map(_line, value) if line))
    raise NotCanonical(f"list of keys expected, not {value!r}")


def as_it_is(value: Any) -> Any:
    """The value itself: of types whose values are plain already."""
    return value


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _from_iso(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


TEXT = FieldType("text", "TEXT", "line", _line, as_it_is, as_it_is)
LONG_TEXT = FieldType("long_text", "TEXT", "text", _text, as_it_is, as_it_is)
DATE = FieldType("date", "TEXT", "date", _date, _iso, _from_iso)
INTEGER = FieldType("integer", "INTEGER", "integer", _integer, as_it_is, as_it_is)
MONEY = FieldType("money", "INTEGER", "money", _integer, as_it_is, as_it_is)
FLAG = FieldType("flag", "INTEGER", "check", _flag, int, bool)
CHOICE = FieldType("choice", "TEXT", "choice", _line, as_it_is, as_it_is)  # of a closed list owned by the program
CATALOGUE = FieldType("catalogue", "TEXT", "catalogue", _line, as_it_is, as_it_is)  # of a list the office may edit
REF = FieldType("ref", "TEXT", "record", _line, as_it_is, as_it_is)
REFS = FieldType("refs", "TEXT", "records", _keys, list, tuple, storage="link")
WORDS = FieldType("words", "TEXT", "line", _keys, list, tuple, storage="link")  # aliases, plain ordered texts
