"""What letter is wanted, as the window and the command line ask for it, and the letter made from that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from workbench.errors import UserError
from workbench.messages import text
from workbench.services.letters.conclusions import Charge, charges, conclusions_letter, lead_name
from workbench.services.letters.council_report import council_report
from workbench.services.letters.escalation import escalation_letter, reminder_letter
from workbench.services.letters.frame import BY_OFFICE, BY_ORDER, LetterFile, Signing
from workbench.services.letters.late import late_letter
from workbench.services.linked import Linked
from workbench.services.registers import Registers
from workbench.services.reporting import Rounds
from workbench.values.periods import Period

LetterKind = Literal["escalation", "reminder", "conclusions", "late", "report"]
LETTER_KINDS: tuple[LetterKind, ...] = get_args(LetterKind)


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter that is wanted.

    `subject` is the id of the escalation, of the member whose report is missing, or the key of a charge of conclusions;
    the report to the chair has none. `answer_by` is asked for by reminders and letters to late members.
    """

    kind: LetterKind
    period: Period
    subject: str = ""
    signing: Signing | None = None
    answer_by: date | None = None


def make_letter(registers: Registers, order: LetterOrder) -> LetterFile:
    """The letter. UserError `letter.nothing_missing`, `letter.no_subject`, or as the letters raise."""
    linked = registers.linked()
    signing = order.signing or usual_signing(order.kind)
    if order.kind == "report":
        return council_report(registers, order.period, signing)
    if not order.subject:
        raise UserError("letter.no_subject")
    if order.kind == "late":
        forms, due = missing(registers, order.subject, order.period)
        return late_letter(linked, order.subject, order.period, forms, due, signing, order.answer_by)
    if order.kind == "conclusions":
        return conclusions_letter(linked, Charge.of(order.subject), signing, order.answer_by)
    if order.kind == "reminder":
        return reminder_letter(linked, order.subject, signing, order.answer_by)
    return escalation_letter(linked, order.subject, signing)


def usual_signing(kind: LetterKind) -> Signing:
    """The office reports in its own name, and writes to others by order of the chair."""
    return BY_OFFICE if kind == "report" else BY_ORDER


def missing(registers: Registers, place: str, period: Period) -> tuple[Sequence[str], date]:
    """Keys of the forms that a member still owes for a period, and the last day they could be sent.

    UserError `letter.nothing_missing`.
    """
    roster = Rounds.of(registers.workbench).roster(period)
    for row in roster.rows:
        if row.locality == place:
            owed = [cell.form for cell in row.cells if not cell.is_received]
            if owed:
                return owed, roster.window.send_by
    name = registers.linked().names.locality(place)
    raise UserError("letter.nothing_missing", what=name, period=period.label())


def choices(registers: Registers, kind: LetterKind, period: Period) -> list[tuple[str, str]]:
    """What a letter of a kind may be written for: id and words, what presses most first."""
    linked = registers.linked()
    if kind == "report":
        return []
    if kind == "late":
        rounds = Rounds.of(registers.workbench)
        late = [member.locality for member in rounds.late(period)]
        rows = rounds.roster(period).rows
        owing = [row.locality for row in rows if not all(cell.is_received for cell in row.cells)]
        return [(uid, linked.names.locality(uid)) for uid in dict.fromkeys((*late, *owing))]
    if kind == "conclusions":
        return [(charge.key, _charge_words(linked, charge, n)) for charge, n in charges(linked)]
    found = list(linked.escalations.values())
    if kind == "reminder":
        found = [e for e in found if e.values.sent_date and any(v.waiting for v in linked.items_of_escalation[e.uid])]
        found.sort(key=lambda e: (linked.effective_due(e.uid) or date.max, e.values.code))
    else:
        found.sort(key=lambda e: e.values.code, reverse=True)
    return [(e.uid, f"{e.values.code} · {linked.names.organization(e.values.to_organization)}") for e in found]


def _charge_words(linked: Linked, charge: Charge, n: int) -> str:
    code = linked.meetings[charge.meeting].values.code
    return text("letter.charge", code=code, lead=lead_name(linked, charge.lead) or text("letter.all_leads"), n=n)
