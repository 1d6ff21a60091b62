"""Everything the detail pane says of one record: facts with their sources, chain, parts, history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from workbench.domain.workdays import DueStatus
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.changes import OWN, Change
from workbench.records.issues import CellRef
from workbench.records.record import Record, Ref
from workbench.services.act_words import act_words
from workbench.services.attaching import KeptFile, files_of
from workbench.services.detail_parts import Line, Part
from workbench.services.details_programme import parts_of
from workbench.services.linkage import agreements_around, items_around, obstacles_around, replaced_by, unique
from workbench.services.linked import ItemView, Linked
from workbench.services.next_acts import moves, next_acts
from workbench.services.progress import commitments_of
from workbench.services.register_rows import BUILDERS
from workbench.services.registers import Registers
from workbench.services.told import FieldTold, Teller
from workbench.services.undoing import taken_back
from workbench.services.using import parts_below
from workbench.services.value_words import value_words
from workbench.storage.journal import Act
from workbench.storage.repository import Repository
from workbench.values.dates import format_date

__all__ = [
    "REGISTER_OF", "ChainNode", "Detail", "Fact", "HistoryLine", "Line", "Part", "SourceLink", "act_words", "chain",
    "detail", "facts", "history", "in_register",
]  # fmt: skip
Rec = Record[Any]
REGISTER_OF = {entity: register for register, (entity, _) in BUILDERS.items()}


def in_register(repository: Repository, ref: Ref) -> Ref | None:
    """The record of a register that a record is, or is a part of; None when there is none."""
    while ref.entity not in REGISTER_OF:
        owner, record = repository.entities[ref.entity].owner, repository.get(ref)
        above = record.get(owner.key) if owner is not None and record is not None else None
        if owner is None or not above:
            return None
        ref = Ref(owner.target, above)
    return ref


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Where an imported value stood."""

    batch: str
    file: str
    cells: tuple[CellRef, ...]
    raw: str

    @property
    def words(self) -> str:
        """File and cells, e.g. `Bieu02.xlsx, Biểu 02!B14`."""
        return ", ".join([self.file, *map(str, self.cells[:3])])


@dataclass(frozen=True, slots=True)
class Fact:
    """One field in read mode."""

    label_key: str
    value: str
    field: str = ""
    source: SourceLink | None = None


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A link of agreement > obstacle > escalation > answer. `missing` when there should be one and is none."""

    kind: str
    refs: tuple[Ref, ...]
    code: str = ""
    status: str = ""
    current: bool = False
    late: DueStatus | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act on this record: its fields with their values before and after, as words."""

    number: int
    at: datetime
    actor: str
    what: str
    kind: str
    changes: tuple[tuple[str, str, str], ...]
    source: str = ""
    can_undo: bool = False
    can_redo: bool = False
    lines: tuple[str, ...] = ()  # the changes in words, those of its parts as well


