"""How timely the members report: forms owed in a year by period, member and form, and how many working days late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workbench.messages import text
from workbench.services.analysis.charts import Bar, Bars, Part
from workbench.services.registers import Registers
from workbench.services.reporting import Counts, Obligation, Rounds, counts
from workbench.services.texts import Names
from workbench.values.sorting import sort_key

SERIES = ("in_time", "came_late", "overdue")
DELAYS: Sequence[tuple[str, int, int | None]] = (
    ("0", 0, 0), ("1_2", 1, 2), ("3_5", 3, 5), ("6_10", 6, 10), ("gt10", 11, None),
)  # fmt: skip
_APART = "|"


@dataclass(frozen=True, slots=True)
class TimelinessPage:
    """Forms whose last day has passed. `by_delay` counts the received ones by working days late."""

    by_period: Bars
    by_member: Bars
    by_form: Bars
    by_delay: Bars
    counts: Counts


def timeliness_page(registers: Registers, year: int) -> TimelinessPage:
    """Everything of the page: obligations of a year that are due by today."""
    workbench = registers.workbench
    rounds = Rounds.of(workbench)
    today = workbench.clock.today()
    due = [one for roster in rounds.year(year) for one in roster.obligations if one.due <= today]
    names = Names(workbench.repository)
    return TimelinessPage(
        _stacked("by_period", due, lambda one: one.period.code, _period),
        _stacked("by_member", due, lambda one: one.locality, lambda one: names.locality(one.locality), by_name=True),
        _stacked(
            "by_form",
            due,
            lambda one: one.form,
            lambda one: text("charts.form", form=one.form.removeprefix("B")),
            by_name=True,
        ),
        _delays(due),
        counts(due),
    )


def _period(owed: Obligation) -> str:
    label = owed.period.label()
    return label[:1].upper() + label[1:]


def standing(owed: Obligation) -> str:
    """In time, late, or overdue: not there though its last day has passed."""
    if not owed.is_received:
        return "overdue"
    return "in_time" if owed.in_time else "came_late"


def key_of(owed: Obligation) -> str:
    """What a mark names of an obligation: period, member, form."""
    return _APART.join((owed.period.code, owed.locality, owed.form))


def told(key: str) -> tuple[str, str, str]:
    """Period, member and form of a key."""
    period, locality, form = key.split(_APART)
    return period, locality, form


def _stacked(
    key: str,
    due: Iterable[Obligation],
    group: Callable[[Obligation], str],
    label: Callable[[Obligation], str],
    by_name: bool = False,
) -> Bars:
    held: dict[str, list[Obligation]] = defaultdict(list)
    for one in due:
        held[group(one)].append(one)
    labels = {name: label(found[0]) for name, found in held.items()}
    order = sorted(held, key=lambda name: sort_key(labels[name])) if by_name else list(held)
    bars = tuple(Bar(name, labels[name], _parts(held[name])) for name in order)
    return Bars(key, "round", SERIES, bars, distinct=sum(len(found) for found in held.values()))


def _parts(found: Sequence[Obligation]) -> tuple[Part, ...]:
    held = {series: tuple(key_of(one) for one in found if standing(one) == series) for series in SERIES}
    return tuple(Part(series, keys) for series, keys in held.items() if keys)


def _delays(due: Iterable[Obligation]) -> Bars:
    received = [one for one in due if one.is_received]
    bars = []
    for name, first, last in DELAYS:
        keys = tuple(key_of(one) for one in received if first <= one.late and (last is None or one.late <= last))
        part = Part("in_time" if last == 0 else "came_late", keys)
        bars.append(Bar(name, text(f"charts.delay_{name}"), (part,) if keys else ()))
    return Bars("by_delay", "round", ("in_time", "came_late"), tuple(bars), True, len(received))
