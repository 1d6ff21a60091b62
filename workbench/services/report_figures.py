"""The figures of the report on a period, each with what it counts: no number without its records.

Counts follow the printed registers of the same period (R6), so that report, registers and figures cannot disagree.
Words are Vietnamese, as the report is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from workbench.domain.states import OPEN_OBSTACLE, WAITING
from workbench.messages import text_in
from workbench.records.record import Ref
from workbench.reports.totals import OUTCOMES, count, rate
from workbench.services.linked import Linked
from workbench.services.printed import Printed, Span
from workbench.services.printed_meetings import whole_meetings
from workbench.services.printing import PrintOptions, PrintResult, print_register
from workbench.services.registers import Registers
from workbench.services.reporting import Obligation, Roster, Rounds, state_words
from workbench.values.money import format_billions
from workbench.values.periods import Period
from workbench.values.sorting import sort_key

ANNEXES = ("agreements", "obstacles", "escalations", "conclusions", "tasks")
OF_PERIOD = ("obstacles", "escalations")  # the others are listed as they stand
ROUND, AGREEMENTS, TASKS, OBSTACLES, ESCALATIONS = "reports", "agreements", "tasks", "obstacles", "escalations"
CONCLUSIONS = "conclusions"
_OPEN_TASK = ("not_started", "doing", "partly", "paused")
_MONEY = ("amount_total", "amount_state", "amount_social")


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that a figure counts, in words, with the records it consists of; `amount` đồng where money is added."""

    code: str
    words: str
    places: str
    refs: tuple[Ref, ...] = ()
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the report: how many things it counts, or the sum of their money.

    `group` is the part of the report, `name` says which where there is one for each field, place or body.
    """

    key: str
    group: str
    counted: tuple[Counted, ...]
    name: str = ""
    money: bool = False

    @property
    def value(self) -> int:
        """The number; đồng for money."""
        return sum(one.amount for one in self.counted) if self.money else len(self.counted)

    @property
    def words(self) -> str:
        """As it is printed: "07", "1.284", tỷ đồng for money."""
        return format_billions(self.value, lang="vi") if self.money else count(self.value)

    @property
    def label(self) -> str:
        """What it counts, in words."""
        return text_in("vi", f"figure.{self.key.replace('.', '_')}", name=self.name)


@dataclass(frozen=True)
class Figures:
    """All figures of a report, with the registers they were counted in."""

    period: Period
    as_of: date
    linked: Linked
    roster: Roster
    prints: Mapping[str, PrintResult]

    @property
    def span(self) -> Span:
        """The days that count."""
        return self.prints[OBSTACLES].span

    def rows(self, register: str) -> Sequence[Printed]:
        """Rows of a printed register."""
        return self.prints[register].rows

    @cached_property
    def all(self) -> tuple[Figure, ...]:
        """Every figure, in the order of the report."""
        parts = (self._round, self._agreements, self._tasks, self._conclusions, self._obstacles, self._escalations)
        return tuple(figure for part in parts for figure in part())

    @cached_property
    def _by_key(self) -> dict[str, Figure]:
        return {figure.key: figure for figure in self.all if not figure.name}

    def __getitem__(self, key: str) -> Figure:
        """One figure, such as "obstacles.tracked"."""
        return self._by_key[key]

    def split(self, key: str) -> list[Figure]:
        """The figures that split one by field, place or body, the largest first."""
        found = [figure for figure in self.all if figure.key == key]
        return sorted(found, key=lambda figure: -figure.value)

    @property
    def in_time_rate(self) -> str:
        """Share of what is owed that came in time."""
        return rate(self["reports.in_time"].value, self["reports.owed"].value)

    # parts of the report

    def _round(self) -> Iterator[Figure]:
        every = tuple(self.roster.obligations)
        kinds: dict[str, Callable[[Obligation], bool]] = {
            "owed": lambda o: True,
            "received": lambda o: o.is_received,
            "in_time": lambda o: o.in_time,
            "late": lambda o: o.is_received and o.late > 0,
            "missing": lambda o: not o.is_received,
            "errors": lambda o: o.state == "errors",
            "nil": lambda o: o.state == "nil",
            "replaced": lambda o: o.replaced > 0,
        }
        for key, holds in kinds.items():
            yield Figure(f"reports.{key}", ROUND, tuple(self._obligation(o) for o in every if holds(o)))

    def _obligation(self, owed: Obligation) -> Counted:
        held = self.linked.repository.where(
            "submission", locality=owed.locality, period=owed.period.code, form=owed.form
        )
        refs = tuple(record.ref for record in held) if owed.is_received else ()
        code = " ".join((owed.form, owed.period.code))
        return Counted(code, state_words(owed, "vi"), self.linked.names.locality(owed.locality), refs)

    def _agreements(self) -> Iterator[Figure]:
        rows, span, held = self.rows(AGREEMENTS), self.span, self.linked.agreements
        soon = _months_on(span.end, 3)
        days = [(row, held[row.uid].values.signed_date) for row in rows]
        signed = [row for row, day in days if day is not None and span.holds(day)]
        ends = [(row, held[row.uid].values.period_to) for row in rows]
        ending = [row for row, last in ends if last is not None and span.end <= last <= soon]
        for key, found in (("total", rows), ("signed", signed), ("ending", ending)):
            yield Figure(f"agreements.{key}", AGREEMENTS, tuple(map(self._agreement, found)))
        for field in _MONEY:
            having = [row for row in rows if getattr(held[row.uid].values, field) is not None]
            counted = tuple(self._agreement(row, field) for row in having)
            if counted:
                yield Figure(f"agreements.{field}", AGREEMENTS, counted, money=True)

    def _agreement(self, row: Printed, money: str = "") -> Counted:
        values = self.linked.agreements[row.uid].values
        parties = tuple(party.ref for party in self.linked.parties.get(row.uid, ()))
        amount = getattr(values, money) if money else 0
        refs = (Ref("agreement", row.uid), *parties)
        return Counted(values.code, values.title, row.cells["localities"], refs, amount)

    def _tasks(self) -> Iterator[Figure]:
        rows = self.rows(TASKS)
        kinds: dict[str, Callable[[Printed], bool]] = {
            "total": lambda row: row.state != "dropped",
            "done": lambda row: row.state == "done",
            "open": lambda row: row.state in _OPEN_TASK,
            "late": lambda row: row.standing.late,
        }
        for key, holds in kinds.items():
            yield Figure(f"tasks.{key}", TASKS, tuple(self._task(row) for row in rows if holds(row)))

    def _task(self, row: Printed) -> Counted:
        values = self.linked.tasks[row.uid].values
        return Counted(values.code, values.content, row.cells["localities"], (Ref("task", row.uid),))

    def _conclusions(self) -> Iterator[Figure]:
        """Of each meeting that is told of: what it concluded, by what became of it, and what is late."""
        span, names = self.prints[CONCLUSIONS].span, self.linked.names
        for title, rows in whole_meetings(self.linked, self.rows(CONCLUSIONS), span).items():
            yield Figure("conclusions.total", CONCLUSIONS, tuple(map(self._task, rows)), title)
            for state in dict.fromkeys(row.state for row in rows):
                found = tuple(self._task(row) for row in rows if row.state == state)
                words = names.choice("task_status", state, "vi")
                yield Figure("conclusions.state", CONCLUSIONS, found, f"{title}: {words}")
            late = tuple(self._task(row) for row in rows if row.standing.late)
            yield Figure("conclusions.late", CONCLUSIONS, late, title)

    def _obstacles(self) -> Iterator[Figure]:
        rows = self._followed(OBSTACLES)
        open_ones = [row for row in rows if row.state in OPEN_OBSTACLE]
        held = self.linked.obstacles
        yield from self._by_fate(OBSTACLES, rows, self._obstacle)
        parts = {
            "open": open_ones,
            "pressing": [row for row in open_ones if held[row.uid].values.urgency in ("urgent", "very")],
            "council": [row for row in open_ones if held[row.uid].values.in_authority == "council"],
            "untouched": [row for row in open_ones if row.state in ("new", "classified")],
        }
        for key, found in parts.items():
            yield Figure(f"obstacles.{key}", OBSTACLES, tuple(map(self._obstacle, found)))
        for group in ("field", "locality"):
            yield from self._split(f"obstacles.by_{group}", OBSTACLES, rows, group, self._obstacle)

    def _obstacle(self, row: Printed) -> Counted:
        values = self.linked.obstacles[row.uid].values
        asks = tuple(ask.ref for ask in self.linked.asks.get(row.uid, ()))
        refs = (Ref("obstacle", row.uid), *asks)
        return Counted(values.code, values.title or values.content, row.cells["localities"], refs)

    def _escalations(self) -> Iterator[Figure]:
        rows = self._followed(ESCALATIONS)
        yield from self._by_fate(ESCALATIONS, rows, self._escalation)
        answered = [row for row in rows if row.standing.outcome != "unanswered"]
        late = [row for row in rows if row.standing.late]
        views = self.linked.items_of_escalation
        span = self.prints[ESCALATIONS].span
        waiting = [row for row in rows if any(span.state(v.item) in WAITING for v in views.get(row.uid, []))]
        for key, found in (("answered", answered), ("late", late), ("waiting", waiting)):
            yield Figure(f"escalations.{key}", ESCALATIONS, tuple(map(self._escalation, found)))
        yield from self._split("escalations.by_authority", ESCALATIONS, rows, "authority", self._escalation)

    def _escalation(self, row: Printed) -> Counted:
        values = self.linked.escalations[row.uid].values
        items = tuple(view.item.ref for view in self.linked.items_of_escalation.get(row.uid, ()))
        document = (Ref("document", values.document),) if values.document else ()
        places = {uid for o in self.linked.escalation_obstacles(row.uid) for uid in o.values.localities}
        names = self.linked.names.locality_list(sorted(places))
        refs = (Ref("escalation", row.uid), *document, *items)
        return Counted(values.code, values.subject or values.code, names, refs)

    # counting

    def _followed(self, register: str) -> list[Printed]:
        return [row for row in self.rows(register) if row.standing.followed_in(self.span.first)]

    def _by_fate(self, register: str, rows: Sequence[Printed], told: Callable[[Printed], Counted]) -> Iterator[Figure]:
        """The identity of R6: carried + raised = tracked = the sum of the four outcomes."""
        first = self.span.first
        parts: dict[str, Iterable[Printed]] = {
            "tracked": rows,
            "carried": [row for row in rows if row.standing.carried_into(first)],
            "raised": [row for row in rows if not row.standing.carried_into(first)],
            **{outcome: [row for row in rows if row.standing.outcome == outcome] for outcome in OUTCOMES},
        }
        for key, found in parts.items():
            yield Figure(f"{register}.{key}", register, tuple(map(told, found)))

    def _split(
        self, key: str, register: str, rows: Sequence[Printed], group: str, told: Callable[[Printed], Counted]
    ) -> Iterator[Figure]:
        grouped: dict[str, list[Printed]] = {}
        for row in rows:
            grouped.setdefault(row.groups.get(group, ""), []).append(row)
        for name in sorted(filter(None, grouped), key=sort_key):
            yield Figure(key, register, tuple(map(told, grouped[name])), name)


def report_figures(registers: Registers, period: Period, as_of: date | None = None) -> Figures:
    """The figures of a period as the record stands on `as_of` (today without it)."""
    linked = registers.linked()
    day = as_of or linked.today
    prints = {
        key: print_register(registers, key, PrintOptions(period=period if key in OF_PERIOD else None, as_of=day))
        for key in ANNEXES
    }
    return Figures(period, day, linked, Rounds(linked.repository, day).roster(period), prints)


def _months_on(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, 28))
