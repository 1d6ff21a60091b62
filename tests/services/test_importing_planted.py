"""Agreements, obstacles and results told again, damaged, among look-alikes: found, and never taken for another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.bench.matching import HEADINGS, TAKEN, measured, repeats, write
from tests.bench.planted_rows import Told, planted
from workbench.clock import FixedClock
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord

FORMS = tuple(HEADINGS)
CHANGES = {
    "other order": lambda told, rng: told,
    "capitals": lambda told, rng: replace(told, words=told.words.upper()),
    "small letters": lambda told, rng: replace(told, words=told.words.lower()),
    "more blanks": lambda told, rng: replace(told, words=told.words.replace(" ", "  ")),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_is_told_again_is_found_and_look_alikes_are_not_taken_for_it(form: str, tmp_path: Path) -> None:
    figures = measured(form, 120, tmp_path)
    assert figures.recall >= 0.98, str(figures)
    assert (figures.wrong, figures.false_same) == (0, 0), str(figures)


@pytest.mark.parametrize("form", ["B01", "B02"])
def test_rows_told_twice_in_a_long_file_are_pointed_out(form: str, tmp_path: Path) -> None:
    found = repeats(form, 800, tmp_path)
    assert found.pairs >= 20 and found.found >= 0.9 * found.pairs, str(found)


@pytest.fixture(params=FORMS)
def held(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, ImportSession]]:
    """A record that holds the planted rows of a form."""
    form = request.param
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(tmp_path / "so.lkv", new, clock) as opened, ImportSession(Registers(opened)) as made:
        plan = made.plan(made.load(write(tmp_path / "a.xlsx", form, planted(form, 40).stored)))
        made.commit(plan.decide_all({row.index: "write" for row in plan.rows if not row.decided}))
        yield form, made


def zones(session: ImportSession, form: str, rows: list[Told], path: Path) -> list[tuple[str, object]]:
    """What each row is to the record, in the order of `rows`: taken for a record, asked about one, or new."""
    plan = session.plan(session.load(write(path, form, rows)))
    by_row = {row.row.row - 7: row for row in plan.rows}
    found = []
    for n in range(len(rows)):
        row = by_row[n]
        zone = "same" if row.how in TAKEN else "ask" if row.ref else "new"
        found.append((zone, row.ref))
    return found


def test_order_case_and_blanks_of_rows_do_not_change_what_they_are(
    held: tuple[str, ImportSession], tmp_path: Path
) -> None:
    form, session = held
    rows = list(planted(form, 40).stored)
    rows += [told for told in planted(form, 40, seed=2).lookalikes if told.words not in {r.words for r in rows}]
    plain = zones(session, form, rows, tmp_path / "b.xlsx")
    for name, change in CHANGES.items():
        rng = Random(3)
        order = list(range(len(rows)))
        rng.shuffle(order)
        changed = [change(rows[n], rng) for n in order]
        again = zones(session, form, changed, tmp_path / "c.xlsx")
        differ = [(rows[n].words, plain[n], now) for n, now in zip(order, again, strict=True) if plain[n] != now]
        assert not differ, (name, differ)


def test_said_not_to_be_the_same_is_not_asked_again(held: tuple[str, ImportSession], tmp_path: Path) -> None:
    form, session = held
    asked = [replace(told, words=f"{told.words} (đã báo cáo)", number="") for told in planted(form, 40).stored[:6]]
    plan = session.plan(session.load(write(tmp_path / "b.xlsx", form, asked)))
    doubtful = [row.index for row in plan.rows if row.how in ("duplicate", "undecided")]
    assert doubtful
    session.commit(plan.decide_all(dict.fromkeys(doubtful, "write")))
    again = session.plan(session.load(write(tmp_path / "c.xlsx", form, [replace(t, other="") for t in asked])))
    assert not [row.reasons for row in again.rows if row.index in doubtful and not row.decided]


def test_a_result_that_cites_our_code_is_about_it(tmp_path: Path) -> None:
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    with (
        create_record(tmp_path / "so.lkv", new, FixedClock.on(date(2026, 10, 12))) as opened,
        ImportSession(Registers(opened)) as session,
    ):
        first = planted("B03", 12).stored
        session.commit(session.plan(session.load(write(tmp_path / "a.xlsx", "B03", first))))
        told = replace(first[4], words=f"{first[4].words} (KN-2026-002/2)", number="", day=None)
        [row] = session.plan(session.load(write(tmp_path / "b.xlsx", "B03", [told]))).rows
        assert row.how == "changed" and row.code == "KN-2026-002" and "match.own_code" in row.reasons


def test_a_place_of_another_day_under_the_same_name_is_no_difference(tmp_path: Path) -> None:
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    with (
        create_record(tmp_path / "so.lkv", new, FixedClock.on(date(2026, 10, 12))) as opened,
        ImportSession(Registers(opened)) as session,
    ):
        told = Told(
            "Thỏa thuận cấp nước liên tỉnh",
            "9/TTHT-UBND",
            date(2022, 4, 5),
            ("An Giang", "Cà Mau"),
            "Y tế",
            (2022, 2026),
        )
        session.commit(session.plan(session.load(write(tmp_path / "a.xlsx", "B01", [told]))))
        undated = write(tmp_path / "b.xlsx", "B01", [replace(told, day=None)])
        [row] = session.plan(session.load(undated)).rows
        assert (row.how, row.diffs) == ("same", ())
