"""What waits in the import inbox, as it is listed; the page of the day shows it before anything of an import is needed.

inbox(repository)             what waits, newest first: for a list in the window or on the command line
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from workbench.frozen import frozen
from workbench.records.record import Record
from workbench.services.importing.packing import unpacked
from workbench.storage.repository import Repository

WAITING = ("partial", "draft")  # states of an import that stands in the inbox


@frozen
class Waiting:
    """One import in the inbox. `rows` in the file, `waiting` of them undecided, `ready` decided and not yet written;
    `decisions` that somebody made and `corrected` are what dismissing it would lose. `started`: some were written.
    """

    batch: str
    code: str
    file: str
    form: str
    sender: str
    period: str
    since: date | None
    rows: int
    waiting: int
    started: bool
    ready: int = 0
    decisions: int = 0
    corrected: bool = False


def inbox(repository: Repository) -> tuple[Waiting, ...]:
    """What waits, newest first."""
    found = sorted(waiting(repository), key=lambda r: (r.values.imported_date or date.min, r.revision), reverse=True)
    return tuple(line_of(record) for record in found)


def waiting(repository: Repository) -> Iterator[Record[Any]]:
    """Batches that stand in the inbox."""
    for state in WAITING:
        yield from repository.where("import_batch", state=state)


def line_of(record: Record[Any]) -> Waiting:
    """What the inbox tells of a batch."""
    v, started = record.values, record.values.state == "partial"
    counts = (v.rows_new, v.rows_changed, v.rows_same, v.rows_waiting)
    return Waiting(
        record.uid,
        v.code,
        v.file_name,
        v.form or "",
        v.sender or "",
        v.period or "",
        v.imported_date,
        len(receipt_of(v.receipt)) or sum(n or 0 for n in counts),
        v.rows_waiting or 0,
        started,
        0 if started else (v.rows_new or 0) + (v.rows_changed or 0),
        len(json.loads(unpacked(v.decisions))) if v.decisions else 0,
        bool(v.overrides),
    )


def receipt_of(words: str | None) -> list[list[str]]:
    """The receipt of a batch as rows: form, sheet, row, how, outcome, id of the record."""
    return json.loads(words) if words else []
