"""`letter`: official letters as Word files, filled from the record."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import get_args

import click

from workbench.commandline.frame import DONE, RECORD, command, open_record, say
from workbench.errors import UserError
from workbench.services.letters import LetterFile, LetterKind, LetterOrder, Signing, make_letter, write_letter
from workbench.services.printing import SIGNERS, Authority
from workbench.services.registers import Registers
from workbench.values.periods import Period, parse_period

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
) -> int:
    """A letter of an escalation, a reminder of it, one to a late member, or the report to the chair."""
    with open_record(record, write=False) as opened:
        registers = Registers(opened)
        kind = "report" if what in REPORT else "letter"
        default = "none" if kind == "report" else "TL."
        chosen = (capacity or default).replace("none", "")
        signing = Signing(signer, chosen, number, _day(day))  # type: ignore[arg-type]
        made = _made(registers, what, _period(registers, period), reminder, signing, _day(answer_by))
        own = write_letter(made, output, record)
    say("cli.exported", file=str(output))
    if own:
        say("letter.own_template", file=str(own))
    return DONE


def _made(
    registers: Registers, what: str, period: Period, reminder: bool, signing: Signing, answer_by: date | None
) -> LetterFile:
    from workbench.services.finding import find_code

    if what in REPORT:
        return make_letter(registers, LetterOrder("report", period, "", signing))
    place = _locality(registers, what)
    if place:
        return make_letter(registers, LetterOrder("late", period, place, signing, answer_by))
    ref = find_code(registers.workbench.repository, what)
    if ref.entity != "escalation":
        raise UserError("letter.no_letter_for", what=what)
    kind: LetterKind = "reminder" if reminder else "escalation"
    return make_letter(registers, LetterOrder(kind, period, ref.uid, signing, answer_by))


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
    from workbench.values.text import fold

    names = registers.linked().names
    council = council_of(registers.workbench.repository, registers.workbench.clock.today())
    for uid in council.members if council else ():
        values = names.localities[uid].values
        if fold(words) in (fold(values.name), fold(values.full_name or "")):
            return uid
    return None


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
