"""The rows of a register in the order of any of its columns.

Code, title and deadline have an index each. What rows are ordered by in another column is kept once for all rows that
have it, as a value of the listing under the column's name, with these rows beside it. So a register is gone through
group by group from its first row on, however many there are; and a whole list is put in order by counting, without
comparing texts.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from operator import itemgetter

from workbench.storage.database import Database

OWN = ("code", "title", "due")  # columns with an index
STATUS = "status"
HOLDS = "first<=:day AND last>=:day"
COLUMN = "="  # before the name of a column that values order by: no facet is called so
_SORTED = 2_000  # rows of one group that are fetched and put in order; a larger one is met along the next order
_AT_ONCE = 2_000  # rows up to which a list is put in order by SQL
Order = Sequence[tuple[str, bool]]
Key = tuple[int, tuple[str, str]]  # number of a row, a column and what orders the row in it


@dataclass(frozen=True, slots=True)
class _Inside:
    """Conditions on rows of the listing, and their parameters."""

    tests: tuple[str, ...] = ()
    parameters: dict[str, object] = field(default_factory=dict)

    def and_also(self, test: str, **parameters: object) -> _Inside:
        return _Inside((*self.tests, test), self.parameters | parameters)


class Ordering:
    """Orders of the listing of one file; `register` and `day` are those of the question."""

    def __init__(self, database: Database, register: str, day: str) -> None:
        self._db = database
        self._asked: dict[str, object] = {"register": register, "day": day}

    # from the first row on

    def along(self, order: Order) -> Generator[int, None, None]:
        """Every row of the register, read as far as it is asked for. Close it when done: until then the file stays
        locked for those who write.
        """
        return self._within(list(order), _Inside())

    def _within(self, order: Order, inside: _Inside) -> Generator[int, None, None]:
        key, falling = order[0] if order else ("code", False)
        rest = order[1:]
        if key in OWN:
            yield from self._own(key, falling, rest, inside)
            return
        place = f"v{len(inside.tests)}"
        with closing(self._groups(key, falling)) as groups:
            for value, members in groups:
                if members is None:
                    yield from self._within(rest, inside.and_also(_has(key, place), **{place: value}))
                elif len(members) == 1 and not inside.tests:
                    yield members[0]
                else:
                    yield from self.sorted(members, rest, inside)
        yield from self._within(rest, inside.and_also(_lacks(key, place), **{place: _named(key)}))

    def _own(self, key: str, falling: bool, rest: Order, inside: _Inside) -> Generator[int, None, None]:
        if not rest:
            ties = ", id" if key == "code" else ", code, id"
            with closing(self._own_values(key, falling, inside, ties)) as rows:
                yield from map(itemgetter(0), rows)
        else:
            with closing(self._own_values(key, falling, inside)) as rows:
                for _, group in groupby(rows, key=itemgetter(1)):
                    members = [row[0] for row in group]
                    yield from members if len(members) == 1 else self.sorted(members, rest)
        if key != "code":
            yield from self._within(rest, inside.and_also(f"{key} IS NULL"))

    def _own_values(
        self, key: str, falling: bool, inside: _Inside = _Inside(), ties: str = ""
    ) -> Generator[tuple[int, str], None, None]:
        """Rows with what they have in a column that has an index, in the order of this."""
        tests = " AND ".join(["register=:register", *inside.tests, f"{key} IS NOT NULL"])
        sql = f"SELECT id, {key} FROM listing WHERE {tests} ORDER BY {key} {_way(falling)}{ties}"
        with closing(self._db.execute(sql, self._asked | inside.parameters)) as rows:
            yield from rows

    def _groups(self, column: str, falling: bool) -> Generator[tuple[int, list[int] | None], None, None]:
        """Values of a column in their order, with the rows that have it; None in place of very many."""
        after = ""
        while True:
            known, past = -1, after
            members: list[int] = []
            with closing(self._holders(column, falling, after)) as rows:
                for listed, value, words in rows:
                    if value != known:
                        if members:
                            yield known, members
                        known, members = value, []
                    members.append(listed)
                    if len(members) > _SORTED:
                        past = words
                        break
            if past == after:
                if members:
                    yield known, members
                return
            yield known, None
            after = past

    def _holders(self, column: str, falling: bool, after: str = "") -> Generator[tuple[int, int, str], None, None]:
        """Rows with the number and the words of what they have in a column, in the order of these."""
        table, holds = _holding(column)
        beyond = f" AND v.value{'<' if falling else '>'}:after" if after else ""
        sql = (
            f"SELECT k.listed, v.id, v.value FROM listing_value v CROSS JOIN {table} k ON k.value=v.id AND {holds}"
            f" WHERE v.register=:register AND v.facet=:facet{beyond} ORDER BY v.value {_way(falling)}"
        )
        asked = self._asked | {"facet": _named(column), "after": after}
        with closing(self._db.execute(sql, asked)) as rows:
            yield from rows

    # a list

    def sorted(self, rows: Iterable[int], order: Order, inside: _Inside = _Inside()) -> list[int]:
        """Some rows in that order, then by code; those of other registers and those not `inside` left out."""
        parameters = self._asked | inside.parameters | {"rows": json.dumps(list(rows))}
        terms = []
        for place, (key, falling) in enumerate(order):
            value = _value(key, f"k{place}", parameters)
            terms.append(f"{value} IS NULL, {value} {_way(falling)}")
        tests = " AND ".join(["+register=:register", "id IN (SELECT value FROM json_each(:rows))", *inside.tests])
        sql = f"SELECT id FROM listing WHERE {tests} ORDER BY {', '.join([*terms, 'code', 'id'])}"
        return [int(str(number)) for (number,) in self._db.rows(sql, parameters)]

    def whole(self, rows: array[int], order: Order) -> array[int]:
        """A list of rows that are ordered by code, in that order. Rows may come and go meanwhile: those that came are
        not in it, those that went are its last.
        """
        if not rows or len(rows) <= _AT_ONCE:
            return array("q", self.sorted(rows, order))
        top = max(rows)
        for key, falling in reversed(order):
            rows = _by_rank(rows, *self._ranks(key, falling, top))
        return rows

    def _ranks(self, key: str, falling: bool, top: int) -> tuple[array[int], int]:
        """The place of each row, by its number up to `top`, among those that differ in a column, -1 without a value; and
        how many places there are.
        """
        ranks, rank, known = array("q", [-1]) * (top + 1), -1, None
        with closing(self._own_values(key, falling) if key in OWN else self._holders(key, falling)) as rows:
            for row in rows:
                if row[1] != known:
                    known = row[1]
                    rank += 1
                if row[0] <= top:
                    ranks[row[0]] = rank
        return ranks, rank + 1


class Keys:
    """What rows are ordered by, kept beside the listing; written inside the caller's transaction."""

    @staticmethod
    def turned(
        connection: sqlite3.Connection, told: Mapping[int, str], keys: Mapping[int, Mapping[str, str]]
    ) -> tuple[list[Key], list[Key]]:
        """What comes to some rows and what they lose, when they are about to be listed with these keys. `told`: the
        keys as the listing keeps them.
        """
        asked = (json.dumps(list(told)),)
        stored = dict(
            connection.execute("SELECT id, keys FROM listing WHERE id IN (SELECT value FROM json_each(?))", asked)
        )
        come: list[Key] = []
        gone: list[Key] = []
        for number, words in told.items():
            was = stored.get(number)
            if was == words:
                continue
            before, now = json.loads(was) if was else {}, keys[number]
            come += [(number, (_named(key), now[key])) for key in now if before.get(key) != now[key]]
            gone += [(number, (_named(key), before[key])) for key in before if before[key] != now.get(key)]
        return come, gone

    @staticmethod
    def write(
        connection: sqlite3.Connection,
        numbers: Mapping[tuple[str, str], int],
        come: Iterable[Key],
        gone: Iterable[Key],
    ) -> None:
        """Write what comes and goes; `numbers` of the values by facet and word."""
        away = [(numbers[key], number) for number, key in gone]
        connection.executemany("DELETE FROM listing_key WHERE value=? AND listed=?", away)
        new = sorted((numbers[key], number) for number, key in come)
        connection.executemany("INSERT OR IGNORE INTO listing_key VALUES (?,?)", new)

    @staticmethod
    def remove(connection: sqlite3.Connection, rows: Sequence[int]) -> None:
        """Take those of some rows away, which must still be listed."""
        held = f"SELECT v.id, l.id FROM {_TOLD} WHERE l.id IN (SELECT value FROM json_each(?))"
        connection.execute(f"DELETE FROM listing_key WHERE (value, listed) IN ({held})", (json.dumps(rows),))

    @staticmethod
    def stale(database: Database, register: str) -> list[str]:
        """Ids of the records of a register whose keys are not those of their rows; of a row that is gone its number."""
        told = f"SELECT v.id, l.id FROM {_TOLD} WHERE l.register=:register"
        kept = (
            "SELECT k.value, k.listed FROM listing_key k JOIN listing_value v ON v.id=k.value AND v.register=:register"
        )
        apart = f"SELECT * FROM ({told} EXCEPT {kept}) UNION SELECT * FROM ({kept} EXCEPT {told})"
        sql = f"WITH w(value, listed) AS ({apart}) SELECT DISTINCT coalesce(s.uid, w.listed) FROM w"
        rows = database.rows(f"{sql} LEFT JOIN search_text s ON s.id=w.listed", {"register": register})
        return [str(uid) for (uid,) in rows]


