"""Issuing a printed register: the copy is frozen in the record, printed again the same, and compared with what
the record says later (R20, R22)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from workbench.domain.register_prints import RegisterPrint
from workbench.errors import UserError
from workbench.messages import text_in
from workbench.records.changes import Attachment, ChangeSet, Label, create
from workbench.records.record import Record
from workbench.reports.document import PrintDocument
from workbench.reports.snapshot import KeptRow, Plain, Snapshot, pack, unpack
from workbench.services.printed import Printed
from workbench.services.printing import PrintOptions, PrintResult, print_register
from workbench.services.proposal import Codes
from workbench.services.registers import Registers
from workbench.services.workbench import Outcome, Workbench
from workbench.values.dates import format_date
from workbench.values.periods import parse_period

LayOut = Callable[[PrintDocument], tuple[Plain, int]]
_HASH_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued copy: when, of what, and how long it is."""

    uid: str
    code: str
    register: str
    title: str
    at: datetime
    as_of: date | None
    pages: int
    listed: int
    journal_number: int
    journal_hash: str
    snapshot: str
    options: PrintOptions


@dataclass(frozen=True, slots=True)
class Difference:
    """What a register would say otherwise today: a record that came, went, or a cell that reads differently."""

    kind: Literal["added", "removed", "changed"]
    uid: str
    number: str
    heading: str = ""
    before: str = ""
    after: str = ""


def issue(
    registers: Registers, register: str, options: PrintOptions, lay_out: LayOut, note: str = ""
) -> tuple[Issued, Outcome]:
    """Freeze the register as it stands and enter the copy; `lay_out` gives its finished pages and their number.

    The copy bears its code, the time, and the head of the journal before it. UserError
    `printing.moved_while_issuing` when something was written meanwhile; nothing is then issued.
    """
    workbench = registers.workbench
    head = workbench.journal.head()
    code, at = Codes(workbench.repository, workbench.clock).next("register_print"), workbench.clock.now()
    options = replace(options, as_of=options.as_of or workbench.clock.today())
    result = print_register(registers, register, options, (mark(code, at, head),))
    pages, count = lay_out(result.document)
    data = pack(_snapshot(result, pages))
    if workbench.journal.head() != head:
        raise UserError("printing.moved_while_issuing")
    made = _record(result, options, code, at, head, data, count, note)
    uid = workbench.clock.new_id()
    kept = Attachment(made.snapshot or "", f"{code}.json.z", data)
    label = Label("act.issue", {"code": code, "title": result.document.title})
    outcome = workbench.commit(ChangeSet(label, (create(uid, made),), attachments=(kept,)))
    return issued_copy(workbench, uid), outcome


def mark(code: str, at: datetime, head: tuple[int, str]) -> str:
    """The line that every issued copy bears: its code, when, and where the record's journal stood."""
    shown = {"time": f"{at:%H:%M}", "day": format_date(at.date()), "number": head[0], "mark": head[1][:_HASH_SHOWN]}
    return text_in("vi", "report.issued_mark", code=code, **shown)


def _record(
    result: PrintResult,
    options: PrintOptions,
    code: str,
    at: datetime,
    head: tuple[int, str],
    data: bytes,
    count: int,
    note: str,
) -> RegisterPrint:
    return RegisterPrint(
        code=code,
        register=result.register,
        title=result.document.title,
        issued_at=at.isoformat(),
        issued_date=at.date(),
        as_of=options.as_of,
        period=options.period.code if options.period else None,
        filter_words=options.filter_words or None,
        chosen=_chosen(options),
        volume=options.volume or None,
        pages=count,
        listed=result.listed,
        journal_number=head[0],
        journal_hash=head[1],
        snapshot=hashlib.sha256(data).hexdigest(),
        note=note or None,
    )


