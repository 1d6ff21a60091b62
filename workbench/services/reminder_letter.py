"""The letter of a reminder as a document (Decree 30/2020/NĐ-CP): what was sent, what is still unanswered, by when.

Vietnamese, whatever the window speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.messages import text_in
from workbench.reports.document import Block, PageSetup, Paragraph, PrintDocument, Signatures
from workbench.services.council import council_of
from workbench.services.drafting import Letter, head, office_name, paragraph, recipients, signer_of
from workbench.services.linked import Linked
from workbench.services.reminding import ReminderDraft
from workbench.values.dates import format_date, format_official


def reminder_letter(linked: Linked, draft: ReminderDraft, *, blanks: bool = True) -> Letter:
    """The letter of a reminder. With `blanks` what is unknown is marked as such, else left to be written."""
    day = draft.document_date or draft.sent_date or linked.today
    council = council_of(linked.repository, day)
    sign = council.sign if council else ""
    number = text_in("vi", "escalate.draft_number", number=draft.number or f"…/{sign}")
    place = format_official(council.place if council else "", day)
    name = linked.names.organization(linked.escalations[draft.escalation].values.to_organization)
    signer = signer_of(linked, day, blanks)
    blocks: list[Block] = [
        head(council, number, place, draft.subject or suggested_subject(linked, draft.escalation)),
        Paragraph(text_in("vi", "escalate.draft_to", name=name), "center"),
        *map(paragraph, _body(linked, draft, office_name(council), name)),
        Signatures(recipients(council), signer),
    ]
    filled = [place, name, *([draft.number] if draft.number else [])]
    filled += [format_date(draft.new_due)] if draft.new_due else []
    return Letter(PrintDocument(text_in("vi", "remind.letter_title"), tuple(blocks), PageSetup()), tuple(filled))


def suggested_subject(linked: Linked, escalation: str) -> str:
    """What the letter is about, in the words of the number it reminds of."""
    number = _number(linked, escalation)
    if number:
        return text_in("vi", "remind.letter_subject", number=number)
    return text_in("vi", "remind.letter_subject_code", code=linked.escalations[escalation].values.code)


def _number(linked: Linked, escalation: str) -> str:
    paper = linked.document(linked.escalations[escalation].values.document)
    return str(paper.values.full_number or "") if paper else ""


def _body(linked: Linked, draft: ReminderDraft, office: str, name: str) -> Iterator[str]:
    values = linked.escalations[draft.escalation].values
    number = _number(linked, draft.escalation)
    sent = format_date(values.sent_date) if values.sent_date else ""
    key = "remind.letter_opening" if number else "remind.letter_opening_code"
    subject = (values.subject or "").rstrip(".")
    opening = text_in("vi", key, date=sent, office=office, number=number, name=name, subject=subject)
    if values.due_date:
        opening += " " + text_in("vi", "remind.letter_due", date=format_date(values.due_date))
    yield opening
    for earlier in linked.reminders.get(draft.escalation, []):
        if earlier.values.sent_date:
            day = format_date(earlier.values.sent_date)
            yield text_in("vi", "remind.letter_earlier", office=office, nth=str(earlier.values.nth), date=day)
    today = draft.document_date or draft.sent_date or linked.today
    yield text_in("vi", "remind.letter_waiting", date=format_date(today), office=office)
    yield from _items(linked, draft)
    closing = "remind.letter_closing" if draft.new_due else "remind.letter_closing_open"
    last = format_date(draft.new_due) if draft.new_due else ""
    yield text_in("vi", closing, name=name, date=last)


def _items(linked: Linked, draft: ReminderDraft) -> Iterator[str]:
    waiting = [v for v in linked.items_of_escalation.get(draft.escalation, []) if v.waiting]
    for place, view in enumerate(waiting, 1):
        ask = linked.recommendations[view.item.values.recommendation].values
        code = linked.obstacles[ask.obstacle].values.code
        yield text_in("vi", "remind.letter_item", nth=str(place), ask=ask.content.rstrip(".;"), code=code)
