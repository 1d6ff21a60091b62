"""The words of agreements and obstacles in their printed registers, as they stood on a day (M10, R6).

Vietnamese, whatever the window speaks. Nothing is laid out here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workbench.domain.states import OPEN_OBSTACLE, WAITING
from workbench.messages import text_in
from workbench.records.record import Record
from workbench.reports.totals import Outcome, Standing, count, rate, totals
from workbench.services.linked import Linked
from workbench.services.printed import Printed, Span, by_day, listed
from workbench.services.printed_escalations import EscalationPrint, ItemStand, roadmap
from workbench.values.dates import format_date
from workbench.values.money import format_billions
from workbench.values.periods import parse_period
from workbench.values.sorting import sort_key

Rec = Record[Any]
_NOT_FOLLOWED = ("merged", "returned")  # given back, or counted with the one it was merged into
_SUMS = ("amount_total", "amount_state", "amount_social")


# obstacles


def obstacle_rows(linked: Linked, span: Span) -> list[Printed]:
    """Obstacles followed up in the span: reported by its end, and not settled before it."""
    at = EscalationPrint(linked, span)
    ends = _PeriodEnds(linked)
    found = []
    for obstacle in linked.obstacles.values():
        state, reported = span.state(obstacle), obstacle.values.reported_date
        if state in _NOT_FOLLOWED or (reported and reported > span.as_of):
            continue
        row = _obstacle(linked, at, ends, obstacle, state)
        known = row.standing.opened is None or row.standing.opened <= span.end
        if known and row.standing.followed_in(span.first):
            found.append(row)
    return found


class _PeriodEnds:
    """Last days of reporting periods: the council's own where it has set them, else by the calendar."""

    def __init__(self, linked: Linked) -> None:
        rules = (rule.values for rule in linked.repository.all("period_rule"))
        self._known: dict[str, date | None] = {rule.period: rule.window_to for rule in rules if rule.window_to}

    def of(self, code: str) -> date | None:
        """Last day of a period; None for no period."""
        if code not in self._known:
            period = parse_period(code) if code else None
            self._known[code] = period.calendar_window()[1] if period else None
        return self._known[code]


def _obstacle(linked: Linked, at: EscalationPrint, ends: _PeriodEnds, record: Rec, state: str) -> Printed:
    values, names = record.values, linked.names
    asks = linked.asks.get(record.uid, [])
    stands = [at.stand(view) for view in linked.obstacle_items(record.uid)]
    standing = _standing(at, ends, record, state, stands)
    to = dict.fromkeys(u for ask in asks for u in ask.values.addressees)
    texts = dict.fromkeys(ask.values.addressee_text for ask in asks if ask.values.addressee_text)
    authority = "; ".join(filter(None, (names.organization_list(to), *texts)))
    field = names.entry("field", values.field)
    day = values.raised_date or values.reported_date
    due = _due(stands, values.requested_due) if state in OPEN_OBSTACLE else values.requested_due
    cells = {
        "content": values.content,
        "field": field,
        "localities": names.locality_list(values.localities),
        "cause": values.cause or "",
        "asks": listed(ask.values.content for ask in asks),
        "authority": authority,
        "raised": format_date(day) if day else values.raised_text or "",
        "due": format_date(due) if due else values.requested_due_text or "",
        "state": text_in("vi", f"report.state_{standing.outcome}"),
        "note": values.note or "",
    }
    order = {
        "raised": by_day(day, values.code),
        "due": by_day(due, values.code),
        "field": f"{sort_key(field)} {values.code}",
        "code": values.code,
    }
    groups = {"field": field, "locality": names.locality(values.reported_by), "authority": authority}
    return Printed(record.uid, cells, standing, order, groups, number=values.code, state=state)


def _due(stands: Sequence[ItemStand], wished: date | None) -> date | None:
    """The nearest deadline that ran then; what the locality asked for where none did."""
    days = [roadmap(s.said) or s.due for s in stands if s.state in WAITING]
    return min((day for day in days if day), default=wished)


