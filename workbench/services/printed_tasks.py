"""Tasks and commitments as they are printed: what was taken on, by whom, until when, what became of it.

As they stood on the day of the print: what was reported later is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.domain.workdays import due_status
from workbench.messages import text_in
from workbench.reports.totals import Standing, count
from workbench.services.linkage import OPEN
from workbench.services.linked import Linked, Rec
from workbench.services.printed import Printed, Span, by_day, day_words, paper_words
from workbench.values.percent import format_percent
from workbench.values.sorting import sort_key

_STATUSES = ("done", "doing", "partly", "not_started", "paused", "dropped")


def task_rows(linked: Linked, span: Span) -> list[Printed]:
    """Tasks due in the span, and those due earlier that are still open; all of them without a period."""
    at = TaskPrint(linked, span)
    return [at.row(task) for task in linked.tasks.values() if at.listed(task)]


class TaskPrint:
    """Tasks as they stood on the day of a print."""

    def __init__(self, linked: Linked, span: Span) -> None:
        self.linked, self.span = linked, span
        self._entries: dict[str, Rec] = {}
        for entry in linked.repository.all("progress_entry"):
            before = self._entries.get(entry.values.task)
            day = entry.values.entered or date.min
            if day <= span.as_of and (before is None or day >= (before.values.entered or date.min)):
                self._entries[entry.values.task] = entry

    def state(self, task: Rec) -> str:
        """Its status then."""
        return self.span.state(task)

    def listed(self, task: Rec) -> bool:
        """Whether it belongs to the span."""
        span = self.span
        if not span.was_there(task):
            return False
        if span.first is None and span.last is None:
            return True
        due = task.values.due_date
        if self.state(task) in OPEN:
            return due is None or span.last is None or due <= span.last
        return due is not None and span.holds(due)

    def row(self, record: Rec) -> Printed:
        """One task in words."""
        linked, values, names = self.linked, record.values, self.linked.names
        agreement = linked.agreements.get(values.agreement or "")
        source = self._source(record)
        lead = names.organization(values.lead) or values.lead_text or ""
        places = values.localities or (linked.agreement_localities(agreement.uid) if agreement else ())
        state = self.state(record)
        status = names.choice("task_status", state, "vi")
        cells = {
            "content": values.content,
            "source": source,
            "lead": lead,
            "cooperators": names.organization_list(values.cooperators) or values.coop_text or "",
            "localities": names.locality_list(places),
            "deliverable": values.deliverable or "",
            "due": values.due_text or day_words(values.due_date),
            "submit_level": names.choice("level", values.submit_level, "vi"),
            "progress": "\n".join(self._progress(record, status)),
            "note": "",
        }
        order = {
            "due": by_day(values.due_date, values.code),
            "lead": f"{sort_key(lead)} {values.code}",
            "code": values.code,
        }
        standing = Standing(None, None, "resolved" if state == "done" else "in_progress", self._late(record) > 0)
        groups = {"source": source.split("\n")[0], "lead": lead, "status": status}
        return Printed(record.uid, cells, standing, order, groups, number=values.code, state=state)

    def _source(self, record: Rec) -> str:
        """The paper, meeting or agreement that a task comes from."""
        linked, values = self.linked, record.values
        agreement = linked.agreements.get(values.agreement or "")
        meeting = linked.meetings.get(values.meeting or "")
        paper = paper_words(linked, values.document or (meeting.values.document if meeting else None), None)
        title = (agreement.values.title or "") if agreement else (meeting.values.title if meeting else "")
        return "\n".join(filter(None, (title, paper))) or linked.names.choice("task_source", values.source, "vi")

    def _late(self, record: Rec) -> int:
        if self.state(record) not in OPEN:
            return 0
        status = due_status(record.values.due_date, self.span.as_of, self.linked.calendar)
        return status.days if status.state == "late" else 0

    def _progress(self, record: Rec, status: str) -> Iterator[str]:
        """State and share done, how late it is, then the newest report in its three parts."""
        percent = self.span.value(record, "percent")
        untold = percent is None or self.state(record) == "done"
        words = [status if untold else f"{status}, {format_percent(percent / 100, 0)}"]
        late = self._late(record)
        if late:
            words.append(text_in("vi", "report.days_overdue", n=late))
        yield "; ".join(words)
        entry = self._entries.get(record.uid)
        if entry is not None:
            for key in ("result", "difficulty", "next_steps"):
                said = getattr(entry.values, key)
                if said:
                    yield text_in("vi", f"report.task_{key}", words=said)


def task_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """How many, by what became of them."""
    parts = state_parts(linked, [row.state for row in found])
    late = count(sum(row.standing.late for row in found))
    line = text_in("vi", "report.tasks_total", total=count(len(found)), parts=parts, late=late)
    return (line,) if found else ()


def state_parts(linked: Linked, states: Sequence[str]) -> str:
    """ "hoàn thành: 02; đang thực hiện: 03": how many there are of each status."""
    return "; ".join(
        text_in("vi", "report.task_count", status=_small(linked, status), count=count(states.count(status)))
        for status in _STATUSES
        if status in states
    )


def _small(linked: Linked, status: str) -> str:
    words = linked.names.choice("task_status", status, "vi")
    return words[:1].lower() + words[1:]
