"""Ticks on the rows of a list: they go by number, so that they stay when the list is ordered or narrowed."""

from __future__ import annotations

from array import array
from random import Random

import pytest

from ui.models.ticks import Ticks


@pytest.fixture
def ticks() -> Ticks:
    made = Ticks()
    made.show(array("q", [40, 10, 30, 20]))
    return made


def test_ticks_stay_with_their_rows_in_another_order(ticks: Ticks) -> None:
    ticks.set([0, 2])
    ticks.show(array("q", [10, 20, 30, 40]))
    assert list(ticks.places()) == [2, 3] and list(ticks.numbers()) == [30, 40] and ticks.count == 2


def test_rows_that_are_not_listed_keep_their_ticks_and_do_not_count(ticks: Ticks) -> None:
    ticks.only(range(4))
    ticks.show(array("q", [30]))
    assert ticks.count == 1
    ticks.set([0], on=False)
    ticks.show(array("q", [10, 30]))
    assert list(ticks.numbers()) == [10]


def test_ticking_some_and_no_others_forgets_those_that_are_not_listed(ticks: Ticks) -> None:
    ticks.only([0, 1])
    ticks.show(array("q", [30, 20]))
    ticks.only([0])
    ticks.show(array("q", [10, 20, 30, 40]))
    assert list(ticks.numbers()) == [30]


def test_rows_that_came_after_the_ticks_are_not_ticked(ticks: Ticks) -> None:
    ticks.only(range(4))
    ticks.show(array("q", [99, 10]))
    assert not ticks.of(0) and ticks.of(1) and ticks.count == 1
    ticks.set([0])
    assert list(ticks.numbers()) == [99, 10]


def test_runs_are_told_up_to_a_number_of_them(ticks: Ticks) -> None:
    ticks.show(array("q", range(10)))
    ticks.only([0, 1, 4, 8, 9])
    assert ticks.runs(3) == [(0, 1), (4, 4), (8, 9)]
    assert ticks.runs(2) == []


@pytest.mark.parametrize("seed", range(5))
def test_ticks_are_those_of_a_plain_set(seed: int) -> None:
    random, ticks, plain = Random(seed), Ticks(), set[int]()
    every = random.sample(range(200), 60)
    ids = array("q", every)
    ticks.show(ids)
    for _ in range(60):
        act, places = random.randrange(4), random.sample(range(len(ids)), random.randint(0, len(ids)))
        if act == 0:
            ids = array("q", random.sample(every, random.randint(1, 60)))
            ticks.show(ids)
        elif act == 1:
            low = random.randint(0, len(ids))
            run = range(low, random.randint(low, len(ids)))
            ticks.only(run)
            plain = {ids[place] for place in run}
        else:
            ticks.set(places, on=act == 2)
            numbers = {ids[place] for place in places}
            plain = plain | numbers if act == 2 else plain - numbers
        wanted = [number for number in ids if number in plain]
        assert list(ticks.numbers()) == wanted and ticks.count == len(wanted)
        assert [ids[place] for place in ticks.places()] == wanted
        assert [place for place in range(len(ids)) if ticks.of(place)] == list(ticks.places())
        assert ticks.first() == next(ticks.places(), -1)
