"""The reporting round: who owes which form for which period, what came, and how late (rules R5, R30).

Windows and the last day to send are those of Decree 09/2019/NĐ-CP (articles 12 and 13) unless the council fixed
others. What a member owes and how late it is are computed; only what was received is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Literal

from workbench.exchange.forms import FormSpec, load_forms
from workbench.frozen import frozen
from workbench.messages import language, text_in
from workbench.records.record import Record, Ref
from workbench.reports.totals import rate
from workbench.services.council import calendar_of, council_of, in_force
from workbench.services.duties import Duties
from workbench.services.texts import Names
from workbench.services.workbench import Workbench
from workbench.storage.repository import Repository
from workbench.values.date_formats import format_date
from workbench.values.periods import Period, PeriodKind

State = Literal["missing", "sent", "errors", "nil", "consolidated"]
RECEIVED: frozenset[State] = frozenset(("sent", "errors", "nil", "consolidated"))


@frozen
class Window:
    """What a period's report covers and when it must be sent."""

    first: date
    last: date
    send_by: date


@frozen
class Version:
    """One delivery of a form: the import, its day, its file."""

    batch: str
    code: str
    received: date | None
    file: str


@frozen
class Obligation:
    """One member's form for one period.

    `late` counts working days after the last day to send: until it came, or until today while it is missing. It is
    0 for a form that is not due yet. `versions` are all deliveries, oldest first; all but the last were replaced.
    """

    locality: str
    form: str
    period: Period
    due: date
    state: State
    late: int
    received: date | None = None
    number: str = ""
    document_date: date | None = None
    batch: str = ""
    waiting: int = 0
    versions: tuple[Version, ...] = ()
    note: str = ""

    @property
    def is_received(self) -> bool:
        """Whether anything came."""
        return self.state in RECEIVED

    @property
    def in_time(self) -> bool:
        """Whether it came by the last day to send."""
        return self.is_received and self.late == 0

    @property
    def replaced(self) -> int:
        """How many earlier deliveries a newer one took the place of."""
        return max(0, len(self.versions) - 1)


@frozen
class RosterRow:
    """One member with its forms, in the order of the roster's forms."""

    locality: str
    name: str
    cells: tuple[Obligation, ...]


@frozen
class Counts:
    """Counts of obligations. Every received one is in time or late; every missing one is overdue or not due yet."""

    owed: int
    received: int
    in_time: int
    late: int
    missing: int
    overdue: int
    errors: int
    nil: int
    replaced: int
    consolidated: int

    @property
    def received_rate(self) -> str:
        """ "66,7%" of what is owed came; "–" when nothing is owed (R7)."""
        return rate(self.received, self.owed, language())

    @property
    def in_time_rate(self) -> str:
        """The share of what is owed that came in time."""
        return rate(self.in_time, self.owed, language())


@frozen
class Roster:
    """Who owes what for one period and what came."""

    period: Period
    window: Window
    forms: tuple[str, ...]
    rows: tuple[RosterRow, ...]

    @property
    def obligations(self) -> Iterator[Obligation]:
        """All of them, member by member."""
        for row in self.rows:
            yield from row.cells

    @property
    def counts(self) -> Counts:
        """All of them counted."""
        return counts(self.obligations)


@frozen
class LateMember:
    """A member to be reminded: which forms are missing since when; `days` working days of the longest delay."""

    locality: str
    name: str
    full_name: str
    forms: tuple[str, ...]
    due: date
    days: int


def counts(obligations: Iterable[Obligation]) -> Counts:
    """Obligations counted; the shares of a year are those of all its periods together."""
    every = list(obligations)
    received = [o for o in every if o.is_received]
    return Counts(
        owed=len(every),
        received=len(received),
        in_time=sum(o.in_time for o in received),
        late=sum(o.late > 0 for o in received),
        missing=len(every) - len(received),
        overdue=sum(o.late > 0 for o in every if not o.is_received),
        errors=sum(o.state == "errors" for o in every),
        nil=sum(o.state == "nil" for o in every),
        replaced=sum(o.replaced > 0 for o in every),
        consolidated=sum(o.state == "consolidated" for o in every),
    )