def _chosen(options: PrintOptions) -> str:
    plain = asdict(options)
    plain["period"] = options.period.code if options.period else None
    plain["as_of"] = options.as_of.isoformat() if options.as_of else None
    plain["only"] = sorted(options.only) if options.only is not None else None
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _read_chosen(chosen: str | None) -> PrintOptions:
    plain: dict[str, Any] = json.loads(chosen or "{}")
    known = {name: plain[name] for name in asdict(PrintOptions()) if name in plain}
    if known.get("period"):
        known["period"] = parse_period(known["period"])
    if known.get("as_of"):
        known["as_of"] = date.fromisoformat(known["as_of"])
    if known.get("only") is not None:
        known["only"] = frozenset(known["only"])
    return PrintOptions(**known)


# kept copies


def issued_copies(workbench: Workbench, register: str = "") -> list[Issued]:
    """Issued copies, newest first; of one register when it is named."""
    found = workbench.repository.all("register_print")
    kept = [_issued(record) for record in found if not register or record.values.register == register]
    return sorted(kept, key=lambda copy: copy.code, reverse=True)


def issued_copy(workbench: Workbench, uid_or_code: str) -> Issued:
    """One copy by id or code; UserError `not_found`."""
    for record in workbench.repository.all("register_print"):
        if uid_or_code in (record.uid, record.values.code):
            return _issued(record)
    raise UserError("not_found", what=uid_or_code)


def _issued(record: Record[Any]) -> Issued:
    values = record.values
    return Issued(
        record.uid,
        values.code,
        values.register,
        values.title or "",
        datetime.fromisoformat(values.issued_at),
        values.as_of,
        values.pages or 0,
        values.listed or 0,
        values.journal_number or 0,
        values.journal_hash or "",
        values.snapshot,
        _read_chosen(values.chosen),
    )


def load(workbench: Workbench, copy: Issued) -> Snapshot:
    """What is kept of a copy. UserError `report.snapshot_missing` or `report.snapshot_unreadable`."""
    found = workbench.journal.attachment(copy.snapshot)
    if found is None:
        raise UserError("report.snapshot_missing", name=copy.code)
    if hashlib.sha256(found[1]).hexdigest() != copy.snapshot:
        raise UserError("report.snapshot_unreadable")
    return unpack(found[1])


# what changed since


def _snapshot(result: PrintResult, pages: Plain) -> Snapshot:
    headings = {column.key: " ".join((*column.groups, column.heading)) for column in result.columns}
    return Snapshot(result.document, headings, tuple(_kept(row, headings) for row in result.rows), pages)


def _kept(row: Printed, keys: Mapping[str, str]) -> KeptRow:
    cells = {}
    for key in keys:
        said = [part[key] for part in row.parts if key in part] or [row.cells.get(key, "")]
        if any(said):
            cells[key] = "\n".join(said)
    return KeptRow(row.uid, row.number or row.cells.get("authority", "") or row.cells.get("locality", ""), cells)


def differences(
    registers: Registers, copy: Issued, snapshot: Snapshot, as_of: date | None = None
) -> tuple[Difference, ...]:
    """What the same register would say otherwise by the record as it is now, in its order.

    It is made with the choices of the copy, as of the same day: what was corrected since. Another `as_of` gives
    what has happened until then as well.
    """
    options = replace(copy.options, as_of=as_of or copy.as_of)
    result = print_register(registers, copy.register, options)
    now = {row.uid: _kept(row, snapshot.headings) for row in result.rows}
    return tuple(_compared(snapshot, now))


def _compared(snapshot: Snapshot, now: Mapping[str, KeptRow]) -> Iterator[Difference]:
    before = {row.uid: row for row in snapshot.rows}
    for uid, kept in before.items():
        if uid not in now:
            yield Difference("removed", uid, kept.number)
            continue
        for key, heading in snapshot.headings.items():
            old, new = kept.cells.get(key, ""), now[uid].cells.get(key, "")
            if old != new:
                yield Difference("changed", uid, kept.number, heading, old, new)
    for uid, row in now.items():
        if uid not in before:
            yield Difference("added", uid, row.number)
