"""The tabs of the detail pane: facts with their sources, lists of what belongs to the record, history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.models.due import due_look
from ui.theme.metrics import px
from ui.views import detail_capital, detail_tasks
from ui.views.detail_files import FilesPart
from ui.views.detail_lines import DueLine, HistoryEntry, RecordLine
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import PopupCard
from ui.widgets.key_values import KeyValues
from ui.widgets.labels import SectionLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.tabs import TabItem
from workbench.messages import known, text
from workbench.services.details import Detail, Fact, Line, Part
from workbench.services.progress import progress_of
from workbench.values.periods import parse_period

FIRST: Mapping[str, tuple[str, ...]] = {
    "obstacle": ("content", "localities", "field", "cause", "agreement", "raised_date", "officer"),
    "agreement": ("number", "signed_date", "", "fields", "content"),
    "escalation": ("document", "to_organization", "sent_date"),
    "answer": ("document", "from_organization", "received_date", "summary"),
    "plan": ("kind", "level", "region", "locality", "period", "vision", "number", "approved_date", "approver"),
    "project": ("project_class", "scope", "localities", "owner", "total_investment", "central_budget"),
    "mechanism": ("content", "purpose", "proposer", "authority", "instrument", "legal_basis"),
    "sector_priority": ("locality", "sector", "role", "product", "place", "market", "capital", "advantage"),
    "initiative": ("locality", "kind", "description", "partners", "result"),
    "task": ("content", "source", "agreement", "document", "lead", "cooperators", "deliverable"),
    "meeting": ("kind", "held_date", "chair", "place", "document", "summary", "attendees"),
    "document": ("direction", "type", "full_number", "issued_date", "issuer", "issuer_text", "subject"),
}
_WHOLE_HEADING = 120  # letters that the heading above shows uncut at any width
LEFT_OUT = frozenset(("title", "due_start", "due_date", "level"))


class TabBody(QWidget):
    """Content of one tab. `opened(Ref)` when a record in it is chosen, `undo_wanted(number)` from the history."""

    opened = Signal(object)
    undo_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(8))

    def add(self, part: QWidget | QLayout) -> None:
        """Add a part below the others."""
        if isinstance(part, QLayout):
            self.column.addLayout(part)
        else:
            self.column.addWidget(part)

    def add_lines(self, heading: str, lines: Sequence[Line]) -> None:
        """Records under a heading; nothing when there are none."""
        if not lines:
            return
        if heading:
            self.add(SectionLabel(heading))
        for line in lines:
            shown = RecordLine(line)
            shown.opened.connect(self.opened)
            self.add(shown)


def tab_items(found: Detail) -> list[TabItem]:
    """Tabs of a record: those with nothing to show are left out, but for facts and history."""
    counted = (
        ("tasks", len(found.tasks)),
        ("obstacles", len(found.obstacles)),
        ("escalations", len(found.recommendations) + len(found.escalations)),
        ("answers", len(found.answers)),
        ("documents", len(found.documents) + len(found.files)),
    )
    shown_escalations = len(found.escalations) or len(found.recommendations)
    items = [TabItem("facts", text("detail.tab_facts"))]
    for key, number in counted:
        if number:
            count = shown_escalations if key == "escalations" else number
            of_meeting = key == "tasks" and found.ref.entity == "meeting"
            label = "detail.tab_conclusions" if of_meeting else f"detail.tab_{key}"
            items.append(TabItem(key, text(label), count))
    shown = [part for part in found.parts if part.lines or part.entity]
    before = 2 if found.tasks else 1
    items[before:before] = [TabItem(part.key, text(f"detail.tab_{part.key}"), len(part.lines)) for part in shown]
    return [*items, TabItem("history", text("detail.tab_history"))]


def tab_body(key: str, found: Detail, context: Context) -> TabBody:
    """Content of a tab: one that every record may have, or a part of this one."""
    made = TABS.get(key)
    part = next((part for part in found.parts if part.key == key), None)
    return _part(part, found, context) if part and not made else TABS[key](found, context)


def _part(part: Part, found: Detail, context: Context) -> TabBody:
    body = TabBody()
    if part.entity and not context.workbench.database.read_only:
        add = Button(text(f"detail.add_{part.entity}"), icon="plus", small=True)
        add.clicked.connect(lambda: _add(body, part, found, context))
        body.column.addWidget(add, 0, Qt.AlignmentFlag.AlignRight)
    body.add_lines("", part.lines)
    if not part.lines:
        body.add(Paragraph(text(f"detail.no_{part.key}"), "body", "text2"))
    body.column.addStretch(1)
    return body


def _add(body: QWidget, part: Part, found: Detail, context: Context) -> None:
    from ui.forms.record_form import open_form

    open_form(body, context, part.entity, given={found.ref.entity: found.ref.uid})


def _facts(found: Detail, context: Context) -> TabBody:
    body = TabBody()
    table = KeyValues()
    due = found.due if found.ref.entity != "agreement" else None  # its period says so
    ordered = in_order(found)
    before = _after_due(found, ordered)
    for place, fact in enumerate(ordered):
        if place == before and due is not None:
            table.add(text(f"detail.due_{found.ref.entity}"), _due(found, due))
        table.add(label_of(fact), _value(fact))
    if before == len(ordered) and due is not None:
        table.add(text(f"detail.due_{found.ref.entity}"), _due(found, due))
    sourced = [fact for fact in found.facts if fact.source is not None]
    if sourced:
        table.add(text("detail.source"), _source_link(sourced))
    body.add(table)
    body.column.addStretch(1)
    return body


def in_order(found: Detail) -> list[Fact]:
    """Facts as they are read: what it is about first, the officer last; the heading is not repeated."""
    first = FIRST.get(found.ref.entity, ())
    last = ("officer", "note")
    heading = found.title if len(found.title) <= _WHOLE_HEADING else None
    shown = [fact for fact in found.facts if fact.field not in LEFT_OUT and fact.value != heading]

    def place(fact: Fact) -> int:
        if fact.field in first:
            return first.index(fact.field)
        return len(first) + 1 + (last.index(fact.field) if fact.field in last else -1)

    return sorted(shown, key=place)


def _after_due(found: Detail, ordered: Sequence[Fact]) -> int:
    """Where the deadline stands among the facts: before the officer, or where the officer would."""
    fields = [fact.field for fact in ordered]
    if "officer" in fields:
        return fields.index("officer")
    first = FIRST.get(found.ref.entity, ())
    known_first = first[: first.index("officer")] if "officer" in first else first
    return sum(field in known_first for field in fields) if "officer" in first else len(fields)


def label_of(fact: Fact) -> str:
    """The short label of the pane where there is one, else that of the field."""
    entity_field = fact.label_key.removeprefix("field.")
    short = f"detail.field_{entity_field}"
    return text(short) if known(short) else text(fact.label_key)


def _value(fact: Fact) -> str:
    period = parse_period(fact.value) if fact.field == "period" else None
    return _as_heading(period.label()) if period else fact.value


def _as_heading(words: str) -> str:
    return words[:1].upper() + words[1:]


def _due(found: Detail, day: date) -> QWidget:
    return DueLine(day, due_look(found.due_status))


def _source_link(sourced: Sequence[Fact]) -> QWidget:
    """File, sheet and rows that the values came from; a click lists them field by field."""
    first = sourced[0].source
    assert first is not None
    rows = sorted({_row_number(cell.address) for f in sourced if f.source for cell in f.source.cells} - {0})
    sheet = next((cell.sheet for f in sourced if f.source for cell in f.source.cells), "")
    where = text("detail.source_rows", rows=_rows_words(rows)) if rows else ""
    link = LinkButton(
        ", ".join(filter(None, (first.file, sheet, where))), "file-spreadsheet", may_cut=True, flush="left"
    )
    link.clicked.connect(lambda: _list_sources(link, sourced))
    return link


def _list_sources(anchor: QWidget, sourced: Sequence[Fact]) -> None:
    popup = PopupCard(anchor, 12)
    popup.setFixedWidth(px(400))
    popup.body.addWidget(SectionLabel(text("detail.source_title")))
    table = KeyValues(120)
    for fact in sourced:
        source = fact.source
        assert source is not None
        cells = ", ".join(map(str, source.cells))
        table.add(text(fact.label_key), text("detail.source_cell", cells=cells, raw=source.raw))
    popup.body.addWidget(table)
    popup.show_below(anchor)


def _row_number(address: str) -> int:
    digits = "".join(c for c in address.split(":")[0] if c.isdigit())
    return int(digits) if digits else 0


def _rows_words(rows: Sequence[int]) -> str:
    return str(rows[0]) if len(rows) == 1 else f"{rows[0]}–{rows[-1]}"


def _list_tab(heading: str, pick: Callable[[Detail], Sequence[Line]]) -> Callable[[Detail, Context], TabBody]:
    def made(found: Detail, context: Context) -> TabBody:
        body = TabBody()
        body.add_lines(text(heading) if heading else "", pick(found))
        body.column.addStretch(1)
        return body

    return made


def _escalations(found: Detail, context: Context) -> TabBody:
    body = TabBody()
    body.add_lines(text("detail.asks"), found.recommendations)
    body.add_lines(text("detail.letters"), found.escalations)
    body.column.addStretch(1)
    return body


def _tasks(found: Detail, context: Context) -> TabBody:
    body = TabBody()
    linked = context.registers.around(found.ref)
    progress = progress_of(linked, linked.repository.need(found.ref))
    may_write = not context.workbench.database.read_only

    def report(task: str) -> None:
        from ui.forms.progress_form import ProgressForm

        ProgressForm(context, found.ref.uid, task, body.window()).open()

    detail_tasks.fill(progress, may_write, body.add, report)
    body.column.addStretch(1)
    return body


def _capital(found: Detail, context: Context) -> TabBody:
    body = TabBody()
    lines = context.registers.linked().programme.capital_of.get(found.ref.uid, [])
    part = Part("capital", (), "capital_line")
    may_write = not context.workbench.database.read_only
    detail_capital.fill(lines, may_write, body.add, lambda: _add(body, part, found, context), body.opened.emit)
    body.column.addStretch(1)
    return body


def _documents(found: Detail, context: Context) -> TabBody:
    body = TabBody()
    body.add_lines(text("detail.papers") if found.documents else "", found.documents)
    body.add(FilesPart(found, context))
    body.column.addStretch(1)
    return body


def _history(found: Detail, context: Context) -> TabBody:
    body = TabBody()
    body.column.setSpacing(px(16))
    may_undo = not context.workbench.database.read_only
    for entry in found.history:
        shown = HistoryEntry(entry, may_undo)
        shown.undo_wanted.connect(body.undo_wanted)
        body.add(shown)
    if not found.history:
        body.add(Paragraph(text("detail.no_history"), "body", "text2"))
    body.column.addStretch(1)
    return body


TABS: Mapping[str, Callable[[Detail, Context], TabBody]] = {
    "facts": _facts,
    "tasks": _tasks,
    "capital": _capital,
    "obstacles": _list_tab("", lambda found: found.obstacles),
    "escalations": _escalations,
    "answers": _list_tab("", lambda found: found.answers),
    "documents": _documents,
    "history": _history,
}
