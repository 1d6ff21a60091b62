"""Figures of the analysis pages: each equals an independent query of the file, and each mark its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.clock import FixedClock
from workbench.services.analysis import obstacles
from workbench.services.analysis.charts import quartiles
from workbench.services.analysis.obstacles import Scope, months_before
from workbench.services.analysis.pages import linkage_page, obstacle_page, sheet_of
from workbench.services.analysis.units import Units
from workbench.services.registers import Registers
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench

TODAY = date(2026, 10, 12)
OPEN = "('new','classified','local','escalated','in_progress')"


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registers]:
    path: Path = tmp_path_factory.mktemp("analysis") / "s.lkv"
    clock = FixedClock.on(TODAY)
    sample_record(path, clock).close()
    opened = Workbench.open(path, clock, "Nguyễn A")
    yield Registers(opened)
    opened.close()


def asked(registers: Registers, sql: str) -> list[tuple[object, ...]]:
    return registers.workbench.database.rows(sql)


def test_fields_equal_a_query_of_the_file(registers: Registers) -> None:
    page = obstacle_page(registers, Scope())
    wanted = asked(registers, f"SELECT coalesce(field,''), count(*) FROM obstacle WHERE state IN {OPEN} GROUP BY 1")
    assert {bar.key: bar.total for bar in page.by_field.bars} == dict(wanted)


def test_localities_count_an_obstacle_in_each_it_touches(registers: Registers) -> None:
    page = obstacle_page(registers, Scope())
    found = {bar.key: set(bar.uids) for bar in page.by_locality.bars}
    for record in registers.workbench.repository.all("obstacle"):
        for place in record.values.localities:
            assert (record.uid in found.get(place, set())) == (record.values.state in OPEN)


def test_ages_add_up_to_the_open_obstacles(registers: Registers) -> None:
    page = obstacle_page(registers, Scope())
    number = asked(registers, f"SELECT count(*) FROM obstacle WHERE state IN {OPEN}")[0][0]
    assert sum(bar.total for bar in page.by_age.bars) == number == page.by_age.distinct
    young = asked(
        registers,
        f"SELECT count(*) FROM obstacle WHERE state IN {OPEN} AND coalesce(raised_date, reported_date) > '2026-09-12'",
    )
    assert page.by_age.bars[0].total == young[0][0]


def test_segments_part_the_open_obstacles(registers: Registers) -> None:
    page = obstacle_page(registers, Scope())
    uids = [uid for bar in page.by_field.bars for part in bar.parts for uid in part.uids]
    assert len(uids) == len(set(uids)) == page.by_field.distinct


def test_waiting_escalations_equal_a_query_of_the_file(registers: Registers) -> None:
    page = obstacle_page(registers, Scope())
    wanted = asked(
        registers,
        "SELECT DISTINCT e.uid FROM escalation e JOIN escalation_item i ON i.escalation = e.uid"
        " WHERE i.state IN ('sent','received','processing') AND e.sent_date IS NOT NULL",
    )
    found = [uid for row in page.waiting.rows_ for dot in row.dots for uid in dot.uids]
    assert sorted(found) == sorted(str(uid) for (uid,) in wanted) and len(found) == page.waiting.size


def test_waiting_days_are_working_days_since_sending(registers: Registers) -> None:
    linked = registers.linked()
    for row in obstacles.waiting(linked).rows_:
        for dot in row.dots:
            for uid in dot.uids:
                sent = linked.escalations[uid].values.sent_date
                days = [date.fromordinal(n) for n in range(sent.toordinal() + 1, TODAY.toordinal() + 1)]
                assert dot.days == sum(linked.calendar.is_working_day(day) for day in days)


def test_answer_times_count_every_answered_item_once(registers: Registers) -> None:
    page = obstacle_page(registers, Scope())
    wanted = asked(
        registers,
        "SELECT e.to_organization, count(DISTINCT a.uid) FROM answer_item x"
        " JOIN answer a ON a.uid = x.answer JOIN escalation_item i ON i.uid = x.escalation_item"
        " JOIN escalation e ON e.uid = i.escalation"
        " WHERE a.received_date IS NOT NULL AND e.sent_date IS NOT NULL GROUP BY 1",
    )
    # an item answered twice counts with its newest answer, so a body may show fewer than the file holds
    shown = {spread.key: len(spread.uids) for spread in page.answer_times.spreads}
    assert shown.keys() == {key for key, _ in wanted}
    assert all(shown[str(key)] <= int(str(number)) for key, number in wanted)


def test_the_matrix_is_even_and_equals_a_query_of_the_file(registers: Registers) -> None:
    page = linkage_page(registers)
    matrix = page.matrix
    size = range(len(matrix.keys))
    assert all(matrix.cells[row][column] == matrix.cells[column][row] for row in size for column in size)
    assert all(not matrix.cells[place][place] for place in size)
    parties = asked(
        registers,
        "SELECT p.agreement, p.locality FROM party p JOIN agreement a ON a.uid = p.agreement"
        " WHERE p.locality IS NOT NULL AND a.state NOT IN ('draft','consulting')",
    )
    units = Units(registers.linked())
    held: dict[object, set[str]] = {}
    for agreement, place in parties:
        held.setdefault(agreement, set()).add(units.of(str(place)))
    for row in size:
        for column in size:
            pair = {matrix.keys[row], matrix.keys[column]}
            wanted = {agreement for agreement, places in held.items() if pair <= places} if len(pair) == 2 else set()
            assert set(matrix.cells[row][column]) == wanted


def test_old_units_stand_under_their_successors(registers: Registers) -> None:
    linked = registers.linked()
    units = Units(linked)
    names = {linked.names.locality(uid): linked.names.locality(units.of(uid)) for uid in linked.names.localities}
    assert names["Bến Tre"] == names["Trà Vinh"] == "Vĩnh Long"
    assert names["Tiền Giang"] == "Đồng Tháp"


def test_the_timeline_begins_with_what_is_late(registers: Registers) -> None:
    spans = linkage_page(registers).timeline.spans
    late = [any(state == "late" for _, state in span.points) for span in spans]
    assert late == sorted(late, reverse=True) and any(late)
    assert all(span.first < span.last for span in spans)


def test_every_chart_has_its_table(registers: Registers) -> None:
    page, links = obstacle_page(registers, Scope()), linkage_page(registers)
    bars = (page.by_field, page.by_locality, page.by_age)
    charts = (*bars, page.waiting, page.answer_times, links.matrix, links.timeline, links.sectors)
    for chart in charts:
        sheet = sheet_of(chart)
        assert sheet.rows and all(len(row) == len(sheet.headings) for row in sheet.rows), chart.key


@given(st.lists(st.integers(0, 500), min_size=1, max_size=40))
def test_quarters_are_those_of_the_sorted_values(values: list[int]) -> None:
    ordered = sorted(values)

    def at(share: float) -> float:
        place = share * (len(ordered) - 1)
        above = min(int(place) + 1, len(ordered) - 1)
        return ordered[int(place)] + (ordered[above] - ordered[int(place)]) * (place - int(place))

    assert quartiles(Counter(values)) == (at(0.25), at(0.5), at(0.75))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 3000), st.integers(1, 30))
def test_so_many_months_have_passed_since_a_day_or_any_before_it(today: date, days: int, months: int) -> None:
    first = today - timedelta(days=days)
    passed = (today.year - first.year) * 12 + today.month - first.month - (today.day < first.day)
    assert (first <= months_before(today, months)) == (passed >= months)
