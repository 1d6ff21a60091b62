"""Results by authority (the shape of agencies' follow-up tables), and who has reported for a period (R30)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from workbench.domain.vocabularies import VOCABULARIES
from workbench.messages import text_in
from workbench.reports.totals import Standing, Totals, count, rate, totals
from workbench.services.linked import Linked
from workbench.services.printed import Printed, Span, day_words
from workbench.services.printed_escalations import OUTCOME_OF, EscalationPrint, ItemStand
from workbench.services.reporting import Obligation, Roster, Rounds, state_words
from workbench.values.dates import format_date
from workbench.values.periods import reporting_period
from workbench.values.sorting import sort_key

_COUNTED = (
    "tracked", "carried", "raised", "answered", "resolved", "in_progress", "explained", "unanswered", "late",
)  # fmt: skip
_NEVER = Standing(None, None, "unanswered")


# results by authority


def result_rows(linked: Linked, span: Span) -> list[Printed]:
    """One row per authority that anything asked in or before the span lies with: counts of what was asked.

    Counted are the items of letters sent by the end of the span and not settled before it; each authority's
    counts satisfy R6, and so do their sums.
    """
    standings = _standings(linked, span)
    levels = list(VOCABULARIES["level"].choices)
    found = []
    for uid, of_it in standings.items():
        organization = linked.names.organizations[uid].values
        counted = totals(of_it, span.first)
        level = levels.index(organization.level) if organization.level in levels else len(levels)
        order = {
            "ladder": f"{level:02d} {sort_key(organization.name)}",
            "authority": sort_key(organization.name),
            "tracked": f"{99_999 - counted.tracked:05d}",
        }
        groups = {"level": linked.names.choice("level", organization.level, "vi")}
        cells = {"authority": organization.name, **_count_cells(counted)}
        found.append(Printed(uid, cells, _NEVER, order, groups, counts=counted))
    return found


def _standings(linked: Linked, span: Span) -> dict[str, list[Standing]]:
    at = EscalationPrint(linked, span)
    found: dict[str, list[Standing]] = {}
    for escalation in linked.escalations.values():
        sent, to = escalation.values.sent_date, escalation.values.to_organization
        if sent is None or sent > span.end or to is None:
            continue
        for view in linked.items_of_escalation.get(escalation.uid, []):
            stand = at.stand(view)
            if stand.state not in ("draft", "for_signature", "withdrawn"):
                standing = item_standing(stand, sent)
                if standing.followed_in(span.first):
                    found.setdefault(to, []).append(standing)
    return found


def item_standing(stand: ItemStand, sent: date) -> Standing:
    """How one thing asked stands: answered for good, promised, or not answered."""
    if stand.said is None or stand.answer is None:
        return Standing(sent, None, "unanswered", bool(stand.late))
    outcome = OUTCOME_OF[stand.said.values.answer_class]
    settled = stand.answer.values.received_date if outcome in ("resolved", "explained") else None
    return Standing(sent, settled, outcome)


def _count_cells(counted: Totals) -> dict[str, str]:
    cells = {name: count(getattr(counted, name)) for name in _COUNTED}
    return {**cells, "share": rate(counted.answered, counted.tracked)}


def _together(found: Sequence[Printed]) -> Totals:
    counts = [row.counts for row in found if row.counts]
    names = [field.name for field in fields(Totals)]
    return Totals(**{name: sum(getattr(counted, name) for counted in counts) for name in names})


def result_sums(linked: Linked, found: Sequence[Printed], span: Span) -> Mapping[str, str]:
    """The counts of all rows together."""
    return _count_cells(_together(found)) if found else {}


def result_rates(linked: Linked, found: Sequence[Printed], span: Span) -> Mapping[str, str]:
    """What share of everything tracked each count is (R7)."""
    if not found:
        return {}
    counted = _together(found)
    return {name: rate(getattr(counted, name), counted.tracked) for name in _COUNTED}


# who has reported


def submission_rows(linked: Linked, span: Span) -> list[Printed]:
    """Each member with each form it owes for the period: when it came, or how late it is."""
    found = []
    for row in _roster(linked, span).rows:
        locality = linked.names.localities[row.locality].values
        came = [owed.received for owed in row.cells if owed.received]
        order = {
            "locality_code": locality.code,
            "received": f"{max(came, default=date.max)} {locality.code}",
        }
        parts = tuple(_form_part(linked, owed) for owed in row.cells)
        found.append(Printed(row.locality, {"locality": row.name}, _NEVER, order, parts=parts))
    return found


def _roster(linked: Linked, span: Span) -> Roster:
    return Rounds(linked.repository, span.as_of).roster(span.period or reporting_period(span.as_of))


def _form_part(linked: Linked, owed: Obligation) -> dict[str, str]:
    paper = "\n".join(filter(None, (owed.number, day_words(owed.document_date))))
    return {
        "form": text_in("vi", f"report.form_{owed.form}"),
        "received": day_words(owed.received),
        "paper": paper,
        "state": state_words(owed, "vi"),
        "note": owed.note,
    }


def submission_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """How many of the members have sent all, some, nothing; and the day they had to."""
    roster = _roster(linked, span)
    came = [sum(owed.is_received for owed in row.cells) for row in roster.rows]
    line = text_in(
        "vi",
        "report.submissions_total",
        total=count(len(found)),
        full=count(sum(number == len(roster.forms) for number in came)),
        some=count(sum(0 < number < len(roster.forms) for number in came)),
        none=count(came.count(0)),
        day=format_date(roster.window.send_by),
    )
    return (line,)
