"""Parsed cells as values that can be stored and compared with what is stored."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import Any

from workbench.exchange.recognised import ParsedCell, ParsedRow
from workbench.values.dates import ParsedDate

_STATUS = {  # states of escalation items in the words of form B03
    "resolved": "solved",
    "processing": "in_progress",
    "forwarded": "not_competent",
    "sent": "no_reply",
    "received": "no_reply",
}

#: What a row says, by form field; a field that is blank or cannot be told is not in it (blank never erases).
Incoming = Mapping[str, Any]


def incoming(row: ParsedRow, known: Container[str]) -> dict[str, Any]:
    """Comparable values of a row: text, int, ISO date text, code, or a tuple of ids (names where unknown)."""
    made: dict[str, Any] = {}
    for key, cell in row.cells.items():
        value = comparable(cell, known)
        if value not in (None, "", ()):
            made[key] = value
    return made


def comparable(cell: ParsedCell, known: Container[str]) -> Any:
    """One cell's value in the form in which record and file are compared; `known` are ids of the record."""
    value = cell.value
    if isinstance(value, ParsedDate):
        return value.iso or None
    if isinstance(value, tuple):
        if not cell.keys:
            return value
        pairs = zip(cell.keys, value, strict=True)
        return tuple(dict.fromkeys(key if key in known else str(name) for key, name in pairs))
    return value


def said(key: str, stored: Any) -> Any:
    """A value as some field holds it, in the comparable form of form field `key`."""
    if isinstance(stored, date):
        return stored.year if key.endswith("_year") else stored.isoformat()
    if key == "authority" and isinstance(stored, str):
        return (stored,)
    if key == "sector" and isinstance(stored, tuple):
        return stored[0] if stored else None
    return _STATUS.get(stored, stored) if key == "status" and isinstance(stored, str) else stored


def day_of(cell: ParsedCell | None) -> date | None:
    """The day a date cell means: itself, or the last day of a period in words (R3)."""
    if cell is None or not isinstance(cell.value, ParsedDate):
        return None
    return cell.value.value or cell.value.last_day


def words_of(cell: ParsedCell | None) -> str | None:
    """The words of a date cell that names no single day; None for a plain day."""
    if cell is None or not isinstance(cell.value, ParsedDate) or cell.value.precision == "day":
        return None
    return " ".join(cell.raw_text.split()) or None


def iso_of(day: date | None, words: str | None = None) -> str | None:
    """The comparable form of a stored date, coarse when it was given in words."""
    if words:
        from workbench.values.dates import parse_date

        return parse_date(words).iso or (day.isoformat() if day else None)
    return day.isoformat() if day else None


def known_keys(cell: ParsedCell | None, known: Container[str]) -> tuple[str, ...]:
    """Ids of the places or bodies of a cell that the record knows."""
    return tuple(dict.fromkeys(key for key in cell.keys if key in known)) if cell else ()


def unknown_words(cell: ParsedCell | None, known: Container[str]) -> str | None:
    """Names in a cell that the record does not know, as written."""
    if cell is None or not isinstance(cell.value, tuple):
        return None
    pairs = zip(cell.keys, cell.value, strict=True)
    return "; ".join(str(name) for key, name in pairs if key not in known) or None


def text_of(row: ParsedRow, key: str) -> str | None:
    """A text cell's value."""
    value = row.value(key)
    return value if isinstance(value, str) and value else None


def number_of(row: ParsedRow, key: str) -> int | None:
    """A year's or an amount's value."""
    value = row.value(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
