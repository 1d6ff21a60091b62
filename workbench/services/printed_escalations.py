"""The words of each escalation in its printed register, as it stood on a day.

Vietnamese, whatever the window speaks. Nothing is laid out here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.states import WAITING
from workbench.domain.workdays import due_status
from workbench.messages import text_in
from workbench.records.record import Record
from workbench.reports.totals import Outcome, Standing, count
from workbench.services.linked import ItemView, Linked
from workbench.services.printed import Printed, Span, by_day, capital, paper_number, paper_words
from workbench.values.dates import format_date

Rec = Record[Any]
OUTCOME_OF: Mapping[str, Outcome] = {
    "resolved": "resolved",
    "partial": "in_progress",
    "in_progress": "in_progress",
    "forwarded": "in_progress",
    "explained": "explained",
    "rejected": "explained",  # not accepted, with the reason given
    "returned": "explained",
}


@dataclass(frozen=True, slots=True)
class ItemStand:
    """One item on a day: its state, the newest answer until then, the deadline before it, how late it was or is."""

    view: ItemView
    said: Rec | None
    answer: Rec | None
    due: date | None
    late: int
    raised_to: str = ""
    state: str = ""


class EscalationPrint:
    """Escalations as they stood on the day of a print; what came later is left out."""

    def __init__(self, linked: Linked, span: Span) -> None:
        self.linked, self._span = linked, span
        self.as_of = as_of = span.as_of
        self._replies: dict[str, list[tuple[date, Rec, Rec]]] = defaultdict(list)
        self._answered_later: set[str] = set()
        for uid, lines in linked.items_of_answer.items():
            answer = linked.answers[uid]
            day = answer.values.received_date or date.min
            for said, view in lines:
                if day <= as_of:
                    self._replies[view.item.uid].append((day, said, answer))
                else:
                    self._answered_later.add(view.item.uid)
        for replies in self._replies.values():
            replies.sort(key=lambda reply: reply[0])

    def rows(self, span: Span) -> list[Printed]:
        """Escalations sent in the span; drafts are none."""
        found = []
        for escalation in self.linked.escalations.values():
            sent = escalation.values.sent_date
            if sent is None or not span.holds(sent):
                continue
            stands = [self.stand(v) for v in self.linked.items_of_escalation.get(escalation.uid, [])]
            found.append(self._row(escalation, [s for s in stands if s.state != "draft"]))
        return found

    def stand(self, view: ItemView) -> ItemStand:
        """How one item stood."""
        replies = self._replies.get(view.item.uid, [])
        due = view.item.values.due_date or view.escalation.values.due_date
        for _, earlier, _ in replies[:-1]:
            due = roadmap(earlier) or due
        newest = replies[-1] if replies else None
        state = self._span.state(view.item)
        waited = state in WAITING or view.item.uid in self._answered_later
        closed = newest is None and not waited
        status = due_status(due, self.as_of, self.linked.calendar, answered=newest[0] if newest else None)
        late = status.days if status.state in ("late", "missed") and not closed else 0
        said, answer = (newest[1], newest[2]) if newest else (None, None)
        return ItemStand(view, said, answer, due, late, self._raised_to(view, state), state)

    def _raised_to(self, view: ItemView, state: str) -> str:
        """The body a higher escalation went to by then, when this item was raised."""
        if state != "raised":
            return ""
        for later in self.linked.items_of_recommendation[view.item.values.recommendation]:
            sent = later.escalation.values.sent_date
            if later.escalation.values.previous == view.escalation.uid and sent and sent <= self.as_of:
                return self.linked.names.organization(later.escalation.values.to_organization)
        return ""

    # one row

    def _row(self, escalation: Rec, stands: Sequence[ItemStand]) -> Printed:
        values, names = escalation.values, self.linked.names
        authority = names.organization(values.to_organization)
        outcome = self._outcome(stands)
        cells = {
            "paper": paper_words(self.linked, values.document, values.sent_date) or values.code,
            "authority": authority,
            "reminders": self.reminders(escalation.uid),
            "note": values.note or "",
        }
        parts = tuple(self.part(escalation, stand) for stand in stands)
        if len(parts) < 2:
            cells |= parts[0] if parts else {}
            parts = ()
        settled = outcome in ("resolved", "explained")
        days = [s.answer.values.received_date for s in stands if s.answer]
        standing = Standing(
            values.sent_date,
            max((d for d in days if d), default=None) if settled else None,
            outcome,
            outcome == "unanswered" and any(s.late and not s.answer for s in stands),
        )
        order = {
            "sent_date": by_day(values.sent_date, values.code),
            "due": by_day(values.due_date, values.code),
            "authority": f"{authority} {values.sent_date}",
            "code": values.code,
        }
        level = names.choice("level", values.level, "vi")
        groups = {"level": level, "authority": authority}
        number = paper_number(self.linked, values.document) or values.code
        return Printed(escalation.uid, cells, standing, order, groups, parts, number)

    def part(self, escalation: Rec, stand: ItemStand) -> dict[str, str]:
        """The columns of one item: its obstacle, what is asked, the deadline, what was said."""
        ask = self.linked.recommendations[stand.view.item.values.recommendation]
        obstacle = self.linked.obstacles[ask.values.obstacle].values
        fate = self._fate(stand)
        return {
            "obstacles": obstacle.title or obstacle.content,
            "asks": ask.values.content,
            "localities": self.linked.names.locality_list(obstacle.localities),
            "due": self._due(escalation, stand),
            "answer": self._answer(stand),
            "result": capital(fate),
        }

    def _outcome(self, stands: Sequence[ItemStand]) -> Outcome:
        """Unanswered while anything is, else in progress while anything is, else the least that was reached."""
        live = [s for s in stands if s.state != "withdrawn"]
        found = [OUTCOME_OF[s.said.values.answer_class] if s.said else "unanswered" for s in live]
        order: tuple[Outcome, ...] = ("unanswered", "in_progress", "explained")
        return next((o for o in order if o in found), "resolved" if found else "explained")

    def _fate(self, stand: ItemStand) -> str:
        if stand.said is None:
            return "; ".join(filter(None, self._unanswered(stand)))
        outcome = stand.said.values.answer_class
        words = [text_in("vi", f"report.class_{outcome}")]
        if outcome == "forwarded":
            words[0] += f" {self.linked.names.organization(stand.said.values.forwarded_to)}"
        moved = roadmap(stand.said)
        if moved:
            words.append(text_in("vi", "report.roadmap", date=format_date(moved)))
            status = due_status(moved, self.as_of, self.linked.calendar)
            if status.state == "late":
                words.append(text_in("vi", "report.roadmap_late", n=status.days))
        if stand.late:
            words.append(text_in("vi", "report.days_late", n=stand.late))
        return "; ".join(words)

    def _unanswered(self, stand: ItemStand) -> Iterable[str]:
        if stand.state == "withdrawn":
            return (text_in("vi", "report.withdrawn"),)
        if stand.raised_to:
            return (text_in("vi", "report.unanswered"), text_in("vi", "report.raised", name=stand.raised_to))
        if stand.late:
            return (text_in("vi", "report.unanswered"), text_in("vi", "report.days_overdue", n=stand.late))
        if stand.due and stand.due == self.as_of:
            return (text_in("vi", "report.unanswered"), text_in("vi", "report.due_today"))
        return (text_in("vi", "report.not_due" if stand.due else "report.unanswered"),)

    def _answer(self, stand: ItemStand) -> str:
        if stand.answer is None:
            return ""
        return paper_words(self.linked, stand.answer.values.document, stand.answer.values.received_date)

    def _due(self, escalation: Rec, stand: ItemStand) -> str:
        day = stand.view.item.values.due_date or escalation.values.due_date
        first = format_date(day) if day else escalation.values.due_text or ""
        moved = roadmap(stand.said)
        if not moved:
            return first
        return "\n".join(filter(None, (first, text_in("vi", "report.roadmap_short", date=format_date(moved)))))

    def reminders(self, uid: str) -> str:
        """Reminders sent by then: which and when."""
        sent = [r.values for r in self.linked.reminders.get(uid, [])]
        return "\n".join(
            text_in("vi", "report.reminder", nth=str(r.nth), date=format_date(r.sent_date))
            for r in sent
            if r.sent_date and r.sent_date <= self.as_of
        )


def roadmap(said: Rec | None) -> date | None:
    """The day that an interim answer promises, which moves the deadline (R1)."""
    interim = said is not None and said.values.answer_class in ("in_progress", "partial")
    return said.values.roadmap_date if said is not None and interim else None


def escalation_rows(linked: Linked, span: Span) -> list[Printed]:
    """Escalations sent in the span, as they stood on its day."""
    return EscalationPrint(linked, span).rows(span)


def summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """The line under the table: how many, answered, not answered, overdue."""
    outcomes = [row.standing.outcome for row in found]
    unanswered = outcomes.count("unanswered")
    line = text_in(
        "vi",
        "report.escalations_total",
        total=count(len(found)),
        answered=count(len(found) - unanswered),
        unanswered=count(unanswered),
        late=count(sum(row.standing.late for row in found)),
    )
    return (line,)
