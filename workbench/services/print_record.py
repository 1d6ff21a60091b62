"""One record on a sheet of its own: what is known of it, what was asked of whom, what came of it.

Vietnamese, whatever the window speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.messages import text_in
from workbench.records.record import Record, Ref
from workbench.reports.document import Column, DataRow, GroupRow, Row
from workbench.schema.spec import FieldSpec
from workbench.services.details import HIDDEN
from workbench.services.linked import ItemView, Linked
from workbench.services.printed import Span, capital, paper_words
from workbench.services.printed_escalations import EscalationPrint
from workbench.services.printed_tasks import task_rows
from workbench.services.value_words import reference_words
from workbench.values.dates import format_date
from workbench.values.money import format_money
from workbench.values.roman import roman

Rec = Record[Any]
Pair = tuple[str, str]


def sheet_columns() -> tuple[Column, ...]:
    """What a line is called, and what it says."""
    return (Column(text_in("vi", "report.sheet_item"), 48), Column(text_in("vi", "report.sheet_content"), 117))


def record_number(linked: Linked, ref: Ref) -> str:
    """What a record is known by: its code, or the number of a document. UserError when it is gone."""
    values: Any = linked.repository.need(ref).values
    return str(getattr(values, "code", None) or getattr(values, "full_number", None) or "")


def sheet_rows(linked: Linked, ref: Ref, span: Span) -> tuple[Row, ...]:
    """The parts of the sheet that have something to say, each under a numbered heading."""
    record = linked.repository.need(ref)
    parts = (
        ("facts", list(_facts(linked, record))),
        ("asks", list(_items(linked, record, span))),
        ("tasks", list(_tasks(linked, record, span))),
        ("obstacles", list(_obstacles(linked, record, span))),
    )
    rows: list[Row] = []
    for number, (name, lines) in enumerate(((n, found) for n, found in parts if found), 1):
        rows.append(GroupRow(text_in("vi", f"report.sheet_{name}"), roman(number)))
        rows += [DataRow(line) for line in lines]
    return tuple(rows)


def _facts(linked: Linked, record: Rec) -> Iterator[Pair]:
    for field in linked.repository.entities[record.ref.entity].fields.values():
        words = _words(linked, field, record.get(field.key))
        if words and (field.key not in HIDDEN or field.key in ("code", "title")):
            yield text_in("vi", field.label_key), words
    if record.ref.entity == "agreement":
        names = linked.names.locality_list(linked.agreement_localities(record.uid))
        if names:
            yield text_in("vi", "field.agreement.parties"), names


def _words(linked: Linked, field: FieldSpec, value: Any) -> str:
    """A value as it is printed."""
    if value in (None, (), "", False):
        return ""
    kind = field.type.name
    if kind in ("refs", "ref"):
        return reference_words(linked.names, field, value if kind == "refs" else (value,), linked)
    if kind == "catalogue":
        return linked.names.entry(field.vocabulary, value)
    if kind == "words":
        return ", ".join(linked.names.entry(field.vocabulary, v) if field.vocabulary else v for v in value)
    if kind == "choice":
        return linked.names.choice(field.vocabulary, value, "vi")
    if kind == "date":
        return format_date(value)
    if kind == "money":
        return format_money(value, lang="vi")
    return text_in("vi", "detail.yes") if value is True else str(value)


def _views(linked: Linked, record: Rec) -> list[ItemView]:
    if record.ref.entity == "obstacle":
        return linked.obstacle_items(record.uid)
    if record.ref.entity == "escalation":
        return list(linked.items_of_escalation.get(record.uid, []))
    if record.ref.entity == "answer":
        return [view for _, view in linked.items_of_answer.get(record.uid, [])]
    return []


def _items(linked: Linked, record: Rec, span: Span) -> Iterator[Pair]:
    """What was asked, of whom, until when, and what came of it, one after the other."""
    at = EscalationPrint(linked, span)
    sent = [v for v in _views(linked, record) if (v.escalation.values.sent_date or span.as_of) <= span.as_of]
    for number, view in enumerate(sent, 1):
        letter = view.escalation.values
        said = at.part(view.escalation, at.stand(view))
        lines = {
            "ask": said["asks"],
            "about": said["obstacles"] if record.ref.entity != "obstacle" else "",
            "letter": paper_words(linked, letter.document, letter.sent_date).replace("\n", ", "),
            "to": linked.names.organization(letter.to_organization),
            "due": said["due"].replace("\n", " "),
            "answer": said["answer"].replace("\n", ", "),
            "result": said["result"],
            "reminders": at.reminders(view.escalation.uid).replace("\n", "; "),
        }
        for name, words in lines.items():
            if words:
                yield text_in("vi", f"report.sheet_line_{name}", number=number), words


def _tasks(linked: Linked, record: Rec, span: Span) -> Iterator[Pair]:
    if record.ref.entity != "agreement":
        return
    own = {uid for uid, task in linked.tasks.items() if task.values.agreement == record.uid}
    whole = Span(span.as_of, past=span.past)
    for row in task_rows(linked, whole):
        if row.uid in own:
            due = row.cells["due"]
            words = [row.cells["content"], row.cells["lead"], due, row.cells["progress"]]
            yield row.number, "\n".join(filter(None, words))


def _obstacles(linked: Linked, record: Rec, span: Span) -> Iterator[Pair]:
    if record.ref.entity != "agreement":
        return
    for obstacle in linked.obstacles.values():
        if obstacle.values.agreement == record.uid:
            state = linked.names.choice("obstacle_state", span.state(obstacle), "vi")
            words = obstacle.values.title or obstacle.values.content
            yield obstacle.values.code, f"{words}\n{capital(state)}"