# what the rows themselves tell: each key with its value
_TOLD = (
    "listing l CROSS JOIN json_each(l.keys) j CROSS JOIN listing_value v"
    f" ON v.register=l.register AND v.facet='{COLUMN}' || j.key AND v.value=j.value"
)


def _by_rank(rows: array[int], ranks: array[int], places: int) -> array[int]:
    """Rows by their rank, those without one last; rows of the same rank stay as they stood."""
    counts = [0] * (places + 1)  # rank -1 is the last of them
    for number in rows:
        counts[ranks[number]] += 1
    starts = list(accumulate(counts, initial=0))[:-1]
    found = array("q", bytes(8 * len(rows)))
    for number in rows:
        rank = ranks[number]
        found[starts[rank]] = number
        starts[rank] += 1
    return found


def _named(column: str) -> str:
    """The facet that holds the values of a column."""
    return STATUS if column == STATUS else f"{COLUMN}{column}"


def _holding(column: str) -> tuple[str, str]:
    """The table of rows that have a value in a column, and when they have it."""
    return ("listing_choice", HOLDS) if column == STATUS else ("listing_key", "true")


def _has(column: str, value: str) -> str:
    """That a row has a value, by the name of the parameter that holds its number."""
    table, holds = _holding(column)
    return f"EXISTS (SELECT 1 FROM {table} WHERE value=:{value} AND listed=listing.id AND {holds})"


def _lacks(column: str, facet: str) -> str:
    """That a row has no value in a column, by the name of the parameter that holds its facet."""
    if column != STATUS:
        return f"json_extract(keys, '$.\"' || substr(:{facet}, {len(COLUMN) + 1}) || '\"') IS NULL"
    return f"NOT EXISTS ({_status(facet)})"


def _value(column: str, name: str, parameters: dict[str, object]) -> str:
    """What a row is ordered by in a column, as it is written in SQL."""
    if column in OWN:
        return column
    if column == STATUS:
        parameters[name] = STATUS
        return f"({_status(name)})"
    parameters[name] = f'$."{column}"'
    return f"json_extract(keys, :{name})"


def _status(facet: str) -> str:
    return (
        "SELECT v.value FROM listing_choice c JOIN listing_value v ON v.id=c.value"
        f" WHERE c.listed=listing.id AND v.facet=:{facet} AND {HOLDS}"
    )


def _way(falling: bool) -> str:
    return "DESC" if falling else "ASC"
