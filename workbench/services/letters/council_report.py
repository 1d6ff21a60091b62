"""The report to the chair of the council: how linkage stands, what is in the way, what is proposed; with annexes.

Its sections are those of such reports. Counts and annexes are those of the printed registers of the same period,
so that the report and the registers cannot disagree (R6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from workbench.messages import text_in
from workbench.reports.document import Block, Table
from workbench.reports.totals import OUTCOMES, count
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
from workbench.services.printed_meetings import conclusion_summary
from workbench.services.printing import PrintResult
from workbench.services.registers import Registers
from workbench.services.report_figures import Figures, report_figures
from workbench.values.dates import format_date
from workbench.values.periods import Period

_NAMED = 10  # matters named one by one; the annexes have all
_FIELDS = 3


def council_report(
    registers: Registers, period: Period, signing: Signing = BY_OFFICE, as_of: date | None = None
) -> LetterFile:
    """The report of a period as the record stands on `as_of` (today without it)."""
    return report_of(report_figures(registers, period, as_of), signing)


def report_of(facts: Figures, signing: Signing = BY_OFFICE) -> LetterFile:
    """The report that tells figures already counted."""
    period, day = facts.period, facts.as_of
    frame = Frame.of(facts.linked.repository, signing, day)
    council = frame.council.name if frame.council else ""
    when = period.label("vi")
    subject = text_in("vi", "letter.report_subject", period=when)
    annexes = [annex_of(result) for result in facts.prints.values() if result.rows]
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


def _sections(facts: Figures) -> Iterator[Block]:
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


def _results(facts: Figures) -> Iterator[str]:
    """I. Who has reported; agreements, how far their work is; what became of the last conclusions."""
    linked = facts.linked
    if facts["reports.owed"].value:
        words = {key: facts[f"reports.{key}"].words for key in ("owed", "received", "in_time", "late", "missing", "nil")}
        yield text_in("vi", "letter.report_round", rate=facts.in_time_rate, **words)
    words = {key: facts[f"agreements.{key}"].words for key in ("total", "signed", "ending")}
    annex = text_in("vi", "letter.report_annexed") if facts.prints["agreements"].rows else ""
    yield text_in("vi", "letter.report_agreements", annex=annex, **words)
    if facts.rows("tasks"):
        yield text_in("vi", "letter.report_tasks", **{k: facts[f"tasks.{k}"].words for k in ("total", "done", "late")})
    told = conclusion_summary(linked, facts.rows("conclusions"), facts.prints["conclusions"].span)
    if told:
        yield text_in("vi", "letter.report_conclusions")
        yield from (text_in("vi", "letter.report_conclusion_item", words=line) for line in told)


def _difficulties(facts: Figures) -> Iterator[str]:
    """II. The obstacles of the period by the identity of R6, the fields they lie in, and those that press."""
    names = ("carried", "raised", "tracked", *OUTCOMES)
    yield text_in("vi", "letter.report_obstacles", **{name: facts[f"obstacles.{name}"].words for name in names})
    fields = facts.split("obstacles.by_field")
    if fields:
        most = "; ".join(f"{figure.name} ({figure.words})" for figure in fields[:_FIELDS])
        yield text_in("vi", "letter.report_fields", fields=most)
    yield from _named(facts, "obstacles.pressing", "letter.report_pressing")


def _proposals(facts: Figures) -> Iterator[str]:
    """III. What was sent up, what came back, what is late; what only the chair can decide."""
    linked = facts.linked
    sent = [linked.escalations[row.uid] for row in facts.rows("escalations")]
    counted = {"total": "tracked", "answered": "answered", "waiting": "unanswered", "late": "late"}
    words = {place: facts[f"escalations.{key}"].words for place, key in counted.items()}
    late = [e for e in sent if linked.escalation_due(e.uid).state == "late"]
    yield text_in("vi", "letter.report_escalations", end=":" if late else ".", **words)
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
    yield from _named(facts, "obstacles.council", "letter.report_decide")


def _next(facts: Figures) -> Iterator[str]:
    """IV. Work to come, from what is open: answers that are awaited, obstacles to look at, tasks."""
    work = {"waiting": "escalations.waiting", "review": "obstacles.untouched", "tasks": "tasks.open"}
    found = [(key, facts[figure]) for key, figure in work.items() if facts[figure].value]
    for number, (key, figure) in enumerate(found, 1):
        yield text_in("vi", f"letter.report_next_{key}", nth=str(number), n=figure.words)
    if not found:
        yield text_in("vi", "letter.report_next_none")


def _named(facts: Figures, figure: str, key: str) -> Iterator[str]:
    """The first of what a figure counts, one by one."""
    listed = facts[figure].counted
    if not listed:
        return
    yield text_in("vi", key, n=count(len(listed)))
    for number, one in enumerate(listed[:_NAMED], 1):
        where = f"{one.places}; {one.code}" if one.places else one.code
        yield text_in("vi", "letter.report_item", nth=str(number), words=one.words.rstrip("."), where=where)
    if len(listed) > _NAMED:
        yield text_in("vi", "letter.report_more", n=count(len(listed) - _NAMED))


def annex_of(result: PrintResult) -> Annex:
    """The table of a printed register, with the lines that stand below it there."""
    blocks = result.document.blocks
    table = next(block for block in blocks if isinstance(block, Table))
    below = blocks[blocks.index(table) + 1 :]
    notes = tuple(str(block.text) for block in below if hasattr(block, "text"))
    return Annex((text_in("vi", f"letter.annex_{result.register}"),), replace(table), notes)
