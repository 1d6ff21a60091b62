"""`letter`: official letters as Word files, filled from the record."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import get_args

import click

from workbench.commandline.frame import DONE, RECORD, command, open_record, say
from workbench.errors import UserError
from workbench.records.changes import ChangeSet
from workbench.services.letters import LetterKind, LetterOrder, Signing, make_letter, write_letter
from workbench.services.letters.conclusions import Charge, charges, lead_name
from workbench.services.printing import SIGNERS, Authority
from workbench.services.registers import Registers
from workbench.values.periods import Period, parse_period
from workbench.values.text import fold

DAY = click.DateTime(["%Y-%m-%d"])
REPORT = ("report", "bao-cao")
CAPACITIES = tuple(capacity for capacity in get_args(Authority) if capacity)


@click.command("letter")
@RECORD
@click.argument("what")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--reminder", is_flag=True)
@click.option("--period", default="")
@click.option("--number", default="")
@click.option("--date", "day", type=DAY, default=None)
@click.option("--answer-by", type=DAY, default=None)
@click.option("--signer", type=click.Choice(SIGNERS), default="office_head")
@click.option("--capacity", type=click.Choice(("none", *CAPACITIES)), default=None)
@click.option("--to", "lead", default="")
@click.option("--register", is_flag=True)
@command
def letter(
    record: Path,
    what: str,
    output: Path,
    reminder: bool,
    period: str,
    number: str,
    day: datetime | None,
    answer_by: datetime | None,
    signer: str,
    capacity: str | None,
    lead: str,
    register: bool,
) -> int:
    """A letter of an escalation, a reminder of it or of a meeting's conclusions, one to a late member, or the report
    to the chair; --register enters the reminder of conclusions in the register of documents."""
    with open_record(record, write=register) as opened:
        registers = Registers(opened)
        kind = "report" if what in REPORT else "letter"
        default = "none" if kind == "report" else "TL."
        chosen = (capacity or default).replace("none", "")
        signing = Signing(signer, chosen, number, _day(day))  # type: ignore[arg-type]
        order = _order(registers, what, _period(registers, period), reminder, signing, _day(answer_by), lead)
        entered = _entered(registers, order) if register else None
        own = write_letter(make_letter(registers, order), output, record)
        if entered is not None:
            opened.commit(entered)
    say("cli.exported", file=str(output))
    if own:
        say("letter.own_template", file=str(own))
    return DONE


def _order(
    registers: Registers,
    what: str,
    period: Period,
    reminder: bool,
    signing: Signing,
    answer_by: date | None,
    lead: str,
) -> LetterOrder:
    from workbench.services.finding import find_code

    if what in REPORT:
        return LetterOrder("report", period, "", signing)
    place = _locality(registers, what)
    if place:
        return LetterOrder("late", period, place, signing, answer_by)
    ref = find_code(registers.workbench.repository, what)
    if ref.entity == "meeting":
        return LetterOrder("conclusions", period, _charge(registers, ref.uid, lead).key, signing, answer_by)
    if ref.entity != "escalation":
        raise UserError("letter.no_letter_for", what=what)
    kind: LetterKind = "reminder" if reminder else "escalation"
    return LetterOrder(kind, period, ref.uid, signing, answer_by)


def _charge(registers: Registers, meeting: str, words: str) -> Charge:
    """The conclusions of all bodies, or of the one named. UserError `letter.no_such_lead`."""
    if not words:
        return Charge(meeting)
    linked = registers.linked()
    offered = [charge for charge, _ in charges(linked) if charge.meeting == meeting and charge.lead]
    found = [charge for charge in offered if fold(words) in fold(lead_name(linked, charge.lead))]
    if len(found) != 1:
        known = "; ".join(lead_name(linked, charge.lead) for charge in offered)
        raise UserError("letter.no_such_lead", words=words, known=known)
    return found[0]


def _entered(registers: Registers, order: LetterOrder) -> ChangeSet:
    """The act that enters the letter. UserErrors of what stands against it; `letter.not_registered` for other kinds."""
    from workbench.services.reminding_conclusions import propose

    if order.kind != "conclusions" or order.signing is None:
        raise UserError("letter.not_registered")
    proposal = propose(registers.workbench, Charge.of(order.subject), order.signing, order.answer_by)
    for issue in proposal.issues:
        if issue.severity == "stop":
            raise UserError(issue.code, **issue.params)
    return proposal.act


def _period(registers: Registers, words: str) -> Period:
    from workbench.values.periods import reporting_period

    if not words:
        return reporting_period(registers.workbench.clock.today())
    found = parse_period(words)
    if found is None:
        raise UserError("letter.bad_period", words=words)
    return found


def _locality(registers: Registers, words: str) -> str | None:
    """The member of that name, as the record has it today."""
    from workbench.services.council import council_of

    names = registers.linked().names
    council = council_of(registers.workbench.repository, registers.workbench.clock.today())
    for uid in council.members if council else ():
        values = names.localities[uid].values
        if fold(words) in (fold(values.name), fold(values.full_name or "")):
            return uid
    return None


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
