"""`consolidate`: the report of a period upward, with its figures traced to records and cells."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from workbench.commandline.frame import DONE, RECORD, command, open_record, say
from workbench.commandline.letters import CAPACITIES, DAY
from workbench.services.printing import SIGNERS


@click.command("consolidate")
@RECORD
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--period", default="")
@click.option("--mark", is_flag=True)
@click.option("--number", default="")
@click.option("--date", "day", type=DAY, default=None)
@click.option("--signer", type=click.Choice(SIGNERS), default="office_head")
@click.option("--capacity", type=click.Choice(("none", *CAPACITIES)), default="none")
@command
def consolidate(
    record: Path,
    output: Path,
    period: str,
    mark: bool,
    number: str,
    day: datetime | None,
    signer: str,
    capacity: str,
) -> int:
    """Report and figures of a period in a folder; with `--mark`, what was received is marked as consolidated."""
    from workbench.services.consolidating import write_report
    from workbench.services.letters import Signing
    from workbench.services.registers import Registers
    from workbench.services.round_acts import consolidated
    from workbench.services.today import period_asked

    with open_record(record, write=mark) as opened:
        registers = Registers(opened)
        wanted = period_asked(period, opened.clock.today())
        signing = Signing(signer, capacity.replace("none", ""), number, day.date() if day else None)  # type: ignore[arg-type]
        made = write_report(registers, wanted, output, signing)
        names = {"word": made.word.name, "book": made.book.name, "folder": str(output)}
        say("figure.written", n=len(made.figures.all), **names)
        if mark:
            act = consolidated(opened, wanted)
            if act.is_empty:
                say("figure.nothing_to_mark")
            else:
                opened.commit(act)
                say("figure.marked", n=len(act.changes))
    return DONE
