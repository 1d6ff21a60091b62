"""What is kept of an issued print: the document, its rows by record, and the finished pages, as one packed file.

Documents become plain values by the names of their parts, so that a later version of the program, which may know
more of them, still reads what an older one issued.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from workbench.errors import UserError
from workbench.reports import document as parts
from workbench.reports.document import PrintDocument

_FORMAT = 1
_KIND = "is"
_KNOWN = {
    name: made
    for name, made in vars(parts).items()
    if isinstance(made, type) and is_dataclass(made) and made.__module__ == parts.__name__
}

Plain = Any


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A record as it was printed: its id, its number, and its words by column."""

    uid: str
    number: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything kept of an issued print. `headings` of its columns by key; `pages` as the layout left them."""

    document: PrintDocument
    headings: Mapping[str, str]
    rows: tuple[KeptRow, ...]
    pages: Plain


def pack(snapshot: Snapshot) -> bytes:
    """The snapshot as a file."""
    plain = {
        "format": _FORMAT,
        "document": to_plain(snapshot.document),
        "headings": dict(snapshot.headings),
        "rows": [[row.uid, row.number, dict(row.cells)] for row in snapshot.rows],
        "pages": snapshot.pages,
    }
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 6)


def unpack(data: bytes) -> Snapshot:
    """Read a file that `pack` made. UserError `report.snapshot_unreadable` for anything else."""
    try:
        plain = json.loads(zlib.decompress(data))
        if plain["format"] != _FORMAT:
            raise UserError("report.snapshot_newer")
        rows = tuple(KeptRow(uid, number, cells) for uid, number, cells in plain["rows"])
        return Snapshot(from_plain(plain["document"]), plain["headings"], rows, plain["pages"])
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise UserError("report.snapshot_unreadable") from error


def to_plain(value: Any) -> Plain:
    """A document, or a part of one, as lists, mappings and plain values."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
        return {_KIND: type(value).__name__, **named}
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, frozenset):
        return {_KIND: "set", "of": sorted(value)}
    return value


def from_plain(plain: Plain) -> Any:
    """The document again; parts and fields that this version does not know are left out."""
    if isinstance(plain, list):
        return tuple(found for part in plain if (found := from_plain(part)) is not None)
    if not isinstance(plain, dict):
        return plain
    kind = plain[_KIND]
    if kind == "set":
        return frozenset(plain["of"])
    made = _KNOWN.get(kind)
    if made is None:
        return None
    known = {field.name for field in fields(made)}
    return made(**{name: from_plain(part) for name, part in plain.items() if name in known})
