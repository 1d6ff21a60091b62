"""Tasks and commitments as they are printed: what was taken on, by whom, until when, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.domain.workdays import due_status
from workbench.messages import text_in
from workbench.reports.totals import Standing, count
from workbench.services.linked import Linked, Rec
from workbench.services.printed import Printed, Span, by_day, day_words, paper_words
from workbench.values.sorting import sort_key

_OPEN = ("not_started", "doing", "partly", "paused")
_STATUSES = ("done", "doing", "partly", "not_started", "paused", "dropped")


def task_rows(linked: Linked, span: Span) -> list[Printed]:
    """Tasks due in the span, and those due earlier that are still open; all of them without a period."""
    entries: dict[str, Rec] = {}
    for entry in linked.repository.all("progress_entry"):
        before = entries.get(entry.values.task)
        day = entry.values.entered or date.min
        if day <= span.as_of and (before is None or day >= (before.values.entered or date.min)):
            entries[entry.values.task] = entry
    return [_task(linked, span, task, entries.get(task.uid)) for task in linked.tasks.values() if _listed(task, span)]


def _listed(task: Rec, span: Span) -> bool:
    if span.first is None and span.last is None:
        return True
    due = task.values.due_date
    if task.values.status in _OPEN:
        return due is None or span.last is None or due <= span.last
    return due is not None and span.holds(due)


def _task(linked: Linked, span: Span, record: Rec, entry: Rec | None) -> Printed:
    values, names = record.values, linked.names
    agreement = linked.agreements.get(values.agreement or "")
    source = _source(linked, record)
    lead = names.organization(values.lead) or values.lead_text or ""
    places = values.localities or (linked.agreement_localities(agreement.uid) if agreement else ())
    status = names.choice("task_status", values.status, "vi")
    cells = {
        "content": values.content,
        "source": source,
        "lead": lead,
        "cooperators": names.organization_list(values.cooperators),
        "localities": names.locality_list(places),
        "deliverable": values.deliverable or "",
        "due": values.due_text or day_words(values.due_date),
        "submit_level": names.choice("level", values.submit_level, "vi"),
        "progress": "\n".join(_progress(linked, span, record, entry, status)),
        "note": "",
    }
    order = {
        "due": by_day(values.due_date, values.code),
        "lead": f"{sort_key(lead)} {values.code}",
        "code": values.code,
    }
    late = _late(linked, span, record) > 0
    standing = Standing(None, None, "resolved" if values.status == "done" else "in_progress", late)
    groups = {"source": source.split("\n")[0], "lead": lead, "status": status}
    return Printed(record.uid, cells, standing, order, groups, number=values.code)


def _source(linked: Linked, record: Rec) -> str:
    """The paper or agreement that a task comes from."""
    values = record.values
    agreement = linked.agreements.get(values.agreement or "")
    paper = paper_words(linked, values.document, None)
    title = (agreement.values.title or "") if agreement else ""
    return "\n".join(filter(None, (title, paper))) or linked.names.choice("task_source", values.source, "vi")


def _late(linked: Linked, span: Span, record: Rec) -> int:
    if record.values.status not in _OPEN:
        return 0
    status = due_status(record.values.due_date, span.as_of, linked.calendar)
    return status.days if status.state == "late" else 0


def _progress(linked: Linked, span: Span, record: Rec, entry: Rec | None, status: str) -> Iterator[str]:
    """State and share done, how late it is, then the newest report in its three parts."""
    percent = record.values.percent
    words = [status if percent is None or record.values.status == "done" else f"{status}, {percent}%"]
    late = _late(linked, span, record)
    if late:
        words.append(text_in("vi", "report.days_overdue", n=late))
    yield "; ".join(words)
    if entry is not None:
        for key in ("result", "difficulty", "next_steps"):
            said = getattr(entry.values, key)
            if said:
                yield text_in("vi", f"report.task_{key}", words=said)


def task_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """How many, by what became of them."""
    states = [linked.tasks[row.uid].values.status for row in found]
    parts = [
        text_in("vi", "report.task_count", status=_small(linked, status), count=count(states.count(status)))
        for status in _STATUSES
        if status in states
    ]
    late = count(sum(row.standing.late for row in found))
    line = text_in("vi", "report.tasks_total", total=count(len(found)), parts="; ".join(parts), late=late)
    return (line,) if found else ()


def _small(linked: Linked, status: str) -> str:
    words = linked.names.choice("task_status", status, "vi")
    return words[:1].lower() + words[1:]
