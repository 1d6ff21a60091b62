"""The council whose record this is, its members and its calendar on a day."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Any

from workbench.domain.succession import Successions
from workbench.domain.workdays import CalendarDay, WorkingCalendar
from workbench.frozen import frozen
from workbench.records.record import Record
from workbench.services.institutions import successions_of
from workbench.storage.repository import Repository


@frozen
class CouncilView:
    """What the shell, the prints and the forms need of the council."""

    uid: str
    abbr: str
    name: str
    short_name: str
    sign: str
    parent_name: str
    office: str
    place: str
    members: tuple[str, ...]
    successions: Successions = field(default_factory=Successions, repr=False, compare=False)

    def has(self, locality: str) -> bool:
        """Whether a locality, or the one it has become part of, is a member."""
        return locality in self.members or self.successions.heir(locality) in self.members


def council_of(repository: Repository, on: date) -> CouncilView | None:
    """The council with the ids of its member localities in force on `on`; None in a record without one."""
    found = repository.all("council")
    if not found:
        return None
    record = found[0]
    values = record.values
    members = [
        m.values.locality
        for m in repository.where("council_member", council=record.uid)
        if in_force(m.values.valid_from, m.values.valid_to, on)
    ]
    order = {r.uid: r.values.code for r in repository.many("locality", members)}
    return CouncilView(
        record.uid,
        values.abbr or "",
        values.name or "",
        values.short_name or values.name or "",
        values.sign or "",
        values.parent_name or "",
        values.office or "",
        values.place or "",
        tuple(sorted(members, key=lambda uid: order.get(uid, ""))),
        successions_of(repository),
    )


def in_force(start: date | None, end: date | None, on: date) -> bool:
    """Whether dated data holds on a day; open ends hold for ever."""
    return (start is None or start <= on) and (end is None or on <= end)


def signatory(repository: Repository, council: str, roles: tuple[str, ...], on: date) -> Record[Any] | None:
    """Who holds the first of these roles that somebody holds on `on`; nobody out of office (R25)."""
    held = [
        r
        for r in repository.where("council_role", council=council)
        if in_force(r.values.valid_from, r.values.valid_to, on)
    ]
    for role in roles:
        for record in held:
            if record.values.role == role:
                return record
    return None


ROLL = "term.roll"  # setting: "no" when a term in calendar days may end on a day off (R2)


def calendar_of(repository: Repository) -> WorkingCalendar:
    """The record's working calendar; its version changes whenever a day does."""
    return repository.derived("calendar", ("calendar_day", "setting"), lambda: _calendar(repository))


def _calendar(repository: Repository) -> WorkingCalendar:
    days = [calendar_day(record.values) for record in repository.all("calendar_day")]
    rolls = repository.where("setting", key=ROLL)
    return WorkingCalendar(days, roll=not rolls or rolls[0].values.value != "no")


def calendar_day(values: Any) -> CalendarDay:
    """A stored day as the calendar counts with it."""
    decided = values.decided in (None, "yes")
    return CalendarDay(values.day, values.kind, values.name or "", values.basis or "", decided)