def window_of(repository: Repository, period: Period) -> Window:
    """The council's own days for a period where it fixed any, else those of the decree."""
    first, last = period.window()
    send_by = period.send_by()
    for rule in repository.where("period_rule", period=period.code):
        v = rule.values
        first, last, send_by = v.window_from or first, v.window_to or last, v.send_by or send_by
    return Window(first, last, send_by)


def forms_due(repository: Repository, period: Period) -> tuple[FormSpec, ...]:
    """The forms that members owe for a period."""
    return Duties(repository).due(period, window_of(repository, period).last)


class Rounds:
    """Reporting rounds of one record as they stand on `day`: what came later is not there yet."""

    def __init__(self, repository: Repository, day: date) -> None:
        self._repository = repository
        self._today = day
        self._names = Names(repository)

    @classmethod
    def of(cls, workbench: Workbench) -> Rounds:
        """As they stand today."""
        return cls(workbench.repository, workbench.clock.today())

    @cached_property
    def _calendar(self) -> Any:
        return calendar_of(self._repository)

    @cached_property
    def _duties(self) -> Duties:
        return Duties(self._repository)

    @cached_property
    def _versions(self) -> Mapping[tuple[str, str, str], tuple[Version, ...]]:
        """Deliveries by sender, period and form, oldest first; an import only finished later counts once."""
        found: dict[tuple[str, str, str], dict[str, Version]] = {}
        batches = sorted(self._repository.all("import_batch"), key=lambda b: b.values.code or "")
        for batch in batches:
            v = batch.values
            if not (v.sender and v.period) or v.state == "undone" or not self._came(v.imported_date):
                continue
            for form in (v.form or "").split(", "):
                made = Version(batch.uid, v.code, v.imported_date, v.file_name)
                found.setdefault((v.sender, v.period, form), {})[v.sha256] = made
        return {key: tuple(by_file.values()) for key, by_file in found.items()}

    def roster(self, period: Period) -> Roster:
        """Everything owed for a period, with its state today. A member owes when it is one on the closing day."""
        window = window_of(self._repository, period)
        forms = self._duties.due(period, window.last)
        stored = {
            (r.values.locality, r.values.form): r for r in self._repository.where("submission", period=period.code)
        }
        rows = []
        for uid in self.members(window.last):
            cells = tuple(self._obligation(uid, form.key, period, window, stored.get((uid, form.key))) for form in forms)
            rows.append(RosterRow(uid, self._names.locality(uid), cells))
        return Roster(period, window, tuple(form.key for form in forms), tuple(rows))

    def _came(self, day: date | None) -> bool:
        return day is None or day <= self._today

    def members(self, day: date) -> tuple[str, ...]:
        """Members on a day: of the council, and still a unit of their own (a merged one is none any more)."""
        council = council_of(self._repository, day)
        found = []
        for uid in council.members if council else ():
            v = self._names.localities[uid].values
            if in_force(v.valid_from, v.valid_to, day):
                found.append(uid)
        return tuple(found)

    def _obligation(
        self, locality: str, form: str, period: Period, window: Window, found: Record[Any] | None
    ) -> Obligation:
        versions = self._versions.get((locality, period.code, form), ())
        if found is None or not self._came(found.values.received_date):
            return self._as_it_was(locality, form, period, window.send_by, versions)
        v = found.values
        batch = self._repository.get(Ref("import_batch", v.batch)) if v.batch else None
        first = min((day for day in (v.received_date, *(one.received for one in versions)) if day), default=None)
        return Obligation(
            locality,
            form,
            period,
            window.send_by,
            _state(v.state),
            self._days_late(window.send_by, first),
            v.received_date,
            v.document_number or "",
            v.document_date,
            v.batch or "",
            (batch.values.rows_waiting or 0) if batch else 0,
            versions,
            v.note or "",
        )

    def _as_it_was(
        self, locality: str, form: str, period: Period, due: date, versions: tuple[Version, ...]
    ) -> Obligation:
        """What nothing is stored of on the day: missing, or sent in a version that was replaced later."""
        if not versions:
            return Obligation(locality, form, period, due, "missing", self._days_late(due, self._today))
        first, last = versions[0].received, versions[-1]
        late = self._days_late(due, first)
        return Obligation(locality, form, period, due, "sent", late, last.received, batch=last.batch, versions=versions)

    def _days_late(self, due: date, day: date | None) -> int:
        """Working days after the last day to send; at least one for any day after it."""
        if day is None or day <= due:
            return 0
        counted: int = self._calendar.working_days_between(due, day)
        return max(1, counted)

    def periods(self, year: int) -> tuple[Period, ...]:
        """Periods of a year for which any form is owed, in the order in which they are due."""
        lengths: dict[PeriodKind, int] = {"month": 12, "quarter": 4, "half": 2, "nine_months": 1, "year": 1}
        every = (Period(kind, year, number) for kind, n in lengths.items() for number in range(1, n + 1))
        found = (one for one in every if self._duties.due(one, window_of(self._repository, one).last))
        return tuple(sorted(found, key=lambda period: (period.send_by(), period.kind)))

    def year(self, year: int, kinds: Sequence[PeriodKind] = ()) -> tuple[Roster, ...]:
        """The rosters of a year, period by period; of all kinds when none is named."""
        return tuple(self.roster(period) for period in self.periods(year) if not kinds or period.kind in kinds)

    def late(self, period: Period) -> tuple[LateMember, ...]:
        """Members whose forms are missing after the last day to send, the longest delay first: whom to remind."""
        found = []
        for row in self.roster(period).rows:
            missing = [cell for cell in row.cells if not cell.is_received and cell.late > 0]
            if missing:
                full = self._names.localities[row.locality].values.full_name or row.name
                days = max(cell.late for cell in missing)
                forms = tuple(cell.form for cell in missing)
                found.append(LateMember(row.locality, row.name, full, forms, missing[0].due, days))
        return tuple(sorted(found, key=lambda member: (-member.days, member.name)))


