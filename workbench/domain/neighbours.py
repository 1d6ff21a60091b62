"""Which units share a border on land or along a river: general geography, by the units of 63 and of 34.

A unit that is made later borders on whatever the units it took over bordered on; the caller follows successions.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from workbench.domain import reference
from workbench.domain.place_names import even_key, written

Named = tuple[str, str]  # code and name: a code alone may mean two units


@lru_cache(maxsize=1)
def borders() -> Mapping[str, frozenset[str]]:
    """Neighbours by unit (ids of `localities.csv`), those of the 63 and of the 34 together."""
    found: dict[str, set[str]] = {}
    for row in reference.rows("neighbours"):
        found.setdefault(row["unit_id"], set()).update(reference.several(row["neighbours"]))
    return {unit: frozenset(others) for unit, others in found.items()}


def named(code: str, name: str) -> Named:
    """What a unit is recognised by in a record that numbers its units otherwise."""
    return code, even_key(written(name).bare)


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Named]:
    """Code and name of each unit that has neighbours."""
    known = borders()
    return {r["unit_id"]: named(r["code"], r["name"]) for r in reference.rows("localities") if r["unit_id"] in known}
