"""Places and bodies under the names of their time: compared through what they have become."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.domain.succession import Successions
from workbench.services.texts import Names


def places_now(uids: Iterable[str], successions: Successions) -> frozenset[str]:
    """The units of today that hold these; where two have become one, the old ones too, so that they stay two."""
    before = frozenset(uids)
    now = frozenset(map(successions.heir, before))
    return now if len(now) == len(before) else now | before


def with_successors(uids: Iterable[str], names: Names) -> frozenset[str]:
    """Bodies with those that took over their work."""
    found: set[str] = set()
    waiting = list(uids)
    while waiting:
        uid = waiting.pop()
        if uid not in found:
            found.add(uid)
            body = names.organizations.get(uid)
            waiting.extend(body.values.successors if body else ())
    return frozenset(found)


def called_alike(ours: object, theirs: object, names: Names) -> bool:
    """Whether two lists name the same places in the same words: only the day decided which unit was meant."""
    if not isinstance(ours, tuple) or not isinstance(theirs, tuple):
        return False
    if not any(uid in names.localities for uid in (*ours, *theirs)):
        return False
    said = [sorted(names.locality(uid) or uid for uid in side) for side in (ours, theirs)]
    return said[0] == said[1]
