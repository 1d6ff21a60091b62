"""What became of the council's conclusions: meeting by meeting, as it stood on a day (R16, R29).

Unless records are chosen it tells of the last meeting, and of what earlier ones left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from workbench.messages import text_in
from workbench.records.record import Record
from workbench.reports.totals import Standing, count, rate
from workbench.services.linkage import OPEN, conclusions_of
from workbench.services.linked import Linked
from workbench.services.meetings import meetings_until, named
from workbench.services.printed import Printed, Span
from workbench.services.printed_tasks import TaskPrint, state_parts

Rec = Record[Any]
_FAR = date.max.toordinal()


def conclusion_rows(linked: Linked, span: Span) -> list[Printed]:
    """Conclusions of every meeting held by the end of the span."""
    at = TaskPrint(linked, span)
    return [
        _conclusion(linked, at, meeting, task)
        for meeting in meetings_until(linked, span.end)
        for task in conclusions_of(linked, meeting.uid)
    ]


def last_time(linked: Linked, found: Sequence[Printed], span: Span) -> list[Printed]:
    """The conclusions of the meetings of the period, or else of the last that concluded anything, and those of
    earlier ones that are still open."""
    days = {row.standing.opened for row in found if row.standing.opened}
    told = {day for day in days if span.first and day >= span.first} or {max(days, default=span.as_of)}
    return [
        row if row.standing.opened in told else _left_open(row)
        for row in found
        if row.standing.opened in told or row.state in OPEN
    ]


def _left_open(row: Printed) -> Printed:
    """A conclusion of an earlier meeting, of which the others are done."""
    title = text_in("vi", "meeting.left_open", meeting=row.groups["meeting"])
    return replace(row, groups={**row.groups, "meeting": title})


def _conclusion(linked: Linked, at: TaskPrint, meeting: Rec, record: Rec) -> Printed:
    row = at.row(record)
    held = meeting.values.held_date
    title = named(linked, meeting)
    stand, *told = row.cells["progress"].split("\n")
    helping = row.cells["cooperators"]
    helping = text_in("vi", "meeting.with", names=helping) if helping else ""
    cells = {
        **row.cells,
        "lead": "\n".join(filter(None, (row.cells["lead"], helping))),
        "state": stand,
        "result": "\n".join(told),
        "note": record.values.note or "",
    }
    place = f"{_FAR - held.toordinal():08d} {meeting.values.code}"
    order = {**row.order, "meeting": f"{place} {record.values.ordinal or 0:04d}", "meeting_group": place}
    standing = Standing(held, None, row.standing.outcome, row.standing.late)
    groups = {**row.groups, "meeting": title}
    return Printed(record.uid, cells, standing, order, groups, number=record.values.code, state=row.state)


def whole_meetings(linked: Linked, found: Sequence[Printed], span: Span) -> dict[str, list[Printed]]:
    """For each meeting that is told of, by its title, all that it concluded."""
    told = {linked.tasks[row.uid].values.meeting for row in found}
    whole = [row for row in conclusion_rows(linked, span) if linked.tasks[row.uid].values.meeting in told]
    titles = dict.fromkeys(row.groups["meeting"] for row in whole)
    return {title: [row for row in whole if row.groups["meeting"] == title] for title in titles}


def conclusion_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """For each meeting that is told of, all that it concluded: what became of it and the share done (R7, R29)."""
    lines = []
    for title, rows in whole_meetings(linked, found, span).items():
        states = [row.state for row in rows]
        counted = [state for state in states if state != "dropped"]
        parts = state_parts(linked, states)
        lines.append(
            text_in(
                "vi",
                "meeting.total",
                meeting=title,
                total=count(len(rows)),
                parts=parts,
                late=count(sum(row.standing.late for row in rows)),
                rate=rate(states.count("done"), len(counted)),
            )
        )
    return tuple(lines)
