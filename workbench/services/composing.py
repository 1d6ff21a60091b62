"""An escalation while it is being composed: what the officer entered, and everything that follows from it.

What was left alone (None, or empty for the addressee) follows the suggestion. Pure but for reading the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from workbench.domain.deadlines import Term
from workbench.services.drafting import Letter, letter, suggested_subject
from workbench.services.escalating import EscalationDraft, EscalationProposal, propose, suggest_number
from workbench.services.ladder import Rung, also_for, default_term, ladder
from workbench.services.linked import Linked
from workbench.services.workbench import Workbench

_HINTS = 3


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in the form. `number`, `subject` and `term` None and `to` empty take the suggestion."""

    obstacles: tuple[str, ...] = ()
    to: str = ""
    number: str | None = None
    document_type: str = "BC"
    document_date: date | None = None
    sent_date: date | None = None
    term: Term | None = None
    due_override: date | None = None
    due_reason: str = ""
    subject: str | None = None
    continues: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """The complete draft, the ladder it was chosen from, the act, the letter, and obstacles that could go along."""

    draft: EscalationDraft
    rungs: tuple[Rung, ...]
    proposal: EscalationProposal
    letter: Letter
    also: tuple[str, ...]
    default: Term


def composed(workbench: Workbench, linked: Linked, entered: Entered, *, keep: bool = False) -> Composed:
    """Everything that follows from what was entered; with `keep` it is only put by as a draft."""
    day = entered.document_date or entered.sent_date or linked.today
    obstacles = tuple(uid for uid in entered.obstacles if uid in linked.obstacles)
    rungs = ladder(linked, obstacles, day)
    suggested = next((rung.organization for rung in rungs if rung.suggested and rung.organization), "")
    to = entered.to or suggested
    body = linked.names.organizations.get(to)
    default = default_term(workbench.repository, body.values.level if body else None)
    draft = EscalationDraft(
        obstacles,
        to,
        suggest_number(workbench, entered.document_type, day.year) if entered.number is None else entered.number,
        entered.document_type,
        entered.document_date,
        entered.sent_date,
        default if entered.term is None else entered.term,
        entered.due_override,
        entered.due_reason,
        suggested_subject(linked, obstacles) if entered.subject is None else entered.subject,
        keep_as_draft=keep,
        continues=entered.continues if entered.continues in linked.escalations else "",
    )
    proposal = propose(workbench, draft, linked)
    also = also_for(linked, to, obstacles)[:_HINTS] if to and obstacles else ()
    made = letter(linked, draft, proposal.deadline)
    return Composed(draft, rungs, proposal, made, also, default)


def entered_of(draft: EscalationDraft) -> Entered:
    """A stored draft as it is taken up again: whatever it holds counts as entered."""
    return Entered(
        draft.obstacles,
        draft.to_organization,
        draft.number or None,
        draft.document_type,
        draft.document_date,
        draft.sent_date,
        None if draft.term.rule == "none" else draft.term,
        draft.due_override,
        draft.due_reason,
        draft.subject or None,
        draft.continues,
    )


# kept between sessions


def as_plain(entered: Entered) -> dict[str, Any]:
    """What was entered as plain values for a file."""
    found = {field.name: getattr(entered, field.name) for field in fields(Entered)}
    if entered.term is not None:
        found["term"] = {field.name: getattr(entered.term, field.name) for field in fields(Term)}
    return _plain(found)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            made[key] = _plain(value)
        else:
            made[key] = value.isoformat() if isinstance(value, date) else value
    return made


def from_plain(found: Mapping[str, Any]) -> Entered | None:
    """What was entered, from a file; None when it does not hold that."""
    try:
        read = {field.name: found[field.name] for field in fields(Entered)}
        for key in ("document_date", "sent_date", "due_override"):
            read[key] = date.fromisoformat(read[key]) if read[key] else None
        term = read.pop("term")
        made = replace(Entered(**read), obstacles=tuple(map(str, read["obstacles"])))
        return replace(made, term=_term(term)) if term else made
    except (KeyError, TypeError, ValueError):
        return None


def _term(found: Mapping[str, Any]) -> Term:
    day = date.fromisoformat(found["day"]) if found["day"] else None
    return Term(found["rule"], found["n"], found["text"], day, found["basis"])
