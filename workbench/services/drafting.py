"""The letter of an escalation as a document, from what the officer has entered so far (Decree 30/2020/NĐ-CP).

Vietnamese, whatever the window speaks. What is still missing stands there as a placeholder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.deadlines import Deadline
from workbench.messages import text_in
from workbench.reports.document import (
    Block,
    Letterhead,
    Line,
    PageSetup,
    Paragraph,
    PrintDocument,
    Recipients,
    Signature,
    Signatures,
    Title,
)
from workbench.reports.register_print import Head, letterhead
from workbench.services.council import CouncilView, council_of
from workbench.services.escalating import EscalationDraft
from workbench.services.linked import Linked
from workbench.services.printing import signature
from workbench.values.dates import format_date, format_official

TEMPLATES = ("BC", "TTr", "CV")  # document types a letter can be drafted as
_INDENT = 12.7  # mm, first line of a paragraph (decree 30, annex I)
_OPEN_NUMBER = "…"


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter, and the texts in it that were filled in from the form, for the preview to tint."""

    document: PrintDocument
    filled: tuple[str, ...]


def letter(linked: Linked, draft: EscalationDraft, due: Deadline | None, *, blanks: bool = True) -> Letter:
    """The letter of a draft. With `blanks` an unknown name is marked as such, without it is left to be written."""
    repository = linked.repository
    day = draft.document_date or draft.sent_date or linked.today
    council = council_of(repository, day)
    number = text_in("vi", "escalate.draft_number", number=draft.number or _open_number(draft, council))
    place = format_official(council.place if council else "", day)
    to = linked.names.organization(draft.to_organization) or text_in("vi", "escalate.draft_no_addressee")
    last = draft.due_override or (due.day if due else None)
    signer = signer_of(linked, day, blanks)
    about = draft.subject if draft.document_type == "CV" else ""
    blocks: list[Block] = [
        head(council, number, place, about),
        *_title(draft),
        *_body(linked, draft, to, last),
        Signatures(recipients(council), signer),
    ]
    filled = [number.removeprefix(text_in("vi", "escalate.draft_number", number="")).strip(), place, to]
    filled += [format_date(last)] if last else []
    filled += [signer.name] if signer and signer.name else []
    title = draft.subject or text_in("vi", "escalate.draft_title")
    return Letter(PrintDocument(title, tuple(blocks), PageSetup()), tuple(filled))


def signer_of(linked: Linked, day: date, blanks: bool) -> Signature | None:
    """Who signs on a day; with `blanks` an unknown name is marked as such."""
    signer = signature(linked.repository, "office_head", "TL.", day)
    if signer and not signer.name and blanks:
        return Signature(signer.title, signer.note, text_in("vi", "escalate.draft_name"))
    return signer


def suggested_subject(linked: Linked, obstacles: Sequence[str]) -> str:
    """A subject for these obstacles, in the words of their fields; empty without obstacles."""
    records = [linked.obstacles[uid].values for uid in obstacles]
    if not records:
        return ""
    if len(records) == 1:
        return text_in("vi", "escalate.subject_one", title=_lower(records[0].title or records[0].content))
    fields = list(dict.fromkeys(linked.names.entry("field", r.field) for r in records if r.field))
    if not fields or len(fields) > 3:
        return text_in("vi", "escalate.subject_many")
    return text_in("vi", "escalate.subject_fields", fields="; ".join(map(_lower, fields)))


def _lower(words: str) -> str:
    """The words as they go on a sentence; a name or an abbreviation keeps its capitals."""
    first = words.split(" ", 1)[0]
    return words if first.isupper() and len(first) > 1 else words[:1].lower() + words[1:]


def _open_number(draft: EscalationDraft, council: CouncilView | None) -> str:
    sign = council.sign if council else ""
    return f"{_OPEN_NUMBER}/{sign}" if draft.document_type == "CV" else f"{_OPEN_NUMBER}/{draft.document_type}-{sign}"


def head(council: CouncilView | None, number: str, place: str, about: str = "") -> Letterhead:
    """The top of a letter; `about` is the subject under the number of an official letter."""
    parents = (council.parent_name,) if council and council.parent_name else ()
    made = Head(parents, council.name if council else "", place)
    subject = text_in("vi", "escalate.draft_subject", subject=_lower(about)) if about else ""
    return letterhead(made, number, subject)


def _title(draft: EscalationDraft) -> Iterator[Block]:
    if draft.document_type == "CV":
        return
    kind = text_in("vi", f"choice.document_type.{draft.document_type}").upper()
    lines = [Line(kind, bold=True, size=14)]
    if draft.subject:
        lines.append(Line(draft.subject, bold=True, size=14, rule=0.4))
    yield Title(tuple(lines))


def _body(linked: Linked, draft: EscalationDraft, to: str, last: date | None) -> Iterator[Block]:
    office = office_name(council_of(linked.repository, draft.document_date or linked.today))
    yield Paragraph(text_in("vi", "escalate.draft_to", name=to), "center")
    yield paragraph(text_in("vi", "escalate.draft_opening", office=office))
    for number, uid in enumerate(draft.obstacles, 1):
        yield from _obstacle(linked, uid, number)
    key = "escalate.draft_closing" if last else "escalate.draft_closing_open"
    yield paragraph(text_in("vi", key, name=to, date=format_date(last) if last else ""))


def office_name(council: CouncilView | None) -> str:
    """The office that writes, as it calls itself."""
    return council.office if council and council.office else text_in("vi", "escalate.draft_office")


def _obstacle(linked: Linked, uid: str, number: int) -> Iterator[Paragraph]:
    values = linked.obstacles[uid].values
    title = values.title or values.content
    places = linked.names.locality_list(values.localities)
    where = f" ({places}; {values.code})" if places else f" ({values.code})"
    yield paragraph(f"{number}. {title.rstrip('.')}{where}.", heading=True)
    rest = _rest(values.content, title)
    if rest:
        yield paragraph(rest)
    if values.cause:
        yield paragraph(text_in("vi", "escalate.draft_cause", cause=values.cause))
    if values.legal_refs:
        yield paragraph(text_in("vi", "escalate.draft_legal", refs=values.legal_refs))
    asks = [ask.values.content for ask in linked.asks.get(uid, [])]
    if asks:
        yield paragraph(text_in("vi", "escalate.draft_ask", ask="; ".join(a.rstrip(".;") for a in asks)))


def _rest(content: str, title: str) -> str:
    """What the content says beyond the title, which is often its first sentence."""
    if not content.startswith(title.rstrip(".… ")):
        return content
    rest = content[len(title.rstrip(".… ")) :]
    return rest.lstrip(".;:, \n") if not rest[:1].strip(".;:, \n") else content


def paragraph(words: str, heading: bool = False) -> Paragraph:
    """Running text of a letter; a heading stays with what follows it."""
    return Paragraph(words, "justify", bold=heading, indent=_INDENT, leads=heading)


def recipients(council: CouncilView | None) -> Recipients:
    """Who gets a copy."""
    keep = _initials(council.office) if council else ""
    kept = text_in("vi", "escalate.draft_kept", office=f", {keep}" if keep else "")
    lines = (text_in("vi", "escalate.draft_as_above"), text_in("vi", "escalate.draft_members"), kept)
    return Recipients(text_in("vi", "escalate.draft_recipients"), lines)


def _initials(name: str) -> str:
    """ "Bộ phận thư ký" is filed as BPTK."""
    return "".join(word[0] for word in name.split()).upper()
