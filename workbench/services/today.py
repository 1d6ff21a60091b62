"""What the officer sees first: what is late, what is due, what waits, who has reported, how it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.workdays import DueStatus
from workbench.errors import UserError
from workbench.records.record import Ref
from workbench.services.linked import Linked
from workbench.services.listing import RAISED, SETTLED
from workbench.services.register_rows import Row
from workbench.services.registers import Registers
from workbench.services.reporting import Roster, Rounds
from workbench.values.periods import Period, parse_period, period_of

HORIZON = 5  # working days that the list looks ahead


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of the work list. `group`: late, soon, waiting."""

    ref: Ref
    register: str
    code: str
    title: str
    places: str
    due: date | None
    due_status: DueStatus
    officer: str
    group: str
    sent: str = ""  # day on which an escalation went out, ISO


@dataclass(frozen=True, slots=True)
class WaitingImport:
    """An import with rows that wait for a decision."""

    uid: str
    file: str
    rows: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the page. `trend` is twelve months ending now: (year, month, new, settled)."""

    day: date
    items: tuple[WorkItem, ...]
    late: int
    oldest_late: int
    soon: int
    due_today: int
    waiting: int
    waiting_long: int
    imports: tuple[WaitingImport, ...]
    reports: Roster
    trend: tuple[tuple[int, int, int, int], ...]


def today(registers: Registers, period: Period | None = None) -> Today:
    """The page for the clock's day; `period` defaults to the quarter being reported."""
    linked = registers.linked()
    day = linked.today
    items = tuple(_items(registers, linked))
    late = [i for i in items if i.group == "late"]
    waiting = [i for i in items if i.group == "waiting"]
    return Today(
        day,
        items,
        len(late),
        max((i.due_status.days for i in late), default=0),
        sum(i.group == "soon" for i in items),
        sum(i.due_status.state == "today" for i in items),
        len(waiting),
        sum(_sent_long_ago(linked, i.sent) for i in waiting),
        tuple(_imports(linked)),
        Rounds(linked.repository, day).roster(period or reporting_period(day)),
        tuple(_trend(registers)),
    )


def reporting_period(day: date) -> Period:
    """The quarter whose report is in hand: the one that closes on or after, else the one just closed.

    Until the 25th of the month after closing the officer still collects the quarter that ended (Decree 09/2019
    lets data close on the 14th and reports go out by the 25th of the last month).
    """
    current = period_of(day, "quarter")
    previous = current.previous()
    behind = (day - previous.window()[1]).days
    return previous if behind <= 45 else current


def period_asked(words: str, day: date) -> Period:
    """The period that words name, the one in hand without any. UserError `unknown_period`."""
    found = parse_period(words) if words else reporting_period(day)
    if found is None:
        raise UserError("unknown_period", name=words)
    return found


def _items(registers: Registers, linked: Linked) -> Iterator[WorkItem]:
    found: list[WorkItem] = []
    horizon = linked.calendar.add_working_days(linked.today, HORIZON + 1) - timedelta(days=1)
    for register in ("escalations", "obstacles", "tasks"):
        own = register != "obstacles"  # what waits of an obstacle, its escalation stands for
        for row in registers.pressing(register, horizon, waiting=own):
            if not own and "waiting" in row.tags:
                continue
            group = _group(linked, row)
            if group:
                found.append(_item(register, row, group))
    order = {"late": 0, "soon": 1, "waiting": 2}
    found.sort(key=lambda i: (order[i.group], i.due or date.max, i.code))
    return iter(found)


def _group(linked: Linked, row: Row) -> str:
    status = row.due_status
    if status.state == "late":
        return "late"
    near = row.due is not None and linked.calendar.working_days_between(linked.today, row.due) <= HORIZON
    if status.state in ("soon", "today") or (near and status.state == "on_time"):
        return "soon"
    return "waiting" if "waiting" in row.tags else ""


def _item(register: str, row: Row, group: str) -> WorkItem:
    return WorkItem(
        row.ref,
        register,
        row.code,
        row.title,
        row.places,
        row.due,
        row.due_status,
        row.officer,
        group,
        str(row.data.get("sent_date") or ""),
    )


def _sent_long_ago(linked: Linked, sent: str) -> bool:
    return bool(sent) and linked.calendar.working_days_between(date.fromisoformat(sent), linked.today) > 15


def _imports(linked: Linked) -> Iterator[WaitingImport]:
    from workbench.services.importing.waiting import inbox

    for one in inbox(linked.repository):
        yield WaitingImport(one.batch, one.file, one.rows, one.waiting)


def _trend(registers: Registers) -> Iterator[tuple[int, int, int, int]]:
    new, settled = (registers.months(what) for what in (RAISED, SETTLED))
    day = registers.workbench.clock.today()
    year, month = day.year, day.month
    for back in range(11, -1, -1):
        index = year * 12 + month - 1 - back
        at = (index // 12, index % 12 + 1)
        yield (*at, new.get(at, 0), settled.get(at, 0))