@dataclass(frozen=True, slots=True)
class Detail:
    """One record, ready to show."""

    ref: Ref
    code: str
    title: str
    status: str
    due: date | None
    due_status: DueStatus
    places: str
    officer: str
    chain: tuple[ChainNode, ...]
    facts: tuple[Fact, ...]
    recommendations: tuple[Line, ...] = ()
    tasks: tuple[Line, ...] = ()
    obstacles: tuple[Line, ...] = ()
    escalations: tuple[Line, ...] = ()
    answers: tuple[Line, ...] = ()
    documents: tuple[Line, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    acts: tuple[str, ...] = ()  # the most likely first
    moves: tuple[str, ...] = ()
    files: tuple[KeptFile, ...] = ()
    status_word: str = ""
    parts: tuple[Part, ...] = ()


def detail(registers: Registers, ref: Ref) -> Detail:
    """All there is to show of a record that has a register. UserError `not_found` when it is gone."""
    record = registers.workbench.repository.need(ref)
    linked = registers.around(ref)
    if ref.entity not in REGISTER_OF:
        raise UserError("not_found", what=ref.uid)
    row = BUILDERS[REGISTER_OF[ref.entity]][1](linked, record)
    belonging = _parts(linked, record)
    return Detail(
        ref,
        row.code,
        row.title,
        row.status,
        row.due,
        row.due_status,
        row.places,
        row.officer,
        chain(linked, record),
        facts(registers, record, linked),
        history=history(registers, record),
        acts=next_acts(linked, record),
        moves=moves(linked, record),
        files=tuple(files_of(registers.workbench.repository, ref)),
        status_word=row.status_word,
        parts=parts_of(linked, record),
        **belonging,
    )


# facts

HIDDEN = {"code", "state", "title", "calendar_version", "level", "number_key", "receipt", "unmapped"}
HIDDEN |= {"attachment", "attachment_name"}


def facts(registers: Registers, record: Rec, linked: Linked) -> tuple[Fact, ...]:
    """Filled fields in their order, each with the cell it came from."""
    origin = registers.workbench.provenance(record.ref)
    batches = {b.uid: b for b in registers.workbench.repository.all("import_batch")}
    entity = registers.workbench.repository.entities[record.ref.entity]
    found: list[Fact] = []
    for field in entity.fields.values():
        words = value_words(linked.names, field, record.get(field.key), linked)
        if not words or (field.key in HIDDEN and field.key != "title"):
            continue
        source = origin.get(field.key, (None, None))[1]
        link = None
        if source is not None:
            batch = batches.get(source.batch)
            link = SourceLink(source.batch, batch.values.file_name if batch else "", source.cells, source.raw)
        found.append(Fact(field.label_key, words, field.key, link))
    return (*found, *_derived(linked, record))


def _derived(linked: Linked, record: Rec) -> Iterator[Fact]:
    if record.ref.entity == "agreement":
        names = linked.names.locality_list(linked.agreement_localities(record.uid))
        if names:
            yield Fact("field.agreement.parties", names)
    if record.ref.entity in ("escalation", "answer"):
        document = linked.document(record.values.document)
        if document and document.values.issued_date:
            yield Fact("field.document.issued_date", format_date(document.values.issued_date))


# chain


def chain(linked: Linked, record: Rec) -> tuple[ChainNode, ...]:
    """The four links around a record: agreement, obstacle, escalation, answer; none around a meeting."""
    if record.ref.entity == "meeting":
        return ()
    obstacles = obstacles_around(linked, record)
    agreements = agreements_around(linked, record, obstacles)
    views = items_around(linked, record, obstacles)
    escalations = unique(v.escalation for v in views)
    if record.ref.entity == "escalation":
        escalations = [record]
    answers = unique(v.answer for v in views if v.answer)
    if record.ref.entity == "answer":
        answers = [record]
    kinds = (("agreement", agreements), ("obstacle", obstacles), ("escalation", escalations), ("answer", answers))
    return tuple(_node(linked, kind, found, record, views) for kind, found in kinds)


def _node(linked: Linked, kind: str, found: list[Rec], record: Rec, views: list[ItemView]) -> ChainNode:
    refs = tuple(r.ref for r in found)
    if not found:
        late = None
        if kind == "answer":
            waiting = [v.due for v in views if v.waiting and v.due]
            late = linked.due(min(waiting)) if waiting else None
        missing = kind == "answer" and bool(views)
        return ChainNode(kind, (), missing=missing, late=late)
    shown = record if record.ref in refs else found[-1]
    row = BUILDERS[REGISTER_OF[kind]][1](linked, shown)
    late = row.due_status if row.due_status.state == "late" else None
    return ChainNode(kind, refs, row.code, row.status, record.ref in refs, late)


# parts


def _parts(linked: Linked, record: Rec) -> dict[str, tuple[Line, ...]]:
    obstacles = obstacles_around(linked, record)
    views = items_around(linked, record, obstacles)
    own = record.ref.entity
    escalations = [] if own == "escalation" else unique(v.escalation for v in views)
    answers = [] if own == "answer" else unique(v.answer for v in views if v.answer)
    papers = [linked.document(r.values.document) for r in [*escalations, *answers]]
    if own in ("escalation", "answer"):
        papers.insert(0, linked.document(record.values.document))
    if own == "meeting":
        papers.append(linked.document(record.values.document))
    if own == "document":
        papers = [linked.document(record.values.replaced_by), *replaced_by(linked, record.uid)]
    if own == "obstacle":
        papers.insert(0, linked.document(record.values.report_document))
    asked = [] if own == "agreement" else [a for o in obstacles for a in linked.asks.get(o.uid, [])]
    tasks = commitments_of(linked, record.uid) if own in ("agreement", "meeting") else []
    return {
        "recommendations": tuple(_ask_line(linked, ask) for ask in asked),
        "tasks": _lines(linked, "tasks", tasks),
        "obstacles": _lines(linked, "obstacles", [] if own == "obstacle" else obstacles),
        "escalations": _lines(linked, "escalations", escalations),
        "answers": _lines(linked, "answers", answers),
        "documents": _lines(linked, "documents", unique(p for p in papers if p)),
    }


def _ask_line(linked: Linked, ask: Rec) -> Line:
    views = linked.items_of_recommendation.get(ask.uid, [])
    obstacle = linked.obstacles[ask.values.obstacle]
    status = linked.escalation_status(views[-1].escalation.uid) if views else "draft"
    to = linked.names.organization_list(ask.values.addressees)
    return Line(ask.ref, obstacle.values.code, ask.values.content, to, status)


def _lines(linked: Linked, register: str, records: Iterable[Rec]) -> tuple[Line, ...]:
    build: Callable[[Linked, Rec], Any] = BUILDERS[register][1]
    rows = [build(linked, record) for record in records]
    return tuple(Line(r.ref, r.code, r.title, r.places, r.status, r.due, r.due_status) for r in rows)


# history


def history(registers: Registers, record: Rec) -> tuple[HistoryLine, ...]:
    """Acts on the record and on its parts, newest first."""
    workbench = registers.workbench
    teller = Teller(registers)
    own_codes = (f"field.{record.ref.entity}.code",)  # stands over the pane
    back = taken_back(workbench.journal.links())
    acts: dict[int, Act] = {}
    own: dict[int, list[FieldTold]] = defaultdict(list)
    of_parts: dict[int, list[FieldTold]] = defaultdict(list)
    for act, change in workbench.journal.history(record.ref):
        acts[act.number] = act
        own[act.number] += [field for field in teller.fields(change) if field.label_key not in own_codes]
    for part in parts_below(workbench.repository, record.ref):
        for act, change in workbench.journal.history(part):
            acts[act.number] = act
            of_parts[act.number] += _of_part(teller, change)
    return tuple(
        _history_line(acts[number], own[number], of_parts[number], number in back)
        for number in sorted(acts, reverse=True)
    )


def _of_part(teller: Teller, change: Change) -> Iterator[FieldTold]:
    """A part made or removed is one line, a changed one its fields; one without a name is told by its first fields."""
    told = teller.record(change)
    kind, name = f"entity.{change.ref.entity}", teller.short(change.ref)
    if told.kind == "created":
        nameless = name == text(kind)
        yield FieldTold(kind, "", (teller.said(change) if nameless else "") or name)
    elif told.kind == "removed":
        yield FieldTold(kind, name, "")
    else:
        for field in told.fields:
            yield replace(field, of=name)


def _history_line(act: Act, own: list[FieldTold], of_parts: list[FieldTold], undone: bool) -> HistoryLine:
    changes = tuple((field.label_key, field.before, field.after) for field in own)
    can = act.kind in OWN
    return HistoryLine(
        act.number, act.at, act.actor, act_words(act), act.kind, changes, _came(act), can and not undone,
        can and undone, tuple(field.words for field in (*own, *of_parts)),
    )  # fmt: skip


def _came(act: Act) -> str:
    return text(f"detail.source_{act.kind}", number=act.number)
