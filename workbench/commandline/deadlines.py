"""`deadline`: a deadline counted day by day, by a rule given here or as it was set for an escalation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import click

from workbench.commandline.frame import DONE, command, open_record, print_facts, say
from workbench.domain.deadlines import SPANS, Term, deadline, read_term, span, steps, term_of
from workbench.domain.vocabularies import VOCABULARIES
from workbench.domain.workdays import Step, WorkingCalendar
from workbench.errors import UserError
from workbench.messages import text
from workbench.services.workbench import Workbench
from workbench.values.dates import format_date, format_long

DAY = click.DateTime(["%Y-%m-%d"])
DAYS = click.IntRange(1, 2000)


@click.command("deadline")
@click.option("--from", "start", type=DAY, default=None)
@click.option("--days", type=DAYS, default=None)
@click.option("--calendar-days", type=DAYS, default=None)
@click.option("--words", default="")
@click.option("--record", type=click.Path(path_type=Path), default=None)
@click.option("--code", default="")
@command
def deadline_(
    start: datetime | None,
    days: int | None,
    calendar_days: int | None,
    words: str,
    record: Path | None,
    code: str,
) -> int:
    """A deadline, counted day by day; the last line is the day."""
    ways = [bool(days), bool(calendar_days), bool(words), bool(code)]
    if sum(ways) != 1 or (code and record is None) or (not code and start is None):
        raise UserError("deadline.one_way")
    if record is None:
        from workbench.domain.holiday_source import shipped_calendar

        calendar = shipped_calendar()
    else:
        from workbench.services.council import calendar_of

        with open_record(record, write=False) as opened:
            if code:
                return _explain(opened, code)
            calendar = calendar_of(opened.repository)
    assert start is not None
    begun = start.date()
    term = _term(begun, days, calendar_days, words)
    return _count(term, begun, calendar)


def _term(start: date, days: int | None, calendar_days: int | None, words: str) -> Term:
    if days:
        return Term("working_days", days)
    if calendar_days:
        return Term("days", calendar_days)
    read = read_term(words, start)
    if read is None:
        raise UserError("deadline.unreadable", words=words)
    return read


def _count(term: Term, start: date, calendar: WorkingCalendar) -> int:
    _say_steps(steps(term, start, calendar))
    found = deadline(term, start, calendar)
    if found.day is None:
        raise UserError("deadline.no_day")
    if term.rule in SPANS:
        first = span(term.text, start).first_day
        assert first is not None
        words = {"first": format_date(first), "last": format_date(found.day)}
        click.echo(text("deadline.span", words=term.text, **words))
    off = calendar.why_off(found.day)
    if off and term.rule in ("document", *SPANS):
        say("deadline.on_day_off", day=format_long(found.day), why=off)
    if found.provisional:
        say("cli.provisional", year=", ".join(map(str, _open_years(start, found.day, calendar))))
    click.echo(found.day.isoformat())
    return DONE


def _open_years(start: date, end: date, calendar: WorkingCalendar) -> list[int]:
    years = range(start.year, end.year + 1)
    return [year for year in years if calendar.is_provisional(date(year, 1, 1))]


def _say_steps(counted: Iterable[Step]) -> None:
    number = 0
    for day, counts, why in counted:
        number += counts
        mark = f"{number:>4}" if counts else "   –"
        shown = format_long(day)
        click.echo(f"{mark}  {shown}" + (f"  {why}" if why and why not in shown else ""))


def _explain(opened: Workbench, code: str) -> int:
    """The grounds of a stored deadline, and the count under the calendar that it was set by."""
    from workbench.services.council import calendar_of
    from workbench.services.finding import find_code
    from workbench.services.working_calendar import calendar_of_version

    ref = find_code(opened.repository, code)
    if ref.entity != "escalation":
        raise UserError("deadline.not_an_escalation", what=code)
    values = opened.repository.need(ref).values
    if values.due_date is None or values.due_start is None:
        raise UserError("deadline.none_set", what=values.code)
    rule = VOCABULARIES["due_rule"].label(values.due_rule or "none")
    version = values.calendar_version or ""
    print_facts(
        (text(f"field.escalation.{key}"), shown)
        for key, shown in (
            ("due_rule", f"{rule}: {values.due_n}" if values.due_n else values.due_text or rule),
            ("due_start", format_date(values.due_start)),
            ("due_basis", values.due_basis or ""),
            ("due_reason", values.due_reason or ""),
            ("calendar_version", version),
        )
        if shown
    )
    now = calendar_of(opened.repository)
    used = calendar_of_version(opened, version) if version else None
    if used is None:
        say("deadline.other_calendar")
    term = term_of(values.due_rule, values.due_n, values.due_text, values.due_date, values.due_basis)
    _say_steps(steps(term, values.due_start, used or now))
    if values.due_reason:
        say("deadline.by_hand")
    elif (again := deadline(term, values.due_start, now).day) and again != values.due_date:
        say("deadline.differs_now", day=format_date(again))
    click.echo(values.due_date.isoformat())
    return DONE
