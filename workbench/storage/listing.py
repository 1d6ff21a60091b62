"""The listing: what the registers are narrowed and ordered by, one row for each record that a register shows.

It is derived from the records and kept with them in the same transaction; it can be made anew at any time. What
depends on the day is kept with the days between which it holds, never as it stands today. A row has the number of
its record's search text.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import NamedTuple

from workbench.frozen import frozen
from workbench.storage.database import Database
from workbench.storage.ordering import HOLDS, OWN, Keys, Order, Ordering
from workbench.storage.plain import dump
from workbench.storage.search import searching

ALWAYS = ""  # before every day
FOREVER = "~"  # after every day
VIEW, OFFICER = "view", "officer"
_FEW = 20_000  # rows up to which fetching and sorting them is quicker than going along an index
_CHUNK = 500


class Choice(NamedTuple):
    """A value that a row has in a facet, from a day to a day (ISO), both counted."""

    facet: str
    value: str
    first: str = ALWAYS
    last: str = FOREVER


@frozen
class Entry:
    """What the listing holds of one record. `code`, `title` and `keys` are keys of the Vietnamese order, `due` the
    day that it is ordered by (ISO).
    """

    uid: str
    code: str
    title: str | None
    due: str | None
    keys: Mapping[str, str]
    choices: frozenset[Choice]


@frozen
class Listed:
    """What the listing tells of a row by itself. `code` is a key of the Vietnamese order, `due` the day that it is
    ordered by (ISO), `key` what it is ordered by in a column that was asked for.
    """

    id: int
    uid: str
    code: str
    due: str | None
    key: str | None = None


@frozen
class Narrowing:
    """Which rows of a register: words that are searched, a view, values of facets (any of each), an officer whose they
    are, ids of records, the last day on which they are due.
    """

    register: str
    entity: str
    day: str
    search: str = ""
    view: str = ""
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)
    officer: str | None = None
    uids: Collection[str] | None = None
    due_until: str | None = None

    @property
    def chosen(self) -> list[tuple[str, Collection[str]]]:
        """What is asked of the choices of a row: a facet and values of which it must have one."""
        view = [(VIEW, (self.view,))] if self.view else []
        own = [(OFFICER, (self.officer,))] if self.officer is not None else []
        return [*((facet, values) for facet, values in self.facets.items() if values), *view, *own]

    @property
    def whole(self) -> bool:
        """Whether nothing is narrowed."""
        return not (self.search.strip() or self.view or any(self.facets.values())) and (
            self.officer is None and self.uids is None and self.due_until is None
        )


class Listing:
    """The listing of one file."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # reading

    def ids(self, narrowing: Narrowing, order: Order, most: int = -1) -> array[int]:
        """Numbers of the rows in the order of (column, descending), at most so many; empty values last, then by code.

        `due` alone puts rows without a day behind the others, the newest code first.
        """
        if not indexed(order):
            found = self._ordering(narrowing).whole(self.ids(narrowing, [("code", False)]), order)
            return found[:most] if most >= 0 else found
        found = array("q")
        for sql, parameters in self._orders(narrowing, order):
            left = most - len(found) if most >= 0 else -1
            found.extend(row[0] for row in self._db.execute(f"{sql} LIMIT :left", parameters | {"left": left}))
        return found

    def sorted(self, narrowing: Narrowing, order: Order, ids: Iterable[int]) -> list[int]:
        """Some rows in that order, whatever else the narrowing asks."""
        if not indexed(order):
            return self._ordering(narrowing).sorted(ids, order)
        asked: dict[str, object] = {"found": json.dumps(list(ids))}
        few = (["id IN (SELECT value FROM json_each(:found))"], asked)
        found: list[int] = []
        for sql, parameters in self._orders(narrowing, order, few):
            found += [row[0] for row in self._db.execute(sql, parameters)]
        return found

    def along(self, narrowing: Narrowing, order: Order) -> Generator[int, None, None]:
        """Every row of the register in that order, read as far as it is asked for. Close it when done: until then the
        file stays locked for those who write.
        """
        if not indexed(order):
            yield from self._ordering(narrowing).along(order)
            return
        whole = Narrowing(narrowing.register, narrowing.entity, narrowing.day)
        for sql, parameters in self._orders(whole, order):
            cursor = self._db.execute(sql, parameters)
            try:
                yield from (row[0] for row in cursor)
            finally:
                cursor.close()

    def _ordering(self, narrowing: Narrowing) -> Ordering:
        return Ordering(self._db, narrowing.register, narrowing.day)

    def value_ids(self, register: str, facet: str, values: Iterable[str]) -> list[int]:
        """Numbers of the values of a facet, those that no row ever had left out."""
        sql = (
            "SELECT id FROM listing_value WHERE register=:register AND facet=:facet"
            " AND value IN (SELECT value FROM json_each(:values))"
        )
        rows = self._rows(sql, {"register": register, "facet": facet, "values": json.dumps(list(values))})
        return [int(str(row[0])) for row in rows]

    def _orders(
        self, narrowing: Narrowing, order: Order, few: tuple[list[str], dict[str, object]] | None = None
    ) -> Iterator[tuple[str, dict[str, object]]]:
        """Queries that give the rows one after the other, in an order that has an index. `few`: the tests to make in
        place of the narrowing's own.
        """
        chosen, other, parameters = self._tests(narrowing) if few is None else ([], *few)
        parameters |= {"register": narrowing.register, "day": narrowing.day}
        start = f"SELECT id FROM listing WHERE {_where(chosen, other, few='found' in parameters)}"
        key, falling = order[0]
        ties = f"code {_way(falling and key == 'due')}, id" if key != "code" else "id"
        yield f"{start} AND {key} IS NOT NULL ORDER BY {key} {_way(falling)}, {ties}", parameters
        if key != "code":
            yield f"{start} AND {key} IS NULL ORDER BY code {_way(key == 'due')}, id", parameters

    def listed(self, narrowing: Narrowing, key: str = "") -> list[Listed]:
        """The rows themselves without their records, with their key in a column; in no order."""
        chosen, other, parameters = self._tests(narrowing)
        parameters["key"] = f'$."{key}"'
        wanted = "json_extract(keys, :key)" if key else "NULL"
        rows = self._rows(f"SELECT id, uid, code, due, {wanted} FROM listing WHERE {_where(chosen, other)}", parameters)
        return [
            Listed(int(str(number)), str(uid), str(code), _text(due), _text(found))
            for number, uid, code, due, found in rows
        ]

    def tally(self, ids: Iterable[int], facet: str, day: str) -> dict[str, int]:
        """How many of these rows, of any registers, have each of the values of a facet."""
        sql = (
            "SELECT v.value, count(*) FROM listing_choice c JOIN listing_value v ON v.id=c.value"
            f" WHERE c.listed IN (SELECT value FROM json_each(:ids)) AND v.facet=:facet AND {HOLDS} GROUP BY v.value"
        )
        rows = self._rows(sql, {"ids": json.dumps(list(ids)), "facet": facet, "day": day})
        return {str(value): int(str(n)) for value, n in rows}

    def having(self, ids: Iterable[int], facet: str, values: Iterable[str], day: str) -> frozenset[int]:
        """Which of these rows, of any registers, have one of the values of a facet."""
        sql = (
            "SELECT c.listed FROM listing_choice c JOIN listing_value v ON v.id=c.value"
            " WHERE c.listed IN (SELECT value FROM json_each(:ids)) AND v.facet=:facet"
            f" AND v.value IN (SELECT value FROM json_each(:values)) AND {HOLDS}"
        )
        asked = {"ids": json.dumps(list(ids)), "values": json.dumps(list(values))}
        return frozenset(int(str(row[0])) for row in self._rows(sql, {**asked, "facet": facet, "day": day}))

    def uids(self, ids: Sequence[int]) -> dict[int, str]:
        """Record ids of rows by number, in the order given; rows that are gone are left out."""
        found: dict[int, str] = {}
        for start in range(0, len(ids), _CHUNK):
            part = list(ids[start : start + _CHUNK])
            marks = ",".join("?" * len(part))
            rows = self._db.rows(f"SELECT id, uid FROM listing WHERE id IN ({marks})", list(part))
            found.update((int(str(number)), str(uid)) for number, uid in rows)
        return {number: found[number] for number in ids if number in found}

    def id_of(self, entity: str, uid: str) -> int:
        """Number of a record's row, -1 when it has none."""
        found = self._db.rows("SELECT id FROM search_text WHERE entity=? AND uid=?", (entity, uid))
        return int(str(found[0][0])) if found else -1

    def ids_of(self, entity: str, uids: Iterable[str]) -> list[int]:
        """Numbers of the rows of records, of those that have one."""
        sql = "SELECT id FROM search_text WHERE entity=? AND uid IN (SELECT value FROM json_each(?))"
        return [int(str(number)) for (number,) in self._db.rows(sql, (entity, json.dumps(list(uids))))]

    def values(self, register: str, facet: str) -> list[str]:
        """Values of a facet that any row has on any day."""
        sql = (
            "SELECT value FROM listing_value v WHERE register=? AND facet=?"
            " AND EXISTS (SELECT 1 FROM listing_choice WHERE value=v.id)"
        )
        return [str(value) for (value,) in self._db.rows(sql, (register, facet))]

    def count(self, narrowing: Narrowing) -> int:
        """How many rows there are."""
        chosen, other, parameters = self._tests(narrowing)
        if not chosen or narrowing.due_until is not None:
            tests = _where(chosen, other, few="found" in parameters)
            return self._number(f"SELECT count(*) FROM listing WHERE {tests}", parameters)
        # which rows have a value is told without the listing; of several values a row may have more than one
        rows = chosen[0] if len(narrowing.chosen[0][1]) == 1 else f"SELECT DISTINCT listed FROM ({chosen[0]})"
        held = [*(f"listed IN ({more})" for more in chosen[1:]), *(test.format(id="listed") for test in other)]
        return self._number(f"SELECT count(*) FROM ({rows}) WHERE {' AND '.join(held) or '1'}", parameters)

    def counts(self, narrowing: Narrowing, facet: str) -> dict[str, int]:
        """Rows by each of the values that they have in a facet, that facet's own choice left aside."""
        others = {key: chosen for key, chosen in narrowing.facets.items() if key != facet}
        apart = replace(narrowing, facets=others)
        test = "value IN (SELECT id FROM listing_value WHERE register=:register AND facet=:of)"
        parameters: dict[str, object] = {}
        if not apart.whole:
            chosen, other, parameters = self._tests(apart)
            # many are looked for among all that have a value, not for each value among these
            listed = "listed" if "found" in parameters or self._some_few(chosen, parameters) else "+listed"
            if apart.due_until is not None:
                chosen, other = [f"SELECT id FROM listing WHERE {_where(chosen, other)}"], []
            tests = [*(f"{listed} IN ({rows})" for rows in chosen), *(one.format(id=listed) for one in other)]
            test = " AND ".join([test, *tests])
        parameters |= {"register": narrowing.register, "of": facet, "day": narrowing.day}
        sql = (
            "SELECT v.value, c.n FROM (SELECT value, count(*) AS n FROM listing_choice"
            f" WHERE {test} AND {HOLDS} GROUP BY value) c JOIN listing_value v ON v.id=c.value"
        )
        return {str(value): int(str(n)) for value, n in self._rows(sql, parameters)}

    def _some_few(self, sets: Sequence[str], parameters: dict[str, object]) -> bool:
        """Whether one of the sets holds few rows."""
        most = {"most": _FEW + 1}
        sizes = (self._number(f"SELECT count(*) FROM ({rows} LIMIT :most)", parameters | most) for rows in sets)
        return any(size <= _FEW for size in sizes)

    def _number(self, sql: str, parameters: dict[str, object]) -> int:
        return int(str(self._rows(sql, parameters)[0][0]))

    def _rows(self, sql: str, parameters: dict[str, object]) -> list[tuple[object, ...]]:
        return self._db.rows(sql, parameters)

    def _tests(self, narrowing: Narrowing) -> tuple[list[str], list[str], dict[str, object]]:
        """What is asked: sets of rows that have the chosen values, tests on `listing` with `{id}` for the number of a
        row, and the parameters of both.
        """
        parameters: dict[str, object] = {"register": narrowing.register, "day": narrowing.day}
        sets: list[str] = []
        tests: list[str] = []
        for place, (facet, chosen) in enumerate(narrowing.chosen):
            names = ", ".join(f":{name}" for name in _bound(parameters, f"f{place}_", chosen))
            parameters[f"f{place}"] = facet
            held = f"facet=:f{place} AND value IN ({names})"
            values = f"SELECT id FROM listing_value WHERE register=:register AND {held}"
            sets.append(f"SELECT listed FROM listing_choice WHERE value IN ({values}) AND {HOLDS}")
        sought = searching(narrowing.search)
        if sought.words:
            tests.append(self._held(sought.match, parameters))
        if sought.exact:
            parameters["entity"] = narrowing.entity
            texts = [f"instr(folded, :{name}) > 0" for name in _bound(parameters, "part", sought.exact)]
            tests.append(f"{{id}} IN (SELECT id FROM search_text WHERE entity=:entity AND {' AND '.join(texts)})")
        if narrowing.due_until is not None:
            parameters["until"] = narrowing.due_until
            tests.append("due<=:until")
        if narrowing.uids is not None:
            parameters["uids"] = json.dumps(list(narrowing.uids))
            parameters["entity"] = narrowing.entity
            named = "uid IN (SELECT value FROM json_each(:uids))"
            tests.append(f"{{id}} IN (SELECT id FROM search_text WHERE entity=:entity AND {named})")
        return sets, tests, parameters

    def _held(self, words: str, parameters: dict[str, object]) -> str:
        """The test that a text holds words. A few are fetched at once, so that the register need not be gone through."""
        found = self._db.rows(f"SELECT rowid FROM search_word WHERE search_word MATCH ? LIMIT {_FEW + 1}", [words])
        if len(found) > _FEW:
            parameters["words"] = words
            return "{id} IN (SELECT rowid FROM search_word WHERE search_word MATCH :words)"
        parameters["found"] = json.dumps([number for (number,) in found])
        return "{id} IN (SELECT value FROM json_each(:found))"

    # writing, inside the caller's transaction

    def put(self, connection: sqlite3.Connection, register: str, entity: str, entries: Iterable[Entry]) -> None:
        """Write rows as given in place of what there was of these records."""
        listed = list(entries)
        asked = (entity, json.dumps([entry.uid for entry in listed]))
        numbers = dict(
            connection.execute(
                "SELECT uid, id FROM search_text WHERE entity=? AND uid IN (SELECT value FROM json_each(?))", asked
            )
        )
        told = {numbers[entry.uid]: dump(entry.keys) for entry in listed}
        come, gone = Keys.turned(connection, told, {numbers[entry.uid]: entry.keys for entry in listed})
        before = "DELETE FROM listing_choice WHERE listed IN (SELECT value FROM json_each(?))"
        connection.execute(before, (json.dumps(list(told)),))
        connection.executemany(
            "INSERT OR REPLACE INTO listing VALUES (?,?,?,?,?,?,?)",
            [(numbers[e.uid], register, e.uid, e.code, e.title, e.due, told[numbers[e.uid]]) for e in listed],
        )
        choices = {choice[:2] for entry in listed for choice in entry.choices}
        known = _value_ids(connection, register, choices | {key for _, key in (*come, *gone)})
        Keys.write(connection, known, come, gone)
        connection.executemany(
            "INSERT INTO listing_choice VALUES (?,?,?,?)",
            [
                (known[facet, value], numbers[entry.uid], first, last)
                for entry in listed
                for facet, value, first, last in entry.choices
            ],
        )

    def remove(self, connection: sqlite3.Connection, ids: Iterable[int]) -> None:
        """Take away the rows of these numbers."""
        numbers = list(ids)
        Keys.remove(connection, numbers)
        going = (json.dumps(numbers),)
        connection.execute("DELETE FROM listing WHERE id IN (SELECT value FROM json_each(?))", going)
        connection.execute("DELETE FROM listing_choice WHERE listed IN (SELECT value FROM json_each(?))", going)

    def settle(self, connection: sqlite3.Connection) -> None:
        """Leave no value that no row has any more."""
        held = "SELECT value FROM listing_choice UNION SELECT value FROM listing_key"
        connection.execute(f"DELETE FROM listing_value WHERE id NOT IN ({held})")

    def clear(self, connection: sqlite3.Connection) -> None:
        """Take all rows away."""
        for table in ("listing", "listing_choice", "listing_key", "listing_value"):
            connection.execute(f"DELETE FROM {table}")

    def rules(self) -> int:
        """Which rules the listing was made by; 0 for none."""
        return int(str(self._db.rows("SELECT coalesce(max(rules), 0) FROM listing_state")[0][0]))

    def keep_rules(self, connection: sqlite3.Connection, rules: int) -> None:
        """Note which rules the listing was made by."""
        if not connection.execute("UPDATE listing_state SET rules=?", (rules,)).rowcount:
            connection.execute("INSERT INTO listing_state (rules) VALUES (?)", (rules,))

    # looking over

    def misplaced(self, register: str) -> list[str]:
        """Ids of the records of a register whose rows are not found where its orders have them."""
        return Keys.stale(self._db, register)

    def entries(self, register: str) -> Iterator[Entry]:
        """Every row of a register as it is kept."""
        last = -1
        while rows := self._db.rows(
            f"SELECT id, uid, code, title, due, keys FROM listing WHERE register=? AND id>? ORDER BY id LIMIT {_CHUNK}",
            (register, last),
        ):
            last = int(str(rows[-1][0]))
            choices = self._choices([int(str(row[0])) for row in rows])
            for place, uid, code, title, due, keys in rows:
                yield Entry(
                    str(uid), str(code), _text(title), _text(due), json.loads(str(keys)),
                    frozenset(choices.get(int(str(place)), ())),
                )  # fmt: skip

    def _choices(self, ids: Sequence[int]) -> dict[int, list[Choice]]:
        marks = ",".join("?" * len(ids))
        found: dict[int, list[Choice]] = {}
        for place, facet, value, first, last in self._db.rows(
            "SELECT c.listed, v.facet, v.value, c.first, c.last FROM listing_choice c"
            f" JOIN listing_value v ON v.id=c.value WHERE c.listed IN ({marks})",
            list(ids),
        ):
            found.setdefault(int(str(place)), []).append(Choice(str(facet), str(value), str(first), str(last)))
        return found


