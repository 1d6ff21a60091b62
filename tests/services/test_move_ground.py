"""A step of a few obstacles is weighed on what belongs to them, and comes out as on the whole record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.linkage_scene import NNMT, furnish, letter, linked, obstacle
from workbench.errors import Cancelled
from workbench.services import escalating
from workbench.services.move_ground import ground_of, merge_targets
from workbench.services.obstacle_moves import BY_HAND, MoveDraft, moves_of, propose
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench
from workbench.storage.repository import Repository


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    for number, values in enumerate(({}, {}, {"merged_into": "vm1"}, {"state": "resolved"}, {"state": "new"}), start=1):
        obstacle(record, number, f"Vướng mắc {number}", to=(NNMT,), **values)
    record.commit(escalating.propose(record, letter("vm1", "vm2")).act)
    return record


@pytest.mark.parametrize("into", ["", "vm1", "vm3", "vm4", "không có"])
@pytest.mark.parametrize("move", BY_HAND)
def test_proposal_is_the_same_as_on_the_whole_record(scene: Workbench, move: str, into: str) -> None:
    registers = Registers(scene)
    for chosen in (("vm1",), ("vm2", "vm5"), ("vm1", "vm2", "vm3", "vm4", "vm5")):
        draft = MoveDraft(move, chosen, reason="Đã xong", into=into)
        assert propose(scene, draft, ground_of(registers, chosen, into)) == propose(scene, draft, linked(scene))
        assert moves_of(ground_of(registers, chosen), chosen) == moves_of(linked(scene), chosen)


def test_no_whole_register_is_read_for_a_few(scene: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    every = Repository.all

    def watched(repository: Repository, entity: str) -> list[Any]:
        if entity not in repository._only:
            read.append(entity)
        return every(repository, entity)

    monkeypatch.setattr(Repository, "all", watched)
    chosen = ("vm2", "vm5")
    ground = ground_of(Registers(scene), chosen, "vm1")
    moves_of(ground, chosen)
    for move in BY_HAND:
        propose(scene, MoveDraft(move, chosen, reason="Đã xong", into="vm1"), ground)
    assert not set(read) & {"obstacle", "recommendation", "escalation", "escalation_item", "answer", "answer_item"}


def test_open_ones_are_offered_to_merge_into_newest_code_first(scene: Workbench) -> None:
    offered = merge_targets(scene.repository, ["vm2"])
    assert [uid for _, uid in offered] == ["vm5", "vm3", "vm1"]
    assert offered[-1][0].endswith(" · Vướng mắc 1")


def test_reading_them_can_be_stopped(scene: Workbench) -> None:
    class Stopped:
        def step(self, done: int, total: int, key: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        merge_targets(scene.repository, [], Stopped())
