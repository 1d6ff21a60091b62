"""Values as our own forms write them, and whether a cell still says what was written: the base of a round trip.

A cell nobody touched changes nothing, whatever its words would be read as; that is told from a digest of each
field kept in the form, and from the words themselves where the hidden sheet is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.exchange.forms import FormColumn, FormSpec
from workbench.exchange.recognised import ParsedCell
from workbench.messages import text_in
from workbench.services.texts import Names
from workbench.values.dates import ParsedDate, format_date, parse_date, parse_period
from workbench.values.text import tone_key

_EXACT = 10**15  # đồng up to which a number in a cell holds every đồng


def as_written(column: FormColumn, value: Any, names: Names, unit: int) -> object:
    """A compared value (see `Incoming`) as it stands in a cell: text, date, or number in the unit; None for none."""
    if value in (None, "", ()):
        return None
    if column.kind == "date":
        return _date_written(str(value))
    if column.kind == "amount":
        return _amount_written(int(value), unit)
    if column.kind == "year":
        return int(value)
    if column.kind == "provinces":
        return "; ".join(names.locality(uid) or str(uid) for uid in value)
    if column.kind == "authorities":
        several = value if isinstance(value, tuple) else (value,)
        return "; ".join(names.organization(uid) or str(uid) for uid in several)
    if column.kind == "code":
        return names.entry(column.list, str(value))
    return str(value)


def _date_written(iso: str) -> object:
    """A day as a date, a coarse one in words that are read back as the same: “tháng 8/2026”, “quý III/2026”."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        pass
    if "/" in iso:
        return " - ".join(_part_written(part) for part in iso.split("/"))
    return _part_written(iso)


def _part_written(iso: str) -> str:
    try:
        return format_date(date.fromisoformat(iso))
    except ValueError:
        period = parse_period(_period_code(iso))
        return period.label("vi") if period else iso


def _period_code(iso: str) -> str:
    """ "2026-08" as the code of that month."""
    year, _, month = iso.partition("-")
    return f"{year}-M{month}" if len(month) == 2 and month.isdigit() else iso


def _amount_written(dong: int, unit: int) -> object:
    """A number in the unit of the form; beyond what a cell holds exactly, the whole đồng in words."""
    if abs(dong) >= _EXACT:
        return text_in("vi", "values.money_dong", amount=f"{dong:,}".replace(",", "."))
    return dong // unit if dong % unit == 0 else dong / unit


def key_written(column: FormColumn, written: object, unit: int) -> str:
    """What an untouched cell is known by; the same for a date and its words, for a number and its digits."""
    if written is None:
        return ""
    if isinstance(written, date):
        return written.isoformat()
    if isinstance(written, int | float):
        return str(round(written * unit)) if column.kind == "amount" else str(int(written))
    if column.kind == "date":
        return parse_date(str(written)).iso or _words(str(written))
    return _words(str(written))


def key_read(column: FormColumn, cell: ParsedCell) -> str:
    """The same of a cell that came back."""
    value = cell.value
    if column.kind == "date" and isinstance(value, ParsedDate) and value.iso:
        return value.iso
    if column.kind in ("amount", "year") and isinstance(value, int):
        return str(value)
    return _words(cell.raw_text)


def _words(text: str) -> str:
    return " ".join(tone_key(text).split())


def digest_of(key: str) -> str:
    """Eight hexadecimal digits of a key; "-" for a cell that was empty."""
    return hashlib.sha256(key.encode()).hexdigest()[:8] if key else "-"


def digests(spec: FormSpec, written: Mapping[str, object]) -> dict[str, str]:
    """Digest of every field of a row as sent."""
    return {c.key: digest_of(key_written(c, written.get(c.key), spec.unit)) for c in spec.columns}
