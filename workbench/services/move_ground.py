"""What a step of some obstacles is weighed on: they themselves, what was asked about them, and whom they are merged
into. In a record of any size no more than that is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from workbench.domain.states import OPEN_OBSTACLE
from workbench.progress import Progress, Silent
from workbench.services.linked import Linked
from workbench.services.near import NearLinked, near
from workbench.services.registers import Registers
from workbench.storage.repository import Repository


def ground_of(
    registers: Registers, obstacles: Iterable[str], into: str = "", progress: Progress | None = None
) -> Linked:
    """The linked record as far as `obstacle_moves.propose` needs it for these obstacles (ids), `into` among them.
    `progress` may stop the reading.
    """
    told = progress or Silent()
    told.step(0, 2)
    repository, linked = registers.workbench.repository, registers.linked()
    wanted = [*obstacles, *_merged_along(repository, into)]
    records = repository.many("obstacle", wanted)
    told.step(1, 2)
    found = near(repository, "obstacle", records)
    told.step(2, 2)
    return NearLinked(repository, found, linked.today, linked.names, linked.calendar)


def _merged_along(repository: Repository, uid: str) -> list[str]:
    """An obstacle and those it was merged into, one after the other; a ring is gone round once."""
    found: dict[str, None] = {}
    while uid and uid not in found:
        found[uid] = None
        uid = next((record.values.merged_into or "" for record in repository.many("obstacle", [uid])), "")
    return list(found)


def merge_targets(
    repository: Repository, leaving: Collection[str], progress: Progress | None = None
) -> list[tuple[str, str]]:
    """Words and id of each open obstacle that others can be merged into, newest code first. `progress` may stop it."""
    told, done, total = progress or Silent(), 0, repository.count("obstacle")
    left_out = frozenset(leaving)
    found: list[tuple[str, str, str]] = []
    for part in repository.every("obstacle"):
        told.step(done, total)
        done += len(part)
        for record in part:
            values = record.values
            if values.state in OPEN_OBSTACLE and record.uid not in left_out:
                found.append((str(values.code), values.title or values.content, record.uid))
    found.sort(key=lambda one: one[0], reverse=True)
    return [(f"{code} · {words}", uid) for code, words, uid in found]