def _state(stored: str) -> State:
    known: dict[str, State] = {"errors": "errors", "nil": "nil", "consolidated": "consolidated"}
    return known.get(stored, "sent")


def state_words(owed: Obligation, lang: str = "") -> str:
    """What became of an obligation: “Đã gửi, trễ 3 ngày làm việc”, “Chưa gửi”, “Không phát sinh, bản thay lần 2”."""
    code = lang or language()
    if owed.state == "missing":
        key = "missing_late" if owed.late else "missing"
        return text_in(code, f"reporting.state_{key}", n=owed.late)
    words = [text_in(code, f"reporting.state_{owed.state}")]
    if owed.late:
        words.append(text_in(code, "reporting.late_by", n=owed.late))
    if owed.replaced:
        words.append(text_in(code, "reporting.version", n=owed.replaced + 1))
    return ", ".join(words)


STANDINGS = (
    "missing", "overdue", "late", "sent", "in_time", "came_late", "errors", "nil", "replaced", "consolidated",
)  # fmt: skip


def standings(owed: Obligation) -> frozenset[str]:
    """All that can be said of an obligation, of `STANDINGS`: one may have come late, with errors, as a newer version."""
    said = {"missing": not owed.is_received, "late": owed.late > 0, "sent": owed.is_received, "in_time": owed.in_time}
    said["overdue"], said["came_late"] = (owed.late > 0 and owed.is_received is came for came in (False, True))
    said |= {state: owed.state == state for state in ("errors", "nil", "consolidated")}
    return frozenset(key for key, holds in {**said, "replaced": owed.replaced > 0}.items() if holds)


def tracking_rows(workbench: Workbench, period: Period | None) -> list[Mapping[str, object]]:
    """Rows of form B06: each member's forms of a period; of the quarter in hand when none is named."""
    from workbench.values.periods import reporting_period

    rounds = Rounds.of(workbench)
    rows: list[Mapping[str, object]] = []
    codes = {form.key: form.code for form in load_forms()}
    for row in rounds.roster(period or reporting_period(workbench.clock.today())).rows:
        for owed in row.cells:
            values: dict[str, object] = {
                "place": row.name,
                "period": owed.period.label("vi"),
                "form": codes[owed.form],
                "number": owed.number,
                "state": state_words(owed, "vi"),
                "note": _note(owed),
            }
            if owed.received:
                values["received"] = owed.received
            rows.append({key: value for key, value in values.items() if value})
    return rows


def _note(owed: Obligation) -> str:
    words = []
    if owed.waiting:
        words.append(text_in("vi", "reporting.rows_waiting", n=owed.waiting))
    if owed.replaced:
        days = ", ".join(format_date(v.received) for v in owed.versions[:-1] if v.received)
        words.append(text_in("vi", "reporting.replaces", days=days))
    return "; ".join(words)
