"""Figures are counted from narrow rows kept with the records: after any history they are what the records give."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.building import new, write
from workbench.clock import FixedClock
from workbench.domain.states import OPEN_OBSTACLE
from workbench.records.changes import Change, remove, update
from workbench.records.record import Record, Ref
from workbench.services.analysis import linkage, obstacles
from workbench.services.analysis.charts import Matrix
from workbench.services.analysis.obstacles import AGES, Scope
from workbench.services.linked import Linked
from workbench.services.progress import progress_of
from workbench.services.register_rows import agreement_status
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY

TODAY = date(2026, 10, 12)
PLACES = tuple(f"p{n}" for n in range(4))
FIELDS = ("GT", "TL", None)
SIZE = 10
ITEM_STATES = ("draft", "sent", "received", "processing", "resolved", "explained", "withdrawn")
OBSTACLE_STATES = ("new", "classified", "local", "escalated", "in_progress", "resolved", "closed", "returned")
AGREEMENT_STATES = ("draft", "consulting", "in_force", "in_force", "reviewed", "terminated")
Rec = Record[Any]


def filled(opened: Workbench, random: Random) -> None:
    """Agreements, obstacles, escalations and answers with any states and days, some of them missing."""

    def day() -> date | None:
        return random.choice([None, TODAY, TODAY + timedelta(days=random.randint(-400, 200))])

    bodies = ("b0", "b1")
    write(opened, *(new("locality", uid, code=uid, name=f"Tỉnh {uid}") for uid in PLACES))
    write(opened, *(new("organization", uid, name=f"Bộ {uid}") for uid in bodies))
    made: list[Change] = [new("document", "d", direction="in", full_number="1/CV-BGTVT")]
    for n in range(SIZE):
        start = day()
        made += [
            new("agreement", f"a{n}", title=f"Thỏa thuận {n}", state=random.choice(AGREEMENT_STATES),
                implementation=random.choice((None, "doing", "done")), period_from=start,
                period_to=start and start + timedelta(days=random.choice((0, 400, 900)))),
            *(new("party", f"party{n}{place}", agreement=f"a{n}", ordinal=k, locality=place)
              for k, place in enumerate(random.sample(PLACES, random.randint(0, 3)))),
            *(new("task", f"t{n}{k}", source="agreement", agreement=f"a{n}", content="Việc", due_date=day(),
                  status=random.choice(("not_started", "doing", "done", "dropped")),
                  percent=random.choice((None, 5, 35, 100))) for k in range(random.randint(0, 3))),
            new("obstacle", f"o{n}", content="Vướng", localities=tuple(random.sample(PLACES, random.randint(0, 3))),
                field=random.choice(FIELDS), requested_due=day(), state=random.choice(OBSTACLE_STATES),
                raised_date=day(), reported_date=day()),
            *(new("recommendation", f"r{n}{k}", obstacle=f"o{n}", ordinal=k, content="Đề nghị") for k in range(2)),
        ]  # fmt: skip
    asks = [f"r{n}{k}" for n in range(SIZE) for k in range(2)]
    for n in range(SIZE):
        made += [
            new("escalation", f"e{n}", to_organization=random.choice((None, *bodies)), sent_date=day(), due_date=day()),
            *(new("escalation_item", f"i{n}{k}", escalation=f"e{n}", recommendation=ask, due_date=day(),
                  state=random.choice(ITEM_STATES)) for k, ask in enumerate(random.sample(asks, 2))),
            new("answer", f"n{n}", document="d", received_date=day(), from_organization=random.choice(bodies)),
        ]  # fmt: skip
    for n in range(SIZE * 2):
        made.append(
            new("answer_item", f"s{n}", answer=f"n{random.randrange(SIZE)}",
                escalation_item=f"i{random.randrange(SIZE)}{random.randrange(2)}", roadmap_date=day(),
                answer_class=random.choice(("resolved", "in_progress", "partial", "explained")))
        )  # fmt: skip
    write(opened, *made)


def stirred(opened: Workbench, random: Random) -> None:
    """Some edits and removals of anything that a figure hangs on, some of them taken back."""
    n, k = random.randrange(SIZE), random.randrange(2)
    near = TODAY + timedelta(days=random.randint(-300, 90))
    edits: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("obstacle", f"o{n}", {"state": random.choice(OBSTACLE_STATES)}),
        ("obstacle", f"o{n}", {"field": "KH", "raised_date": near}),
        ("obstacle", f"o{n}", {"localities": tuple(random.sample(PLACES, 2))}),
        ("obstacle", f"o{n}", {"requested_due": near}),
        ("recommendation", f"r{n}{k}", {"obstacle": f"o{random.randrange(SIZE)}"}),
        ("escalation", f"e{n}", {"sent_date": near, "due_date": near + timedelta(days=20)}),
        ("escalation", f"e{n}", {"to_organization": "b1"}),
        ("escalation_item", f"i{n}{k}", {"state": random.choice(ITEM_STATES)}),
        ("escalation_item", f"i{n}{k}", {"due_date": near}),
        ("answer", f"n{n}", {"received_date": near}),
        ("answer_item", f"s{n}", {"roadmap_date": near, "answer_class": "partial"}),
        ("answer_item", f"s{n}", {}),
        ("escalation_item", f"i{n}{k}", {}),
        ("agreement", f"a{n}", {"state": random.choice(AGREEMENT_STATES), "period_to": near}),
        ("task", f"t{n}0", {"due_date": near, "percent": 50}),
        ("task", f"t{n}0", {"agreement": f"a{random.randrange(SIZE)}"}),
        ("task", f"t{n}1", {}),
        ("party", f"party{n}p0", {"locality": "p3"}),
        ("party", f"party{n}p1", {}),
        ("locality", "p1", {"name": f"Tỉnh {n}"}),
    )
    entity, uid, values = random.choice(edits)
    record = opened.repository.get(Ref(entity, uid))
    if record is None:
        return
    parts = opened.repository.where("answer_item", escalation_item=uid) if entity == "escalation_item" else []
    changes = [update(record, **values)] if values else [*map(remove, parts), remove(record)]
    if any(changes):
        write(opened, *changes)
        if random.random() < 0.3:
            opened.undo()


# the same from whole records


def in_scope(obstacle: Rec, scope: Scope) -> bool:
    values = obstacle.values
    began = values.raised_date or values.reported_date
    return (
        (scope.since is None or (began is not None and began >= scope.since))
        and (not scope.localities or bool(scope.localities & set(values.localities)))
        and (not scope.fields or values.field in scope.fields)
    )


def segment(linked: Linked, obstacle: Rec) -> str:
    if linked.due(linked.obstacle_due(obstacle)).state == "late":
        return "late"
    if any(view.waiting for view in linked.obstacle_items(obstacle.uid)):
        return "wait"
    return "new" if obstacle.values.state in ("new", "classified") else "doing"


def months(linked: Linked, obstacle: Rec) -> int:
    first, last = obstacle.values.raised_date or obstacle.values.reported_date, linked.today
    if first is None or first > last:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month - int(last.day < first.day)


def check_obstacles(linked: Linked, scope: Scope) -> None:
    kept = [o for o in linked.obstacles.values() if o.values.state in OPEN_OBSTACLE and in_scope(o, scope)]
    found = obstacles.open_obstacles(linked, scope)
    fields, places, ages = (defaultdict(set) for _ in range(3))
    for one in kept:
        key = segment(linked, one)
        fields[one.values.field or "", key].add(one.uid)
        for place in one.values.localities or ("",):
            places[place, key].add(one.uid)
        age = max(place for place, (_, least) in enumerate(AGES) if months(linked, one) >= least)
        ages[AGES[age][0]].add(one.uid)
    for wanted, chart in ((fields, obstacles.by_field(linked, found)), (places, obstacles.by_locality(linked, found))):
        assert {(bar.key, part.series): set(part.uids) for bar in chart.bars for part in bar.parts} == wanted
        assert chart.distinct == len(kept)
    assert {bar.key: set(bar.uids) for bar in obstacles.by_age(linked, found).bars if bar.parts} == ages


def check_answers(linked: Linked, scope: Scope) -> None:
    between = linked.calendar.working_days_between

    def counts(view: Any) -> bool:
        ask = linked.recommendations[view.item.values.recommendation]
        return in_scope(linked.obstacles[ask.values.obstacle], scope)

    waits, lines = defaultdict(set), []
    for uid, views in linked.items_of_escalation.items():
        values = linked.escalations[uid].values
        open_ones = [view for view in views if view.waiting]
        if values.sent_date is None or not any(map(counts, open_ones)):
            continue
        due = min((view.due for view in open_ones if view.due), default=None)
        days = max(0, between(values.sent_date, linked.today))
        waits[values.to_organization or "", days, due is not None and due < linked.today].add(uid)
        lines.append((values.code, days, None if due is None else between(values.sent_date, due)))
    chart = obstacles.waiting(linked, scope)
    assert {(row.key, dot.days, dot.late): set(dot.uids) for row in chart.rows_ for dot in row.dots} == waits
    assert sorted((line.code, line.days, line.allowed) for line in chart.lines()) == sorted(lines)
    assert chart.size == len(lines)
    taken, said = defaultdict(list), defaultdict(set)
    for view in linked.items.values():
        if view.answer and view.answer.values.received_date and view.escalation.values.sent_date and counts(view):
            key = view.escalation.values.to_organization or ""
            taken[key].append(max(0, between(view.escalation.values.sent_date, view.answer.values.received_date)))
            said[key].add(view.answer.uid)
    spreads = obstacles.answer_times(linked, scope).spreads
    assert {one.key: (one.least, one.most) for one in spreads} == {k: (min(d), max(d)) for k, d in taken.items()}
    assert {one.key: set(one.uids) for one in spreads} == said


def check_agreements(linked: Linked) -> None:
    course, pairs = [], Counter[tuple[str, ...]]()
    for one in linked.agreements.values():
        values, status, progress = one.values, agreement_status(linked, one), progress_of(linked, one)
        if status != "draft":
            pairs.update(combinations(sorted(set(linked.agreement_localities(one.uid))), 2))
        if status not in ("draft", "closed") and values.period_from and values.period_to:
            lag = -1.0 if progress.share is None else (progress.elapsed or 0) - progress.share
            course.append((-progress.late, -lag, -progress.total, values.code, one.uid))
    timeline = linkage.timeline(linked)
    assert [span.uid for span in timeline.spans] == [uid for *_, uid in sorted(course)]
    assert timeline.size == len(course) == len(list(timeline.lines()))
    assert [span.share for span in timeline.spans] == [line.share for line in timeline.lines()]
    assert numbers(linkage.matrix(linked)) == pairs


def check_states(linked: Linked) -> None:
    """Every cell of a matrix by the states of its records."""
    agreements, open_ones = defaultdict(Counter), defaultdict(Counter)
    for one in linked.agreements.values():
        status = agreement_status(linked, one)
        for pair in combinations(sorted(set(linked.agreement_localities(one.uid))), 2):
            if status != "draft":
                agreements[pair][status] += 1
    for one in linked.obstacles.values():
        for pair in combinations(sorted(one.values.localities), 2):
            if one.values.state in OPEN_OBSTACLE:
                open_ones[pair][linked.obstacle_status(one)] += 1
    for of, wanted in (("agreements", agreements), ("obstacles", open_ones)):
        matrix = linkage.matrix(linked, of)
        assert matrix.states == wanted
        assert numbers(matrix) == {pair: counted.total() for pair, counted in wanted.items()}


def numbers(matrix: Matrix) -> dict[tuple[str, ...], int]:
    size = range(len(matrix.keys))
    shown = {(matrix.keys[a], matrix.keys[b]): matrix.number(a, b) for a, b in combinations(size, 2)}
    return {tuple(sorted(pair)): number for pair, number in shown.items() if number}


@pytest.mark.parametrize("seed", range(12))
def test_figures_are_what_whole_records_give_after_any_history(seed: int) -> None:
    random = Random(seed)
    opened = Workbench.blank(MEMORY, FixedClock.on(TODAY), "Lê Thị Hạnh")
    filled(opened, random)
    for _ in range(4):
        for _ in range(6):
            stirred(opened, random)
        linked = Linked(opened.repository, TODAY + timedelta(days=random.choice((0, 1, 45))))
        scopes = (
            Scope(),
            Scope(since=TODAY - timedelta(days=random.randint(0, 300))),
            Scope(localities=frozenset(random.sample(PLACES, 2)), fields=frozenset({"GT"})),
        )
        for scope in scopes:
            check_obstacles(linked, scope)
            check_answers(linked, scope)
        check_agreements(linked)
        check_states(linked)
        assert list(opened.lists.counting.stale()) == []
    opened.close()


def test_a_number_that_is_given_again_stands_for_the_new_record_alone(tmp_path: Path) -> None:
    file = tmp_path / "s.lkv"
    opened = Workbench.blank(file, FixedClock.on(TODAY), "Lê Thị Hạnh")
    write(opened, new("obstacle", "o1", content="Vướng", field="GT", state="new"))
    write(opened, remove(opened.repository.need(Ref("obstacle", "o1"))))
    opened.close()  # while it is open, no number is given twice
    opened = Workbench.open(file, FixedClock.on(TODAY), "Lê Thị Hạnh")
    write(opened, new("agreement", "a1", title="Thỏa thuận", state="in_force"))
    linked = Linked(opened.repository, TODAY)
    assert obstacles.open_obstacles(linked) == []
    assert opened.repository.figures.uids(["1"]) == ["a1"]
    assert list(opened.lists.stale()) == []
    opened.close()


def test_rows_that_were_counted_by_an_older_program_are_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "s.lkv"
    opened = Workbench.blank(file, FixedClock.on(TODAY), "Lê Thị Hạnh")
    write(opened, new("obstacle", "o1", content="Vướng", field="GT", state="new"))
    opened.database.execute("DELETE FROM counted_obstacle")
    opened.database.execute("UPDATE listing_state SET counted=0")
    assert not opened.lists.current and opened.lists.listed
    opened.close()
    again = Workbench.open(file, FixedClock.on(TODAY), "Lê Thị Hạnh")
    assert [group.number for group in obstacles.open_obstacles(Linked(again.repository, TODAY))] == [1]
    assert again.lists.current
    again.close()
