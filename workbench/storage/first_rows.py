"""The first rows of a list, found without going through all that match: they are shown while somebody still types.

Rows are taken in the order of the list and looked at one by one until there are enough. That is quick when many match.
When few do, the condition that fewest rows meet gives them all, and these are put in order.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from itertools import islice
from math import inf
from typing import TypeVar

from workbench.storage.database import Database
from workbench.storage.listing import Listing, Narrowing
from workbench.storage.ordering import HOLDS, Order
from workbench.storage.search import Sought, searching

_LOOKED_AT = 3_000  # rows looked at before giving up; each is fetched from its own place in the file
_AT_MOST = 20_000  # the same when there is no better way than that
_STEP = 100
_FEW = 60_000  # rows that a condition may give to be the one that is started from
_SORTED = 2_000  # of them are put in order by themselves; more are met soon enough along the whole order
_MET = 60_000  # rows of the order that are passed to meet them
T = TypeVar("T")


class FirstRows:
    """Looks into the listing of one file."""

    def __init__(self, database: Database, listing: Listing) -> None:
        self._db = database
        self._listing = listing

    def find(self, narrowing: Narrowing, order: Order, most: int, within: Sequence[int] = ()) -> array[int] | None:
        """The first rows, at most so many, as `Listing.ids` gives them; fewer are all there are. None when that can
        only be told by going through everything.

        `within`: a list in this order that holds every row which matches.
        """
        if narrowing.uids is not None or narrowing.due_until is not None:
            return None
        tests = _Tests(self._db, self._listing, narrowing)
        if tests.hopeless:
            return array("q")
        found = self._along(narrowing, order, within, lambda rows: tests.first(rows, most, _LOOKED_AT))
        if found is not None:
            return found
        few = tests.fewest()
        if few is None:  # many, but none of them among the first
            return self._along(narrowing, order, within, lambda rows: tests.first(rows, most, _AT_MOST))
        if len(few) <= _SORTED:
            return tests.first(self._listing.sorted(narrowing, order, few), most)
        among = frozenset(few)

        def met(rows: Iterable[int]) -> array[int] | None:
            return tests.first((row for row in islice(rows, _MET) if row in among), most)

        found = self._along(narrowing, order, within, met)
        if found is not None and len(found) == most:
            return found
        return tests.first(self._listing.sorted(narrowing, order, few), most)  # they lie far down the order

    def met(self, narrowing: Narrowing, rows: Sequence[int], most: int) -> array[int] | None:
        """The first of some rows, as they stand, that meet every condition; None when too many would be looked at."""
        if narrowing.uids is not None or narrowing.due_until is not None:
            return None
        tests = _Tests(self._db, self._listing, narrowing)
        return array("q") if tests.hopeless else tests.first(rows, most, _LOOKED_AT)

    def _along(self, narrowing: Narrowing, order: Order, within: Sequence[int], look: Callable[[Iterable[int]], T]) -> T:
        """What `look` makes of the rows in their order."""
        if within:
            return look(within)
        with closing(self._listing.along(narrowing, order)) as rows:
            return look(rows)


class _Tests:
    """The conditions of a narrowing, for some rows at a time."""

    def __init__(self, database: Database, listing: Listing, narrowing: Narrowing) -> None:
        self._db = database
        self._sought: Sought = searching(narrowing.search)
        chosen = ((facet, values) for facet, values in narrowing.chosen)
        self._values = [listing.value_ids(narrowing.register, facet, values) for facet, values in chosen]
        self._parameters: dict[str, object] = {"day": narrowing.day}

    @property
    def hopeless(self) -> bool:
        """Whether a value is asked for that no row has."""
        return not all(self._values)

    def first(self, rows: Iterable[int], most: int, looked_at: float = inf) -> array[int] | None:
        """The first of these rows that meet every condition; None when there were more to look at than allowed."""
        found: array[int] = array("q")
        source, step = iter(rows), _STEP
        while part := list(islice(source, max(1, int(min(step, looked_at))))):
            if looked_at <= 0:
                return None
            looked_at -= len(part)
            step *= 2
            held = self._held(part)
            found.extend(number for number in part if number in held)
            if len(found) >= most:
                return found[:most]
        return found

    def _held(self, rows: Sequence[int]) -> set[int]:
        """Which of these rows meet every condition."""
        tests, parameters = [], dict(self._parameters, rows=json.dumps(rows))
        for ids in self._values:
            listed = ",".join(map(str, ids))
            tests.append(f"EXISTS (SELECT 1 FROM listing_choice WHERE value IN ({listed}) AND listed=s.id AND {HOLDS})")
        for place, part in enumerate((*self._sought.exact, *(word for word, _ in self._sought.words))):
            parameters[f"part{place}"] = part
            tests.append(f"instr(s.folded, :part{place}) > 0")
        sql = "SELECT s.id, s.folded FROM json_each(:rows) j CROSS JOIN search_text s ON s.id=j.value"
        found = self._db.rows(f"{sql} WHERE {' AND '.join(tests) or '1'}", parameters)
        return {int(str(number)) for number, folded in found if self._sought.holds(str(folded))}

    def fewest(self) -> list[int] | None:
        """All rows that meet a condition which few meet; None when every one is met by many."""
        limit = {"limit": _FEW + 1}
        if self._sought.words:
            sql = "SELECT rowid FROM search_word WHERE search_word MATCH :words LIMIT :limit"
            rows = self._db.rows(sql, limit | {"words": self._sought.match})
            if len(rows) <= _FEW:
                return [int(str(row[0])) for row in rows]
        for ids in self._values:
            listed = ",".join(map(str, ids))
            sql = f"SELECT DISTINCT listed FROM listing_choice WHERE value IN ({listed}) AND {HOLDS} LIMIT :limit"
            rows = self._db.rows(sql, self._parameters | limit)
            if len(rows) <= _FEW:
                return [int(str(row[0])) for row in rows]
        return None
