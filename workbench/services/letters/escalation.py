"""The letter of an escalation with the annex that lists its obstacles, and the letter that reminds of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from workbench.domain.deadlines import Deadline
from workbench.domain.workdays import due_status
from workbench.errors import UserError
from workbench.messages import text_in
from workbench.reports.document import Block, Column, DataRow, Paragraph, PrintDocument, Signatures, Table
from workbench.services.drafting import letter
from workbench.services.escalating import draft_of
from workbench.services.letters.frame import (
    BY_ORDER,
    Annex,
    Frame,
    LetterFile,
    Signing,
    addressed,
    annex_blocks,
    bare,
    body,
    document,
    file_name,
    lowered,
)
from workbench.services.linked import Linked
from workbench.services.printed import listed
from workbench.values.dates import format_date

_COLUMNS = (("ordinal", 12.0), ("content", 74.0), ("places", 28.0), ("cause", 48.0), ("asks", 62.0), ("code", 30.0))
_REMINDER = "CV"


def escalation_letter(linked: Linked, uid: str, signing: Signing = BY_ORDER) -> LetterFile:
    """The official letter of an escalation, as it was or is to be sent, with its annex table.

    Number and day are those of its document; `signing` gives them while it has none.
    """
    values = linked.escalations[uid].values
    draft = draft_of(linked, uid)
    chosen = replace(signing, number=draft.number or signing.number, day=draft.document_date or signing.day)
    frame = Frame.of(linked.repository, chosen, linked.today)
    kind = draft.document_type
    filled = replace(draft, number=chosen.number, document_date=chosen.day)
    made = letter(linked, filled, Deadline(values.due_date, False, ""), blanks=False).document
    annex = Annex((text_in("vi", "letter.obstacles_title"),), _obstacles(linked, draft.obstacles))
    blocks = (*_with_frame(made, frame, kind, draft.subject), *annex_blocks((annex,), frame.attached(kind)))
    to = linked.names.organization(values.to_organization)
    fields = {
        "code": values.code,
        "number": frame.number(kind),
        "subject": draft.subject,
        "addressee": to,
        "sent_date": format_date(values.sent_date) if values.sent_date else "",
        "due_date": format_date(values.due_date) if values.due_date else "",
        "due_basis": values.due_basis or "",
        "obstacles": [_facts(linked, obstacle) for obstacle in draft.obstacles],
    }
    name = file_name(values.code, draft.number)
    return LetterFile("escalation", replace(made, blocks=blocks), name, fields)


def reminder_letter(linked: Linked, uid: str, signing: Signing = BY_ORDER, new_due: Any = None) -> LetterFile:
    """The letter that reminds an authority of what it has not answered yet. `new_due` asks for an answer by then.

    UserError `letter.nothing_waits` when everything is answered, `letter.not_sent` when nothing was sent.
    """
    values = linked.escalations[uid].values
    waiting = [view for view in linked.items_of_escalation.get(uid, []) if view.waiting]
    if values.sent_date is None:
        raise UserError("letter.not_sent", what=values.code)
    if not waiting:
        raise UserError("letter.nothing_waits", what=values.code)
    frame = Frame.of(linked.repository, signing, linked.today)
    paper = linked.document(values.document)
    number = (paper.values.full_number if paper else None) or values.code
    to = linked.names.organization(values.to_organization)
    subject = text_in("vi", "letter.reminder_subject", number=number)
    words = {"office": frame.office, "number": number, "name": to, "sent": format_date(values.sent_date)}
    blocks: list[Block] = [
        frame.head(_REMINDER, subject),
        addressed([to]),
        body(text_in("vi", "letter.reminder_opening", subject=lowered(bare(values.subject or "").rstrip(".")), **words)),
        *(body(line) for line in _standing(linked, uid, frame)),
        *(body(line) for line in _asks(linked, waiting)),
        body(_closing(to, new_due)),
        frame.foot(text_in("vi", "letter.chair")),
    ]
    nth = 1 + max((r.values.nth for r in _earlier(linked, uid, frame)), default=0)
    fields = {
        **words,
        "code": values.code,
        "nth": nth,
        "due_date": format_date(values.due_date) if values.due_date else "",
        "new_due": format_date(new_due) if new_due else "",
    }
    made = document(subject, blocks)
    return LetterFile("reminder", made, file_name(text_in("vi", "letter.reminder_file"), values.code), fields)


def _with_frame(made: PrintDocument, frame: Frame, kind: str, subject: str) -> Iterator[Block]:
    """The drafted letter with its head and foot, and the word that the details are annexed before it closes."""
    inner = [block for block in made.blocks[1:] if not isinstance(block, Signatures)]
    last = max((at for at, block in enumerate(inner) if isinstance(block, Paragraph)), default=len(inner))
    yield frame.head(kind, subject)
    yield from inner[:last]
    yield body(text_in("vi", "letter.see_annex"))
    yield from inner[last:]
    yield frame.foot(text_in("vi", "letter.members"))


def _obstacles(linked: Linked, obstacles: Sequence[str]) -> Table:
    columns = tuple(
        Column(
            text_in("vi", f"letter.column_{key}"), width, "center" if key in ("ordinal", "code") else "left", f"({n})"
        )
        for n, (key, width) in enumerate(_COLUMNS, 1)
    )
    rows = []
    for number, uid in enumerate(obstacles, 1):
        facts = _facts(linked, uid)
        rows.append(DataRow((str(number), *(facts[key] for key, _ in _COLUMNS[1:]))))
    return Table(columns, tuple(rows))


def _facts(linked: Linked, uid: str) -> dict[str, str]:
    values = linked.obstacles[uid].values
    legal = text_in("vi", "escalate.draft_legal", refs=values.legal_refs) if values.legal_refs else ""
    return {
        "content": values.content,
        "places": linked.names.locality_list(values.localities),
        "cause": "\n".join(filter(None, (values.cause, legal))),
        "asks": listed(ask.values.content for ask in linked.asks.get(uid, [])),
        "code": values.code,
    }


def _standing(linked: Linked, uid: str, frame: Frame) -> Iterator[str]:
    """When it is due, or was and how late that is on the day of the letter, and what it was reminded of before."""
    due = linked.effective_due(uid)
    status = due_status(due, frame.day, linked.calendar)
    if due and status.state == "late":
        yield text_in("vi", "letter.reminder_late", date=format_date(due), n=status.days)
    elif due:
        yield text_in("vi", "letter.reminder_due", date=format_date(due))
    for earlier in _earlier(linked, uid, frame):
        if earlier.values.sent_date:
            day = format_date(earlier.values.sent_date)
            yield text_in("vi", "letter.reminder_earlier", office=frame.office, nth=str(earlier.values.nth), date=day)
    yield text_in("vi", "letter.reminder_open")


def _earlier(linked: Linked, uid: str, frame: Frame) -> list[Any]:
    """Reminders sent before the day of the letter; the one that this letter is may be in the record already."""
    found = linked.reminders.get(uid, [])
    return [r for r in found if r.values.sent_date is None or r.values.sent_date < frame.day]


def _asks(linked: Linked, waiting: Sequence[Any]) -> Iterator[str]:
    for number, view in enumerate(waiting, 1):
        ask = linked.recommendations[view.item.values.recommendation].values
        code = linked.obstacles[ask.obstacle].values.code
        yield text_in("vi", "letter.reminder_item", nth=str(number), ask=ask.content.rstrip(".;"), code=code)


def _closing(to: str, new_due: Any) -> str:
    if new_due:
        return text_in("vi", "letter.reminder_closing", name=to, date=format_date(new_due))
    return text_in("vi", "letter.reminder_closing_open", name=to)
