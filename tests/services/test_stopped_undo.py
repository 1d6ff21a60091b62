"""Taking an act back tells how far it is, never goes back on it, and leaves everything when it is stopped anywhere."""

from __future__ import annotations

import pytest

from tests.building import edit, everything, new, write
from workbench.errors import Cancelled
from workbench.progress import Stretch
from workbench.services.workbench import Workbench


class Watched:
    """Keeps what it is told; stops the work at the given step."""

    def __init__(self, stop_at: int = -1) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int, key: str = "") -> None:
        self.told.append((done, total))
        if len(self.told) == self._stop_at:
            raise Cancelled


@pytest.fixture
def edited(record: Workbench) -> Workbench:
    uids = ("o1", "o2", "o3")
    write(record, *(new("obstacle", uid, content=f"Thiếu cát {uid}") for uid in uids))
    write(record, *(edit(record, "obstacle", uid, officer="Trần Minh Đức") for uid in uids))
    return record


def test_it_is_told_as_one_work_that_never_goes_back(edited: Workbench) -> None:
    watched = Watched()
    edited.undo(progress=watched)
    assert {total for _, total in watched.told} == {1000}
    assert len(watched.told) > 3 and watched.told == sorted(watched.told)


def test_stopped_at_any_step_it_leaves_the_record_as_it_was(edited: Workbench) -> None:
    before, head = everything(edited), edited.journal.head()
    for place in range(1, 6):
        with pytest.raises(Cancelled):
            edited.undo(progress=Watched(place))
        assert (everything(edited), edited.journal.head()) == (before, head)
        assert list(edited.lists.stale()) == [] and list(edited.search.stale()) == []


def test_a_stretch_without_a_known_end_stays_at_its_beginning() -> None:
    watched = Watched()
    stretch = Stretch(watched, 0.5, 1)
    stretch.step(7, 0)
    stretch.step(1, 2)
    stretch.step(3, 2)
    assert watched.told == [(500, 1000), (750, 1000), (1000, 1000)]
