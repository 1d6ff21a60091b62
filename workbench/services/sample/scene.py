"""The record while the sample is being written: its places and people, what was made under which key, the clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from workbench.clock import VIETNAM, FixedClock
from workbench.records.changes import Change, ChangeSet, Label, some, update
from workbench.records.record import Record, Ref
from workbench.services.registers import Registers
from workbench.services.sample.phrases import Office
from workbench.services.sample.timeline import Timeline
from workbench.services.seeding import UBND
from workbench.services.workbench import Outcome, Workbench

_CODES = {"92": "CT", "86": "VL", "82": "DT", "91": "AG", "96": "CM", "79": "HCM"}
_MORNING, _STEP = 8 * 60 + 4, 7  # the first act of a day, and minutes from one to the next


@dataclass
class Scene:
    """Everything the steps of the story share. `agreements`, `obstacles`, `escalations` map keys to ids."""

    workbench: Workbench
    clock: FixedClock
    office: Office
    timeline: Timeline
    random: Random
    registers: Registers = field(init=False)
    places: dict[str, Record[Any]] = field(init=False)
    agreements: dict[str, str] = field(default_factory=dict)
    obstacles: dict[str, str] = field(default_factory=dict)
    escalations: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.registers = Registers(self.workbench)
        today = self.timeline.today
        known = [
            r
            for r in self.workbench.repository.all("locality")
            if r.values.code in _CODES and (r.values.valid_to is None or r.values.valid_to >= today)
        ]
        self.places = {_CODES[r.values.code]: r for r in known}

    def go(self, day: date) -> None:
        """Move the clock to the morning of a later day; on the same day it runs on."""
        start = datetime(day.year, day.month, day.day, tzinfo=VIETNAM) + timedelta(minutes=_MORNING)
        self.clock.at = max(start, self.clock.at + timedelta(minutes=_STEP))

    def commit(self, officer: str, key: str, code: str, changes: Iterable[Change | None]) -> Outcome | None:
        """Write changes as one act of an officer; nothing when nothing differs."""
        act = ChangeSet(Label(key, {"code": code}), some(*changes))
        return None if act.is_empty else self.write(officer, act)

    def write(self, officer: str, act: ChangeSet) -> Outcome:
        """Write an act prepared elsewhere."""
        self.workbench.actor = officer
        outcome = self.workbench.commit(act)
        self.clock.at += timedelta(minutes=_STEP)
        return outcome

    def edit(self, ref: Ref, officer: str, **values: Any) -> None:
        """Change fields of a record that has a code."""
        record = self.workbench.repository.need(ref)
        self.commit(officer, "act.edit", str(record.values.code), [update(record, **values)])

    def uids(self, places: Iterable[str]) -> tuple[str, ...]:
        """Ids of localities by their letters."""
        return tuple(self.places[code].uid for code in places)

    def name(self, place: str) -> str:
        """Name of a locality by its letters; anything else is already a name."""
        found = self.places.get(place)
        return str(found.values.name) if found else place

    def committee(self, place: str) -> str:
        """Id of the People's Committee of a locality."""
        return UBND + self.places[place].uid

    def body(self, key: str) -> str:
        """Id of a body: its own, or `UBND:VL` for a People's Committee."""
        return self.committee(key[5:]) if key.startswith("UBND:") else key
