"""The search for lost objects: held off while the program starts, seldom and without what the start made afterwards."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from ui import garbage


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    kept = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*kept)
    gc.enable()


class Ring:
    def __init__(self) -> None:
        self.me = self


def test_nothing_is_looked_for_until_the_start_is_over() -> None:
    garbage.hold()
    assert not gc.isenabled()
    garbage.settle()
    assert gc.isenabled()


def test_what_the_start_made_is_set_aside_and_what_it_lost_is_gone() -> None:
    lost, kept = Ring(), Ring()
    gone = weakref.ref(lost)
    del lost
    garbage.hold()
    garbage.settle()
    assert gone() is None
    assert not any(one is kept for one in gc.get_objects())


def test_what_is_lost_afterwards_is_found_by_itself() -> None:
    garbage.settle()
    lost = Ring()
    gone = weakref.ref(lost)
    del lost
    made = [[] for _ in range(garbage.YOUNG + 1)]  # type: ignore[var-annotated]
    assert made and gone() is None


def test_a_second_window_sets_nothing_more_aside() -> None:
    garbage.settle()
    set_aside = gc.get_freeze_count()
    later = Ring()
    garbage.settle()
    assert gc.get_freeze_count() <= set_aside
    assert any(one is later for one in gc.get_objects())
