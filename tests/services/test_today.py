"""What presses, as the listing tells of it, is what the rows of all records tell, whatever the record holds."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from tests.building import write
from tests.services.test_listing import OFFICERS, filled
from workbench.clock import FixedClock
from workbench.records.changes import update
from workbench.services.register_rows import Row
from workbench.services.registers import Registers
from workbench.services.today import GROUPS, HORIZON, SHOWN, Narrowed, localities, pressing, today, work
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY
from workbench.values.sorting import sort_key

TODAY = date(2026, 10, 12)
Line = tuple[int, date, str, str]  # group, deadline or the last day there is, order of the code, id


@pytest.fixture(params=range(4))
def registers(request: pytest.FixtureRequest) -> Registers:
    record = Workbench.blank(MEMORY, FixedClock.on(TODAY), OFFICERS[0] or "")
    filled(record, Random(request.param), 60)
    soon(record)
    return Registers(record)


def soon(record: Workbench) -> None:
    """Let deadlines of many records fall around the next days, of those that wait and of those that do not."""
    fields = {"obstacle": "requested_due", "task": "due_date", "escalation_item": "due_date"}
    for entity, field in fields.items():
        for n, one in enumerate(record.repository.all(entity)[::3]):
            write(record, update(one, **{field: TODAY + timedelta(days=n % 13 - 2)}))


def group_of(registers: Registers, row: Row, own: bool) -> str:
    """Where a row stands, by its deadline and by what it waits for; an obstacle that waits stands nowhere."""
    if not own and "waiting" in row.tags:
        return ""
    if row.due_status.state == "late":
        return "late"
    near = row.due and registers.linked().calendar.working_days_between(TODAY, row.due) <= HORIZON
    if row.due_status.state in ("soon", "today") or (near and row.due_status.state == "on_time"):
        return "soon"
    return "waiting" if "waiting" in row.tags else ""


def told_by_rows(registers: Registers) -> list[tuple[Line, Row]]:
    """All that presses, in order, made of every row that there is."""
    found = []
    for register in ("escalations", "obstacles", "tasks"):
        for row in registers.rows(register):
            group = group_of(registers, row, register != "obstacles")
            if group:
                due = row.due if row.due and row.due_status.state != "none" else date.max
                found.append(((GROUPS.index(group), due, sort_key(row.code), row.ref.uid), row))
    return sorted(found, key=lambda entry: entry[0][:3])


def test_the_listing_tells_what_every_row_tells(registers: Registers) -> None:
    told = told_by_rows(registers)
    found = [(GROUPS.index(one.group), one.due or date.max, one.code, one.uid) for one in pressing(registers)]
    assert found == [line for line, _ in told]
    assert {line[0] for line in found} == {0, 1, 2}


def test_numbers_are_those_of_every_row(registers: Registers) -> None:
    rows = [(GROUPS[line[0]], row) for line, row in told_by_rows(registers)]
    day = today(registers)
    counted = Counter(group for group, _ in rows)
    assert (day.late, day.soon, day.waiting) == (counted["late"], counted["soon"], counted["waiting"])
    assert day.oldest_late == max(row.due_status.days for group, row in rows if group == "late")
    assert day.due_today == sum(row.due_status.state == "today" for _, row in rows)
    sent = [date.fromisoformat(row.data["sent_date"]) for g, row in rows if g == "waiting" and row.data["sent_date"]]
    between = registers.linked().calendar.working_days_between
    assert day.waiting_long == sum(between(one, TODAY) > 15 for one in sent)


def test_a_whole_list_shows_every_row_as_its_register_does(registers: Registers) -> None:
    rows = [row for _, row in told_by_rows(registers)]
    shown = work(registers, pressing(registers), Narrowed(whole=frozenset(GROUPS))).items
    assert [(item.ref, item.title, item.places, item.due, item.due_status, item.officer) for item in shown] == [
        (row.ref, row.title, row.places, row.due, row.due_status, row.officer) for row in rows
    ]


def test_a_long_group_is_cut_and_counted(registers: Registers) -> None:
    found = pressing(registers)
    cut, whole = work(registers, found), work(registers, found, Narrowed(whole=frozenset(GROUPS)))
    assert cut.counts == whole.counts == Counter(one.group for one in found)
    for group, most in zip(GROUPS, SHOWN, strict=True):
        first = [item for item in cut.items if item.group == group]
        every = [item for item in whole.items if item.group == group]
        assert first == (every if len(every) <= most + 1 else every[:most])
    assert len(cut.items) < len(whole.items)


def test_one_officers_work_and_one_places_work(registers: Registers) -> None:
    found = pressing(registers)
    rows = [row for _, row in told_by_rows(registers)]
    mine = work(registers, found, Narrowed(officer=OFFICERS[0], whole=frozenset(GROUPS))).items
    assert [item.ref for item in mine] == [row.ref for row in rows if row.officer == OFFICERS[0]]
    offered = localities(registers, found)
    assert offered
    for uid, _, number in offered:
        there = work(registers, found, Narrowed(localities=frozenset({uid}), whole=frozenset(GROUPS))).items
        assert [item.ref for item in there] == [row.ref for row in rows if uid in row.facets["locality"]]
        assert len(there) == number
