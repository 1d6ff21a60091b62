"""`owed`: which form members owe for which kind of period, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from workbench.commandline.frame import DONE, RECORD, command, open_record, print_json, say
from workbench.errors import UserError
from workbench.messages import text
from workbench.services.duties import CHOICES, Duties, Duty, propose_duties
from workbench.services.reporting import window_of
from workbench.services.workbench import Workbench
from workbench.values.dates import format_date
from workbench.values.periods import parse_period


@click.command("owed")
@RECORD
@click.option("--period", default="")
@click.option("--form", "forms", multiple=True)
@click.option("--every", type=click.Choice(CHOICES), default=None)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), default=None)
@click.option("--basis", default="")
@click.option("--json", "as_json", is_flag=True)
@command
def owed(
    record: Path,
    period: str,
    forms: Sequence[str],
    every: str | None,
    since: datetime | None,
    basis: str,
    as_json: bool,
) -> int:
    """The forms owed, of all kinds of periods or for one; with --every set what is owed of the forms named."""
    with open_record(record, write=every is not None) as opened:
        if every is not None:
            return _set(opened, forms, every, since, basis)
        for duty in _listed(opened, period, forms):
            _show(duty, as_json)
    return DONE


def _set(opened: Workbench, forms: Sequence[str], every: str, since: datetime | None, basis: str) -> int:
    if not forms:
        raise UserError("duties.no_form")
    day = since.date() if since else opened.clock.today()
    act = propose_duties(opened, {form.upper(): every for form in forms}, day, basis)
    if not act.is_empty:
        opened.commit(act)
    say("duties.set", n=len(act.changes), date=format_date(day))
    return DONE


def _listed(opened: Workbench, words: str, forms: Sequence[str]) -> list[Duty]:
    duties = Duties(opened.repository)
    wanted = {form.upper() for form in forms}
    keys = [key for key in duties.forms if not wanted or key in wanted]
    if not words:
        return [duties.on(key, opened.clock.today()) for key in keys]
    period = parse_period(words)
    if period is None:
        raise UserError("letter.bad_period", words=words)
    closing = window_of(opened.repository, period).last
    return [duty for key in keys if (duty := duties.on(key, closing)).every == period.kind]


def _show(duty: Duty, as_json: bool) -> None:
    if as_json:
        since = duty.since.isoformat() if duty.since else None
        print_json({"form": duty.form.key, "every": duty.every, "since": since, "basis": duty.basis})
        return
    since = text("duties.since", date=format_date(duty.since)) if duty.since else ""
    parts = (duty.form.code, duty.form.title.capitalize(), text(f"choice.form_duty.{duty.every}"), since, duty.basis)
    click.echo("  ".join(filter(None, parts)))
