"""What the officer sees first: what is late, what is due, what waits, who has reported, how it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from workbench.domain.workdays import DueStatus
from workbench.errors import UserError
from workbench.frozen import frozen
from workbench.records.record import Ref
from workbench.services.linked import Linked
from workbench.services.list_entries import RAISED, SETTLED
from workbench.services.register_rows import Row
from workbench.services.registers import Registers
from workbench.services.reporting import Roster, Rounds
from workbench.storage.listing import OFFICER
from workbench.values.periods import Period, parse_period, reporting_period
from workbench.values.sorting import sort_key

HORIZON = 5  # working days that the list looks ahead
LONG = 15  # working days after which an answer is long in coming
GROUPS = ("late", "soon", "waiting")
SHOWN = (3, 30, 30)  # lines of each group before the rest is folded; one more is not worth folding
LOCALITY = "locality"


@frozen
class Pressing:
    """One record that presses, as the listing tells of it. `group`: late, soon, waiting; `number` is that of its row;
    `sent`: day on which an escalation went out.
    """

    number: int
    register: str
    uid: str
    code: str  # a key of the Vietnamese order
    due: date | None
    group: str
    sent: date | None = None


@frozen
class Narrowed:
    """What of the work is listed: of one officer alone, of localities (ids), and groups that are shown whole."""

    officer: str | None = None
    localities: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()


@frozen
class WorkItem:
    """One line of the work list."""

    ref: Ref
    register: str
    code: str
    title: str
    places: str
    due: date | None
    due_status: DueStatus
    officer: str
    group: str


@frozen
class Work:
    """The work list: its first lines, and how many there are in each group."""

    items: tuple[WorkItem, ...]
    counts: Mapping[str, int]


@frozen
class WaitingImport:
    """An import with rows that wait for a decision."""

    uid: str
    file: str
    rows: int
    waiting: int


@frozen
class Today:
    """Everything on the page. `trend` is twelve months ending now: (year, month, new, settled)."""

    day: date
    pressing: tuple[Pressing, ...]
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
    found = pressing(registers)
    late, soon, waiting = ([one for one in found if one.group == group] for group in GROUPS)
    long_ago = _Away(linked)
    return Today(
        day,
        found,
        len(late),
        linked.due(min((one.due for one in late if one.due), default=None)).days,
        len(soon),
        sum(one.due == day for one in soon),
        len(waiting),
        sum(long_ago.more_than(one.sent, LONG) for one in waiting),
        tuple(_imports(linked)),
        Rounds(linked.repository, day).roster(period or reporting_period(day)),
        tuple(_trend(registers)),
    )


def pressing(registers: Registers) -> tuple[Pressing, ...]:
    """What is late, due soon or waits, in the order in which it presses. No record is read for it."""
    return registers.kept("pressing", lambda: _pressing(registers))


def _pressing(registers: Registers) -> tuple[Pressing, ...]:
    linked = registers.linked()
    day = linked.today
    horizon = linked.calendar.add_working_days(day, HORIZON + 1) - timedelta(days=1)
    made = []
    for register in ("escalations", "obstacles", "tasks"):
        own = register != "obstacles"  # what waits of an obstacle, its escalation stands for
        for row in registers.pressing(register, horizon, waiting=own, key="sent_date"):
            due = date.fromisoformat(row.due) if row.due else None
            group = "waiting" if due is None or due > horizon else "late" if due < day else "soon"
            sent = date.fromisoformat(row.key) if row.key else None
            made.append(Pressing(row.id, register, row.uid, row.code, due, group, sent))
    made.sort(key=lambda one: (GROUPS.index(one.group), one.due or date.max, one.code))
    return tuple(made)


def work(registers: Registers, found: Sequence[Pressing], asked: Narrowed = Narrowed()) -> Work:
    """The lines that are shown of what presses; the rest of a long group is counted."""
    kept = _narrowed(registers, found, asked)
    shown: list[Pressing] = []
    for group, most in zip(GROUPS, SHOWN, strict=True):
        members = [one for one in kept if one.group == group]
        shown += members if group in asked.whole or len(members) <= most + 1 else members[:most]
    rows: dict[tuple[str, str], Row] = {}
    for register in dict.fromkeys(one.register for one in shown):
        listed = registers.rows_of(register, [one.uid for one in shown if one.register == register])
        rows |= {(register, row.ref.uid): row for row in listed}
    lines = [(one, rows[one.register, one.uid]) for one in shown if (one.register, one.uid) in rows]
    return Work(tuple(_item(one, row) for one, row in lines), Counter(one.group for one in kept))


def localities(registers: Registers, found: Sequence[Pressing]) -> list[tuple[str, str, int]]:
    """Localities that what presses lies in: id, name, how much; in Vietnamese order."""
    day = registers.workbench.clock.today().isoformat()
    counted = registers.workbench.lists.listing.tally([one.number for one in found], LOCALITY, day)
    named = [(uid, registers.facet_label(LOCALITY, uid), n) for uid, n in counted.items()]
    return sorted(named, key=lambda entry: sort_key(entry[1]))


def _narrowed(registers: Registers, found: Sequence[Pressing], asked: Narrowed) -> Sequence[Pressing]:
    listing, day = registers.workbench.lists.listing, registers.workbench.clock.today().isoformat()
    officers = [] if asked.officer is None else [asked.officer]
    for facet, values in ((OFFICER, officers), (LOCALITY, sorted(asked.localities))):
        if values:
            kept = listing.having([one.number for one in found], facet, values, day)
            found = [one for one in found if one.number in kept]
    return found


def period_asked(words: str, day: date) -> Period:
    """The period that words name, the one in hand without any. UserError `unknown_period`."""
    found = parse_period(words) if words else reporting_period(day)
    if found is None:
        raise UserError("unknown_period", name=words)
    return found


def _item(one: Pressing, row: Row) -> WorkItem:
    return WorkItem(
        row.ref, one.register, row.code, row.title, row.places, row.due, row.due_status, row.officer, one.group
    )


class _Away:
    """How many working days ago a day was; many letters went out on the same one."""

    def __init__(self, linked: Linked) -> None:
        self._linked = linked
        self._known: dict[date, int] = {}

    def more_than(self, sent: date | None, days: int) -> bool:
        """Whether it was longer ago than so many."""
        if sent is None:
            return False
        if sent not in self._known:
            self._known[sent] = self._linked.calendar.working_days_between(sent, self._linked.today)
        return self._known[sent] > days


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
