"""The state machines against the table of the domain model: every step it names is allowed, every other refused."""

from __future__ import annotations

import pytest

from workbench.domain.states import MACHINES, moved
from workbench.domain.vocabularies import VOCABULARIES

# from (one or several) | step | to, as the model has them; a step it leaves open is marked with what we decided
OBSTACLE = """
new                          | classify | classified
new classified               | give_back | returned
new classified local escalated in_progress | merge | merged
classified                   | handle | local
classified local             | escalate | escalated
new                          | escalate | escalated       # escalating is a review
escalated in_progress        | escalate | escalated       # asked again, or of a higher level
escalated in_progress        | progress | in_progress
escalated in_progress        | resolve | resolved
local                        | resolve | resolved         # settled where it arose
escalated in_progress        | explain | explained
resolved explained           | close | closed
closed                       | reopen | in_progress
resolved explained           | reopen | in_progress       # before it was closed
"""
ITEM = """
draft                        | submit | for_signature
for_signature                | send | sent
draft                        | send | sent                # a small office signs and sends at once
sent                         | receive | received
sent received processing     | progress | processing
sent received processing     | partial | processing
sent received processing     | resolve | resolved
sent received processing     | explain | explained
sent received processing     | give_back | returned
sent received processing     | forward | forwarded
sent received processing     | raise_higher | raised
explained returned           | raise_higher | raised      # an answer that does not help
sent received processing     | withdraw | withdrawn
draft for_signature          | withdraw | withdrawn       # given up before it was sent
explained resolved           | progress | processing      # several answers, the newest classifies
explained resolved           | partial | processing
explained resolved           | resolve | resolved
explained resolved           | explain | explained
explained resolved           | give_back | returned
explained resolved           | forward | forwarded
"""
AGREEMENT = """
draft                        | consult | consulting
draft consulting             | sign | in_force
in_force                     | interim | in_force         # sơ kết
in_force                     | amend | in_force
in_force                     | extend | in_force
in_force                     | review | reviewed
draft consulting in_force    | terminate | terminated
in_force reviewed            | replace | replaced
"""
LISTS = {"obstacle": "obstacle_state", "escalation_item": "escalation_state", "agreement": "agreement_state"}


def steps(table: str) -> dict[tuple[str, str], str]:
    """State and step to the state after it."""
    found = {}
    for line in filter(None, map(str.strip, table.splitlines())):
        sources, move, target = (part.strip() for part in line.partition("#")[0].split("|"))
        for source in sources.split():
            assert (source, move) not in found, line
            found[source, move] = target
    return found


TABLES = {"obstacle": steps(OBSTACLE), "escalation_item": steps(ITEM), "agreement": steps(AGREEMENT)}
EVERY = [
    (machine, state, move)
    for machine, moves in MACHINES.items()
    for move in moves
    for state in VOCABULARIES[LISTS[machine]].choices
]


@pytest.mark.parametrize(("machine", "state", "move"), EVERY)
def test_the_program_knows_the_steps_of_the_model_and_no_others(machine: str, state: str, move: str) -> None:
    target, refused = moved(machine, state, move)
    wanted = TABLES[machine].get((state, move))
    assert (target, refused is None) == ((wanted, True) if wanted else (state, False))


@pytest.mark.parametrize("machine", TABLES)
def test_no_step_of_the_model_is_missing(machine: str) -> None:
    assert {move for _, move in TABLES[machine]} == set(MACHINES[machine])


@pytest.mark.parametrize("machine", TABLES)
def test_every_state_can_be_reached(machine: str) -> None:
    first = VOCABULARIES[LISTS[machine]].choices[0]
    reached, new = {first}, {first}
    while new:
        new = {target for (source, _), target in TABLES[machine].items() if source in new} - reached
        reached |= new
    assert reached == set(VOCABULARIES[LISTS[machine]].choices)
