"""Everything the detail pane says of one record: facts with their sources, chain, parts, history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workbench.domain.workdays import DueStatus
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.issues import CellRef
from workbench.records.record import Record, Ref
from workbench.schema.spec import FieldSpec
from workbench.services.attaching import KeptFile, files_of
from workbench.services.detail_parts import Line, Part
from workbench.services.details_programme import parts_of
from workbench.services.linkage import agreements_around, items_around, obstacles_around, replaced_by, unique
from workbench.services.linked import ItemView, Linked
from workbench.services.next_acts import moves, next_acts
from workbench.services.register_rows import BUILDERS
from workbench.services.registers import Registers
from workbench.services.texts import Names
from workbench.storage.journal import Act
from workbench.values.dates import format_date
from workbench.values.money import format_money

__all__ = [
    "REGISTER_OF", "ChainNode", "Detail", "Fact", "HistoryLine", "Line", "Part", "SourceLink", "act_words", "chain",
    "detail", "facts", "history", "value_words",
]  # fmt: skip
Rec = Record[Any]
REGISTER_OF = {entity: register for register, (entity, _) in BUILDERS.items()}


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
    """One act on this record: fields with their values before and after, as words."""

    number: int
    at: datetime
    actor: str
    what: str
    kind: str
    changes: tuple[tuple[str, str, str], ...]
    source: str = ""
    can_undo: bool = False


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
    linked = registers.linked()
    record = registers.workbench.repository.need(ref)
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
        facts(registers, record),
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


def facts(registers: Registers, record: Rec) -> tuple[Fact, ...]:
    """Filled fields in their order, each with the cell it came from."""
    linked = registers.linked()
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


def value_words(names: Names, field: FieldSpec, value: Any, linked: Linked | None = None) -> str:
    """A field's value as words in the language in use."""
    if value in (None, (), ""):
        return ""
    kind = field.type.name
    if kind in ("refs", "ref"):
        return reference_words(names, field, value if kind == "refs" else (value,), linked)
    if kind == "catalogue":
        return names.entry(field.vocabulary, value)
    if kind == "words":
        return ", ".join(names.entry(field.vocabulary, v) if field.vocabulary else v for v in value)
    if kind == "choice":
        return names.choice(field.vocabulary, value)
    if kind == "date":
        return format_date(value)
    if kind == "money":
        return format_money(value)
    return text("detail.yes") if value is True else "" if value is False else str(value)


def reference_words(
    names: Names, field: FieldSpec, uids: Iterable[str], linked: Linked | None
) -> str:
    """What references are called; empty for records that cannot be looked up without `linked`."""
    if field.target == "locality":
        return names.locality_list(uids)
    if field.target == "organization":
        return names.organization_list(uids)
    if linked is None:
        return ""
    return ", ".join(filter(None, (_named(linked, Ref(field.target, uid)) for uid in uids)))


def _named(linked: Linked, ref: Ref) -> str:
    found = linked.repository.get(ref)
    if found is None:
        return ""
    values = found.values
    return str(getattr(values, "full_number", None) or getattr(values, "code", None) or "")


# chain


def chain(linked: Linked, record: Rec) -> tuple[ChainNode, ...]:
    """The four links around a record: agreement, obstacle, escalation, answer."""
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
    if own == "document":
        papers = [linked.document(record.values.replaced_by), *replaced_by(linked, record.uid)]
    if own == "obstacle":
        papers.insert(0, linked.document(record.values.report_document))
    asked = [] if own == "agreement" else [a for o in obstacles for a in linked.asks.get(o.uid, [])]
    tasks = [t for t in linked.tasks.values() if own == "agreement" and t.values.agreement == record.uid]
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
    linked = registers.linked()
    undone = {back for _, kind, back in workbench.journal.links() if kind == "undo"}
    lines: list[HistoryLine] = []
    for act, change in workbench.journal.history(record.ref):
        fields = workbench.repository.entities[change.ref.entity].fields
        changed = tuple(
            (
                fields[key].label_key,
                value_words(linked.names, fields[key], (change.before or {}).get(key), linked),
                value_words(linked.names, fields[key], (change.after or {}).get(key), linked),
            )
            for key in change.fields
            if key in fields
        )
        can = act.kind in ("edit", "import") and act.number not in undone
        lines.append(
            HistoryLine(act.number, act.at, act.actor, act_words(act), act.kind, changed, _came(act), can)
        )
    return tuple(lines)


def act_words(act: Act) -> str:
    """What an act did, in the language in use."""
    return text(act.label.key, **act.label.params)


def _came(act: Act) -> str:
    return text(f"detail.source_{act.kind}", number=act.number)
