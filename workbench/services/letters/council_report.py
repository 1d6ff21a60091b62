"""The report to the chair of the council: how linkage stands, what is in the way, what is proposed; with annexes.

Its sections are those of such reports. Counts and annexes are those of the printed registers of the same period,
so that the report and the registers cannot disagree (R6).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workbench.domain.states import OPEN_OBSTACLE
from workbench.messages import text_in
from workbench.reports.document import Block, Table
from workbench.reports.totals import count, totals
from workbench.services.letters.frame import (
    BY_OFFICE,
    Annex,
    Frame,
    LetterFile,
    Signing,
    addressed,
    annex_blocks,
    body,
    document,
    file_name,
    title_block,
)
from workbench.services.linked import Linked
from workbench.services.printed import Printed, Span
from workbench.services.printed_meetings import conclusion_summary
from workbench.services.printing import PrintOptions, PrintResult, print_register
from workbench.services.registers import Registers
from workbench.values.dates import format_date
from workbench.values.periods import Period

ANNEXES = ("agreements", "obstacles", "escalations", "conclusions", "tasks")
OF_PERIOD = ("obstacles", "escalations")  # the others are listed as they stand
_NAMED = 10  # matters named one by one; the annexes have all
_FIELDS = 3


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is counted for the report."""

    linked: Linked
    span: Span
    prints: dict[str, PrintResult]

    def rows(self, register: str) -> Sequence[Printed]:
        return self.prints[register].rows


def council_report(
    registers: Registers, period: Period, signing: Signing = BY_OFFICE, as_of: date | None = None
) -> LetterFile:
    """The report of a period as the record stands on `as_of` (today without it)."""
    linked = registers.linked()
    day = as_of or linked.today
    frame = Frame.of(linked.repository, signing, day)
    prints = {
        key: print_register(registers, key, PrintOptions(period=period if key in OF_PERIOD else None, as_of=day))
        for key in ANNEXES
    }
    facts = _Facts(linked, prints["obstacles"].span, prints)
    council = frame.council.name if frame.council else ""
    when = period.label("vi")
    subject = text_in("vi", "letter.report_subject", period=when)
    annexes = [_annex(result) for result in prints.values() if result.rows]
    blocks: list[Block] = [
        frame.head("BC", subject),
        *title_block("BC", subject),
        addressed([text_in("vi", "letter.report_to", council=council)]),
        body(text_in("vi", "letter.report_opening", office=frame.office, period=when, date=format_date(facts.span.end))),
        *_sections(facts),
        body(text_in("vi", "letter.report_closing", office=frame.office)),
        frame.foot(text_in("vi", "letter.members")),
        *annex_blocks(annexes, frame.attached("BC")),
    ]
    fields = {"period": when, "council": council, "as_of": format_date(day)}
    name = file_name(text_in("vi", "letter.report_file"), period.code)
    return LetterFile("report", document(subject, blocks), name, fields)


def _sections(facts: _Facts) -> Iterator[Block]:
    parts = (
        ("results", _results(facts)),
        ("difficulties", _difficulties(facts)),
        ("proposals", _proposals(facts)),
        ("next", _next(facts)),
    )
    for key, lines in parts:
        yield body(text_in("vi", f"letter.section_{key}"), heading=True)
        for line in lines:
            yield body(line)


def _results(facts: _Facts) -> Iterator[str]:
    """I. Agreements in force, signed in the period, how far their work is; what became of the last conclusions."""
    linked, span = facts.linked, facts.span
    listed = [linked.agreements[row.uid].values for row in facts.rows("agreements")]
    signed = sum(span.holds(a.signed_date) and a.signed_date is not None for a in listed)
    ending = sum(a.period_to is not None and span.end <= a.period_to <= _months_on(span.end, 3) for a in listed)
    yield text_in(
        "vi", "letter.report_agreements", total=count(len(listed)), signed=count(signed), ending=count(ending)
    )
    tasks = [row.state for row in facts.rows("tasks")]
    if tasks:
        counted = [status for status in tasks if status != "dropped"]
        yield text_in(
            "vi",
            "letter.report_tasks",
            total=count(len(counted)),
            done=count(counted.count("done")),
            late=count(sum(row.standing.late for row in facts.rows("tasks"))),
        )
    told = conclusion_summary(linked, facts.rows("conclusions"), facts.prints["conclusions"].span)
    if told:
        yield text_in("vi", "letter.report_conclusions")
        yield from (text_in("vi", "letter.report_conclusion_item", words=line) for line in told)


