"""Rows of meetings of the council. Pure over `Linked`."""

from __future__ import annotations

from typing import Any

from workbench.messages import text
from workbench.records.record import Record
from workbench.services.linkage import OPEN, conclusions_of
from workbench.services.linked import Linked
from workbench.services.row import Row, day_words, due_tags, iso, one

Rec = Record[Any]


def meeting_row(linked: Linked, record: Rec) -> Row:
    """A meeting; its due day is the nearest of its open conclusions."""
    values, names = record.values, linked.names
    tasks = [task.values for task in conclusions_of(linked, record.uid)]
    counted = [task for task in tasks if task.status != "dropped"]
    still = [task for task in tasks if task.status in OPEN]
    day = min((task.due_date for task in still if task.due_date), default=None)
    due = linked.due(day)
    done = sum(task.status == "done" for task in counted)
    notice = linked.document(values.document)
    number = (notice.values.full_number or "") if notice else ""
    status = "new" if not tasks else "run" if still else "fin"
    word = text("meeting.none_yet") if not tasks else text("meeting.done_of", done=done, total=len(counted))
    return Row(
        record.ref,
        values.code,
        values.title,
        day_words(values.held_date),
        status,
        day,
        due,
        values.officer or "",
        {
            "held_date": day_words(values.held_date),
            "meeting_kind": names.choice("meeting_kind", values.kind) if values.kind else "",
            "number": number,
            "place": values.place or "",
            "chair": values.chair or "",
            "conclusions": str(len(counted)) if counted else "",
        },
        frozenset({"all"} | due_tags(due) | ({"open"} if still else set())),
        {"meeting_kind": one(values.kind), "officer": one(values.officer)},
        {
            "held_date": iso(values.held_date),
            "kind": values.kind,
            "place": values.place,
            "chair": values.chair,
            "number": number or None,
            "conclusions": len(counted),
            "done": done,
            "open": len(still),
        },
        word,
    )
