"""The folded text that searching looks in, kept beside each record in the same transaction, with an index of its words.

A record is found by its own words, by the names of the places, bodies and documents it refers to, and by the
words of its parts (an obstacle by what it recommends). A word is found from its beginning on; the number 63 also
where it is written 063.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from workbench.frozen import frozen
from workbench.progress import Progress, Silent
from workbench.records.changes import Change
from workbench.records.record import Record, Ref
from workbench.schema.spec import Entity, FieldSpec
from workbench.schema.types import REFS
from workbench.storage.database import Database
from workbench.storage.repository import Repository
from workbench.values.date_formats import format_date
from workbench.values.text import fold, fold_all

RULES = 1  # raised when texts are folded by other rules, so that they are made anew
_NAMED = ("locality", "organization", "document")
_QUOTED = ("recommendation",)
_REMEMBERED = 5_000
_CHUNK = 500
_SILENT = Silent()
_Pieces = dict[str, list[Record[Any]]]
_UNCODED = ("document", "submission")  # have a register, but no code of their own
_WORD = re.compile("[0-9a-z]+")
_LEADING = re.compile(r"\b0+(?=[0-9])")


class SearchIndex:
    """Folded words of every searchable record."""

    def __init__(self, database: Database, repository: Repository) -> None:
        self._db = database
        self._repository = repository
        self._entities = repository.entities
        self._words: dict[Ref, str] = {}
        self._given = 0  # the greatest number that a text had since the record was opened
        owners = {key: entity.owner for key, entity in self._entities.items()}
        self._looks = {key: _look(entity, owners) for key, entity in self._entities.items()}

    @property
    def searchable(self) -> tuple[str, ...]:
        """Entities that have registers of their own: those with readable codes, documents and submissions."""
        return tuple(key for key in self._entities if self._listed(key))

    @property
    def current(self) -> bool:
        """Whether the texts were made by the rules of this program."""
        return self._db.rows("SELECT coalesce(max(searched), 0) FROM listing_state")[0][0] == RULES

    def _listed(self, entity: str) -> bool:
        return bool(self._entities[entity].prefix) or entity in _UNCODED

    def find(self, entity: str, query: str) -> list[str]:
        """Ids of records in which every word of the query begins a word, in any order; `"…"` stands together."""
        sought = searching(query)
        tests, parameters = ["entity=?"], [entity]
        if sought.words:
            tests.append("id IN (SELECT rowid FROM search_word WHERE search_word MATCH ?)")
            parameters.append(sought.match)
        tests += ["instr(folded, ?) > 0"] * len(sought.exact)
        sql = f"SELECT uid FROM search_text WHERE {' AND '.join(tests)}"
        return [str(row[0]) for row in self._db.rows(sql, [*parameters, *sought.exact])]

    def refresh(
        self, connection: sqlite3.Connection, changes: Sequence[Change], progress: Progress = _SILENT
    ) -> dict[Ref, int]:
        """Bring the text of every touched record up to date; gives the numbers of the texts that are gone."""
        touched: dict[Ref, None] = {}
        named = [change.ref for change in changes]
        for change in changes:
            for ref in self._affected(change.ref, change):
                touched[ref] = None
        self._unlearn(named)
        try:
            return self._write(connection, touched, progress)
        finally:
            self._unlearn(named)  # the act may still fail

    def _unlearn(self, refs: Iterable[Ref]) -> None:
        for ref in refs:
            self._words.pop(ref, None)

    def size(self) -> int:
        """How many texts there are to be written anew."""
        return sum(self._repository.count(key) for key in self.searchable)

    def rebuild(self, connection: sqlite3.Connection, tell: Callable[[int], object] = lambda _: None) -> None:
        """Write all texts anew; `tell` hears how many more are done."""
        if not connection.execute("UPDATE listing_state SET searched=?", (RULES,)).rowcount:
            connection.execute("INSERT INTO listing_state (rules, searched) VALUES (0, ?)", (RULES,))
        connection.execute("DELETE FROM search_text")
        connection.execute("INSERT INTO search_word (search_word) VALUES ('delete-all')")
        self._words.clear()
        number = 0
        for key in self.searchable:
            for records in self._repository.every(key):
                texts = self._texts(key, records)
                self._add(connection, key, [(number + n, *one) for n, one in enumerate(texts.items(), start=1)])
                number += len(records)
                tell(len(records))

    def settle(self, connection: sqlite3.Connection) -> None:
        """Leave nothing of removed texts in the index, which otherwise only marks their words as gone."""
        connection.execute("INSERT INTO search_word (search_word) VALUES ('optimize')")

    def stale(self) -> Iterator[Ref]:
        """Records whose stored text differs from what their words give."""
        stored = {
            Ref(str(entity), str(uid)): str(folded)
            for entity, uid, folded in self._db.rows("SELECT entity, uid, folded FROM search_text")
        }
        self._words.clear()
        for key in self.searchable:
            for records in self._repository.every(key):
                for uid, folded in self._texts(key, records).items():
                    if stored.pop(Ref(key, uid), None) != folded:
                        yield Ref(key, uid)
        yield from stored

    def lost_words(self) -> list[str]:
        """Words of the index that are not found as often as the texts hold them."""
        wanted: Counter[str] = Counter()
        for (folded,) in self._db.rows("SELECT folded FROM search_text"):
            wanted.update(set(_WORD.findall(_indexed(str(folded)))))
        self._db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed USING fts5vocab(main, search_word, row)")
        found = {str(word): int(str(held)) for word, held in self._db.rows("SELECT term, doc FROM temp.indexed")}
        plain = {word: held for word, held in found.items() if _WORD.fullmatch(word)}
        return sorted(word for word in wanted.keys() | plain.keys() if wanted[word] != plain.get(word, 0))

    def _write(
        self, connection: sqlite3.Connection, refs: Iterable[Ref], progress: Progress = _SILENT
    ) -> dict[Ref, int]:
        """Write the texts of records, some hundred at a time; gives the numbers of those that are gone."""
        gone: dict[Ref, int] = {}
        wanted: dict[str, list[str]] = {}
        for ref in refs:
            wanted.setdefault(ref.entity, []).append(ref.uid)
        done, total = 0, sum(map(len, wanted.values()))
        for entity, uids in wanted.items():
            for start in range(0, len(uids), _CHUNK):
                progress.step(done, 2 * total)
                part = uids[start : start + _CHUNK]
                gone.update(self._write_some(connection, entity, part))
                done += len(part)
        return gone

    def _write_some(self, connection: sqlite3.Connection, entity: str, uids: Sequence[str]) -> Iterator[tuple[Ref, int]]:
        sql = "SELECT uid, id, folded FROM search_text WHERE entity=? AND uid IN (SELECT value FROM json_each(?))"
        asked = (entity, json.dumps(list(uids)))
        stored = {uid: (number, folded) for uid, number, folded in connection.execute(sql, asked)}
        texts = self._texts(entity, self._repository.many(entity, uids))
        gone = {uid: number for uid, (number, _) in stored.items() if uid not in texts}
        old = {uid: text for uid, text in texts.items() if uid in stored and stored[uid][1] != text}
        new = [(uid, text) for uid, text in texts.items() if uid not in stored]
        # lists on the screen, and ticks in them, go by number: what is gone leaves its number to no other record
        greatest = int(connection.execute("SELECT coalesce(max(id), 0) FROM search_text").fetchone()[0])
        self._given = max(self._given, greatest)
        connection.executemany(
            "INSERT INTO search_word (search_word, rowid, words) VALUES ('delete',?,?)",
            [(stored[uid][0], _indexed(stored[uid][1])) for uid in (*gone, *old)],
        )
        connection.executemany("DELETE FROM search_text WHERE id=?", [(number,) for number in gone.values()])
        again = [(stored[uid][0], text) for uid, text in old.items()]
        connection.executemany("UPDATE search_text SET folded=?2 WHERE id=?1", again)
        _index(connection, again)
        if new:
            self._add(connection, entity, [(self._given + place, *one) for place, one in enumerate(new, start=1)])
        return ((Ref(entity, uid), number) for uid, number in gone.items())

    @staticmethod
    def _add(connection: sqlite3.Connection, entity: str, texts: Sequence[tuple[int, str, str]]) -> None:
        """Texts that are not there yet: number, id of the record, folded words."""
        connection.executemany(
            "INSERT INTO search_text (id, entity, uid, folded) VALUES (?,?,?,?)",
            [(place, entity, uid, text) for place, uid, text in texts],
        )
        _index(connection, [(place, text) for place, _, text in texts])

    def _texts(self, entity: str, records: Sequence[Record[Any]]) -> dict[str, str]:
        """The folded words of records, by id, in their order."""
        pieces = self._pieces(entity, [record.uid for record in records])
        self._learn(entity, records, pieces.values())
        lines = ["\n".join(self._lines(record, pieces.get(record.uid, {}))) for record in records]
        return dict(zip([record.uid for record in records], fold_all(lines) if lines else (), strict=True))

    def _pieces(self, entity: str, uids: Sequence[str]) -> dict[str, _Pieces]:
        """The parts of records, by owner and by what they are."""
        found: dict[str, _Pieces] = {}
        for part, owner in self._looks[entity].parts:
            for piece in self._repository.held_by(part, owner, uids):
                found.setdefault(piece.get(owner), {}).setdefault(part, []).append(piece)
        return found

    def _affected(self, ref: Ref, change: Change | None = None) -> Iterator[Ref]:
        entity = self._entities[ref.entity]
        if self._listed(ref.entity):
            yield ref
        elif entity.owner is not None:
            for owner in self._owners(ref, entity.owner, change):
                yield from self._affected(owner)
        # what is created or removed has no users but those that the same act touches
        renamed = change is not None and change.before is not None and change.after is not None
        if renamed and entity.key in _NAMED + _QUOTED:
            for user in self._users(ref):
                yield from self._affected(user)

    def _owners(self, ref: Ref, field: FieldSpec, change: Change | None) -> Iterator[Ref]:
        known = change is not None and (change.before is None or change.after is None)
        stored = None if known else self._repository.get(ref)  # what is new or gone is as the act says
        uids = {
            stored.get(field.key) if stored else None,
            ((change and change.before) or {}).get(field.key),
            ((change and change.after) or {}).get(field.key),
        }
        yield from (Ref(field.target, uid) for uid in uids if uid)

    def _users(self, ref: Ref) -> Iterator[Ref]:
        """Records, and parts of records, that show the words of `ref`."""
        for entity in self._entities.values():
            if not self._listed(entity.key) and entity.owner is None:
                continue
            for field in entity.fields.values():
                if field.target == ref.entity and not field.owner:
                    found = (
                        self._repository.linked(entity.key, field.key, ref.uid)
                        if field.type is REFS
                        else self._repository.where(entity.key, **{field.key: ref.uid})
                    )
                    yield from (record.ref for record in found)

    def _lines(self, record: Record[Any], pieces: _Pieces) -> Iterator[str]:
        look = self._looks[record.ref.entity]
        yield from _own(look, record)
        yield from self._names(look.named, record)
        for part, _ in look.parts:
            inner = self._looks[part]
            for piece in pieces.get(part, ()):
                yield from _own(inner, piece)
                yield from self._names(inner.quoted, piece)

    def _names(self, fields: tuple[FieldSpec, ...], record: Record[Any]) -> Iterator[str]:
        for field in fields:
            value = record.get(field.key)
            uids = value if field.type is REFS else (value,) if value else ()
            yield from (self._name(Ref(field.target, uid)) for uid in uids)

    def _learn(self, entity: str, records: Iterable[Record[Any]], pieces: Iterable[_Pieces]) -> None:
        """Read the names that some records and their parts show and that are not known yet, for all together."""
        parts = (part for found in pieces for some in found.values() for part in some)
        shown = [(self._looks[entity].named, records), *((self._looks[p.ref.entity].quoted, (p,)) for p in parts)]
        wanted: dict[str, dict[str, None]] = {}
        for fields, showing in shown:
            for field in fields:
                if field.type is not REFS:  # lists are of places and bodies, of which there are few
                    wanted.setdefault(field.target, {}).update((r.get(field.key), None) for r in showing)
        for target, uids in wanted.items():
            unknown = [uid for uid in uids if uid and Ref(target, uid) not in self._words]
            if len(self._words) + len(unknown) > _REMEMBERED:
                self._words.clear()
            for record in self._repository.many(target, unknown):
                self._words[record.ref] = "\n".join(_own(self._looks[target], record))

    def _name(self, ref: Ref) -> str:
        if ref not in self._words:
            if len(self._words) > _REMEMBERED:
                self._words.clear()
            found = self._repository.get(ref)
            self._words[ref] = "\n".join(_own(self._looks[ref.entity], found)) if found else ""
        return self._words[ref]


@frozen
class _Look:
    """What of an entity is searched: own texts, fields whose names count, also those of a part, and its parts."""

    texts: tuple[str, ...]
    named: tuple[FieldSpec, ...]
    quoted: tuple[FieldSpec, ...]
    parts: tuple[tuple[str, str], ...]


def _look(entity: Entity, owners: Mapping[str, FieldSpec | None]) -> _Look:
    fields = entity.fields.values()
    return _Look(
        tuple(f.key for f in fields if f.search),
        tuple(f for f in fields if f.target in _NAMED),
        tuple(f for f in fields if f.target in _NAMED + _QUOTED),
        tuple((key, owner.key) for key, owner in owners.items() if owner is not None and owner.target == entity.key),
    )


def _own(look: _Look, record: Record[Any]) -> Iterator[str]:
    for key in look.texts:
        words = record.get(key)
        if words:
            yield format_date(words) if isinstance(words, date) else str(words)


def _parts(query: str) -> list[str]:
    parts: list[str] = []
    for i, piece in enumerate(query.split('"')):
        folded = fold(piece)
        parts += [folded] if i % 2 and folded else folded.split()
    return parts


@frozen
class Sought:
    """What a query asks for: words of the index (word, whether it must be whole), and parts that the text itself must
    hold. The index narrows; what it cannot tell (letters beyond a–z, signs, words together) the text decides.
    """

    words: tuple[tuple[str, bool], ...]
    exact: tuple[str, ...]

    @property
    def match(self) -> str:
        """The words as the index is asked for them."""
        return " AND ".join(f'"{word}"' if whole else f'"{word}"*' for word, whole in self.words)

    def holds(self, folded: str) -> bool:
        """Whether a text has all of it: what the index says, told from the text alone."""
        if not all(part in folded for part in self.exact):
            return False
        indexed = _indexed(folded)
        return all(_begun(word, whole).search(indexed) is not None for word, whole in self.words)

    def within(self, wider: Sought) -> bool:
        """Whether all that is found is found by `wider` too."""
        mine = [word for word, _ in self.words]
        return set(wider.exact) <= set(self.exact) and all(
            (word, whole) in self.words or (not whole and any(own.startswith(word) for own in mine))
            for word, whole in wider.words
        )


@lru_cache(maxsize=64)
def _begun(word: str, whole: bool) -> re.Pattern[str]:
    """A word from its beginning on: not after another letter or digit; a whole one not before one either."""
    return re.compile(rf"(?<![0-9a-z]){word}" + ("(?![0-9a-z])" if whole else ""))


def searching(query: str) -> Sought:
    """What a query asks for; the last word of each part may be the beginning of one."""
    words: list[tuple[str, bool]] = []
    exact: list[str] = []
    for part in _parts(query):
        found = _WORD.findall(part) if part.isascii() else []
        words += [(word, True) for word in found[:-1]] + [(word, False) for word in found[-1:]]
        if found != [part]:
            exact.append(part)
    return Sought(tuple(words), tuple(exact))


def _index(connection: sqlite3.Connection, texts: Iterable[tuple[int, str]]) -> None:
    words = [(place, _indexed(folded)) for place, folded in texts]
    connection.executemany("INSERT INTO search_word (rowid, words) VALUES (?,?)", words)


def _indexed(folded: str) -> str:
    """What of a text goes into the index: its words, numbers also without their leading noughts."""
    short = _LEADING.sub("", folded)
    return folded if short == folded else f"{folded}\n{short}"