def _value_ids(
    connection: sqlite3.Connection, register: str, wanted: Collection[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Numbers of values of facets; a value that is new gets one."""
    pair = "json_extract(value, '$[0]') AS facet, json_extract(value, '$[1]') AS word"
    some = f"WITH wanted AS (SELECT {pair} FROM json_each(:wanted))"
    asked = {"register": register, "wanted": json.dumps(sorted(wanted))}
    sql = f"{some} SELECT v.facet, v.value, v.id FROM wanted CROSS JOIN listing_value v"
    sql += " ON v.register=:register AND v.facet=wanted.facet AND v.value=wanted.word"  # each by the index
    known = {(facet, word): int(number) for facet, word, number in connection.execute(sql, asked)}
    for facet, word in sorted(set(wanted) - known.keys()):
        new = "INSERT INTO listing_value (register, facet, value) VALUES (?,?,?) RETURNING id"
        known[facet, word] = int(connection.execute(new, (register, facet, word)).fetchone()[0])
    return known


def indexed(order: Order) -> bool:
    """Whether there is an index that gives the rows of a register in this order."""
    return len(order) == 1 and order[0][0] in OWN


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _way(falling: bool) -> str:
    return "DESC" if falling else "ASC"


def _where(sets: Sequence[str], tests: Sequence[str], few: bool = False) -> str:
    """The whole test on `listing`. `few` rows are fetched one by one, not looked for along an index of the register."""
    register = "+register=:register" if few else "register=:register"
    held = [f"EXISTS ({rows} AND listed=listing.id)" if few else f"id IN ({rows})" for rows in sets]
    return " AND ".join([register, *(test.format(id="id") for test in tests), *held])


def _bound(parameters: dict[str, object], start: str, values: Iterable[str]) -> list[str]:
    """Names of parameters that hold the values."""
    names = []
    for place, value in enumerate(values):
        parameters[f"{start}{place}"] = value
        names.append(f"{start}{place}")
    return names