def _difficulties(facts: _Facts) -> Iterator[str]:
    """II. The obstacles of the period by the identity of R6, the fields they lie in, and those that press."""
    rows = facts.rows("obstacles")
    counted = totals((row.standing for row in rows), facts.span.first)
    words = {name: count(getattr(counted, name)) for name in ("carried", "raised", "tracked", "resolved")}
    words |= {name: count(getattr(counted, name)) for name in ("in_progress", "explained", "unanswered")}
    yield text_in("vi", "letter.report_obstacles", **words)
    fields = Counter(row.groups.get("field") for row in rows if row.groups.get("field"))
    if fields:
        most = "; ".join(f"{name} ({count(n)})" for name, n in fields.most_common(_FIELDS))
        yield text_in("vi", "letter.report_fields", fields=most)
    pressing = [r for r in _open(facts) if r.values.urgency in ("urgent", "very")]
    yield from _named(facts.linked, pressing, "letter.report_pressing")


def _proposals(facts: _Facts) -> Iterator[str]:
    """III. What was sent up, what came back, what is late; what only the chair can decide."""
    linked, span = facts.linked, facts.span
    sent = [linked.escalations[row.uid] for row in facts.rows("escalations")]
    counted = totals((row.standing for row in facts.rows("escalations")), span.first)
    yield text_in(
        "vi",
        "letter.report_escalations",
        total=count(counted.tracked),
        answered=count(counted.answered),
        waiting=count(counted.unanswered),
        late=count(counted.late),
    )
    late = [e for e in sent if linked.escalation_due(e.uid).state == "late"]
    late.sort(key=lambda e: e.values.due_date or date.max)
    for number, escalation in enumerate(late[:_NAMED], 1):
        due = linked.escalation_due(escalation.uid)
        yield text_in(
            "vi",
            "letter.report_late_item",
            nth=str(number),
            name=linked.names.organization(escalation.values.to_organization),
            subject=(escalation.values.subject or escalation.values.code).rstrip("."),
            n=due.days,
            code=escalation.values.code,
        )
    decide = [r for r in _open(facts) if r.values.in_authority == "council"]
    yield from _named(linked, decide, "letter.report_decide")


def _next(facts: _Facts) -> Iterator[str]:
    """IV. Work to come, from what is open: deadlines, tasks, agreements to review."""
    linked = facts.linked
    sent = [linked.items_of_escalation.get(row.uid, []) for row in facts.rows("escalations")]
    waiting = sum(any(view.waiting for view in views) for views in sent)
    tasks = [linked.tasks[row.uid].values for row in facts.rows("tasks")]
    open_tasks = sum(t.status in ("not_started", "doing", "partly", "paused") for t in tasks)
    untouched = sum(r.values.state in ("new", "classified") for r in _open(facts))
    yield text_in("vi", "letter.report_next_waiting", n=waiting)
    yield text_in("vi", "letter.report_next_review", n=untouched)
    yield text_in("vi", "letter.report_next_tasks", n=open_tasks)


def _open(facts: _Facts) -> list[Any]:
    found = [facts.linked.obstacles[row.uid] for row in facts.rows("obstacles")]
    return [record for record in found if record.values.state in OPEN_OBSTACLE]


def _named(linked: Linked, records: Iterable[Any], key: str) -> Iterator[str]:
    listed = list(records)
    if not listed:
        return
    yield text_in("vi", key, n=len(listed))
    for number, record in enumerate(listed[:_NAMED], 1):
        values = record.values
        words = (values.title or values.content).rstrip(".")
        places = linked.names.locality_list(values.localities)
        where = f"{places}; {values.code}" if places else values.code
        yield text_in("vi", "letter.report_item", nth=str(number), words=words, where=where)
    if len(listed) > _NAMED:
        yield text_in("vi", "letter.report_more", n=len(listed) - _NAMED)


def _annex(result: PrintResult) -> Annex:
    """The table of a printed register, with the lines that stand below it there."""
    blocks = result.document.blocks
    table = next(block for block in blocks if isinstance(block, Table))
    below = blocks[blocks.index(table) + 1 :]
    notes = tuple(str(block.text) for block in below if hasattr(block, "text"))
    return Annex((text_in("vi", f"letter.annex_{result.register}"),), replace(table), notes)


def _months_on(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, 28))