def _standing(at: EscalationPrint, ends: _PeriodEnds, record: Rec, state: str, stands: Sequence[ItemStand]) -> Standing:
    values = record.values
    answers = [s.answer.values.received_date for s in stands if s.answer]
    settled_on = values.closed_date or max((d for d in answers if d), default=None)
    settled = state in ("resolved", "explained", "closed") and (settled_on is None or settled_on <= at.as_of)
    outcome: Outcome = "unanswered"
    if settled:
        outcome = "explained" if _explained(state, stands) else "resolved"
    elif state == "local" or any(s.said for s in stands):
        outcome = "in_progress"
    late = outcome == "unanswered" and any(s.late and s.state in WAITING for s in stands)
    return Standing(_opened(values, ends), settled_on if settled else None, outcome, late)


def _explained(state: str, stands: Sequence[Any]) -> bool:
    said = [s.said.values.answer_class for s in stands if s.said]
    return state == "explained" or (state == "closed" and "explained" in said and "resolved" not in said)


def _opened(values: Any, ends: _PeriodEnds) -> date | None:
    """The day it counts from: when it was reported, but within the period that it was reported for though the form
    came later."""
    day: date | None = values.reported_date or values.raised_date
    last = ends.of(values.period or "")
    if day:
        return min(day, last) if last else day
    period = parse_period(values.period or "")
    return period.calendar_window()[0] if period else None


def obstacle_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """The identity of R6 in two lines, and the share that is settled."""
    counted = totals((row.standing for row in found), span.first)
    words = {
        name: count(getattr(counted, name))
        for name in ("carried", "raised", "tracked", "resolved", "in_progress", "explained", "unanswered", "late")
    }
    share = rate(counted.resolved + counted.explained, counted.tracked)
    return (
        text_in("vi", "report.obstacles_tracked", **words),
        text_in("vi", "report.obstacles_fate", **words, rate=share),
    )


# agreements


def agreement_rows(linked: Linked, span: Span) -> list[Printed]:
    """Agreements signed in the span; undated ones without a period."""
    return [
        _agreement(linked, span, record)
        for record in linked.agreements.values()
        if span.holds(record.values.signed_date) and (record.values.signed_date or span.was_there(record))
    ]


def _fate(linked: Linked, span: Span, record: Rec) -> str:
    """How far it is, and whether it was ended, replaced, or ran out by the day."""
    state, last = span.state(record), record.values.period_to
    told = linked.names.entry("agreement_status", span.value(record, "implementation"))
    ended = linked.names.choice("agreement_state", state, "vi") if state != "in_force" else ""
    if state == "in_force" and last and last < span.as_of:
        ended = text_in("vi", "report.agreement_expired", date=format_date(last))
    return "; ".join(filter(None, (told, ended[:1].lower() + ended[1:] if told else ended)))


def _agreement(linked: Linked, span: Span, record: Rec) -> Printed:
    values, names = record.values, linked.names
    fields = [names.entry("field", code) for code in values.fields]
    years = "–".join(str(d.year) for d in (values.period_from, values.period_to) if d)
    day = values.signed_date
    signed = format_date(day) if day else values.signed_text or ""
    cells = {
        "title": values.title,
        "paper": "\n".join(filter(None, (values.number, signed))),
        "fields": ", ".join(fields),
        "localities": names.locality_list(linked.agreement_localities(record.uid)),
        "focal_point": values.focal_point or "",
        "content": values.content or "",
        "years": values.period_text or years,
        "implementation": _fate(linked, span, record),
        "note": values.note or "",
        **{key: format_billions(getattr(values, key), lang="vi") for key in _SUMS},
    }
    order = {
        "signed_date": by_day(day, values.code),
        "title": sort_key(values.title),
        "code": values.code,
    }
    standing = Standing(day, None, "in_progress")
    groups = {"field": fields[0] if fields else ""}
    state = span.state(record)
    return Printed(record.uid, cells, standing, order, groups, number=values.number or values.code, state=state)


def agreement_sums(linked: Linked, found: Sequence[Printed], span: Span) -> Mapping[str, str]:
    """The three sums of money, in tỷ đồng; empty when nothing is known of any."""
    chosen = [linked.agreements[row.uid].values for row in found]
    if all(getattr(values, key) is None for values in chosen for key in _SUMS):
        return {}
    return {key: format_billions(sum(getattr(values, key) or 0 for values in chosen), lang="vi") for key in _SUMS}


def agreement_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """How many agreements are listed."""
    return (text_in("vi", "report.agreements_total", total=count(len(found))),)
