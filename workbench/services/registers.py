"""Registers as lists: views with live counts, facets, search, order, and rows a page at a time.

What is listed, and in which order, comes from the listing that is kept with the records; a row is made of its record
when it is shown.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import date
from typing import TypeVar, cast

from workbench.domain.status_words import label_key
from workbench.domain.vocabularies import VOCABULARIES
from workbench.errors import UserError
from workbench.frozen import frozen
from workbench.messages import text
from workbench.progress import Progress
from workbench.records.record import Ref
from workbench.services.around import NARROWED, around
from workbench.services.linked import Linked
from workbench.services.near import NearLinked, near
from workbench.services.register_rows import BUILDERS, Row
from workbench.services.workbench import Workbench
from workbench.storage.first_rows import FirstRows
from workbench.storage.listing import FOREVER, OFFICER, VIEW, Listed, Narrowing
from workbench.storage.search import searching
from workbench.values.sorting import sort_key

T = TypeVar("T")
REGISTERS = tuple(BUILDERS)
WHOLE = 20_000  # records of one kind up to which all of them are linked for the detail of one

VIEWS: Mapping[str, tuple[str, ...]] = {
    "agreements": ("all", "open", "behind", "expiring", "expired", "troubled"),
    "tasks": ("all", "open", "late", "mine"),
    "meetings": ("all", "open", "late"),
    "obstacles": ("all", "open", "late", "waiting", "mine"),
    "escalations": ("all", "waiting", "late", "mine"),
    "answers": ("all", "done", "part"),
    "documents": ("all", "in", "out", "basis"),
    "plans": ("all", "approved", "open"),
    "projects": ("all", "open", "late", "done"),
    "mechanisms": ("all", "open", "late", "issued"),
    "sectors": ("all", "risk", "unrated"),
    "initiatives": ("all", "open", "replicable"),
    "submissions": ("all", "errors", "nil"),
}

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "agreements": ("number", "signed_date", "fields", "period", "implementation"),
    "tasks": ("lead", "agreement", "due_text", "percent"),
    "meetings": ("held_date", "number", "conclusions"),
    "obstacles": ("field", "authority", "urgency", "reported_by", "reported_date"),
    "escalations": ("number", "sent_date", "to", "obstacles", "answers"),
    "answers": ("number", "issued_date", "received_date", "from", "escalations"),
    "documents": ("direction", "type", "issued_date", "issuer"),
    "plans": ("plan_kind", "plan_period", "number", "approved_date", "items"),
    "projects": ("project_class", "years", "total_investment", "allocated", "disbursed"),
    "mechanisms": ("purpose", "proposer", "authority", "due_text"),
    "sectors": ("sector", "priority_role", "place", "years", "capital", "outlook"),
    "initiatives": ("initiative_kind", "partners", "year_from", "adopted_by"),
    "submissions": ("form", "period", "received_date", "state"),
}

FACETS: Mapping[str, tuple[str, ...]] = {
    "agreements": ("locality", "field", "status", "ends", "officer"),
    "tasks": ("locality", "status", "officer"),
    "meetings": ("meeting_kind", "officer"),
    "obstacles": ("locality", "field", "status", "authority", "officer", "period"),
    "escalations": ("locality", "authority", "status", "officer"),
    "answers": ("locality", "authority", "status"),
    "documents": ("issuer", "document_type", "status"),
    "plans": ("locality", "plan_kind", "plan_state", "officer"),
    "projects": ("locality", "project_class", "project_status", "project_scope", "officer"),
    "mechanisms": ("locality", "mechanism_purpose", "mechanism_state", "authority", "officer"),
    "sectors": ("locality", "sector", "priority_role", "outlook", "officer"),
    "initiatives": ("locality", "initiative_kind", "initiative_state", "officer"),
    "submissions": ("locality", "period"),
}


@frozen
class Query:
    """What to list: a view, words to find, facet choices (any of each), the order, and ids that limit it.

    `then` are further columns to order by, "-" before a column that falls.
    """

    view: str = "all"
    search: str = ""
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    order: str = ""
    descending: bool = False
    then: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()


class Registers:
    """Lists of one open record. The linked record is read again only after a write or at midnight."""

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench
        self._linked: tuple[tuple[int, date], Linked] | None = None
        self._numbers: tuple[tuple[int, date] | None, dict[str, object]] = (None, {})

    def _stand(self) -> tuple[int, date]:
        """Changes with every act and every day."""
        return (self.workbench.journal.head()[0], self.workbench.clock.today())

    def linked(self) -> Linked:
        """The linked record as it stands."""
        stand = self._stand()
        if self._linked is None or self._linked[0] != stand:
            linked = Linked(self.workbench.repository, stand[1])
            linked.told_officers = self.officers
            self._linked = (stand, linked)
        return self._linked[1]

    def officers(self) -> list[str]:
        """Everybody who is in charge of any record that a register shows, in Vietnamese order."""
        listed = self.workbench.lists.listing
        return sorted({name for register in REGISTERS for name in listed.values(register, OFFICER)}, key=sort_key)

    def around(self, ref: Ref) -> Linked:
        """The linked record as far as the detail of `ref` needs it: the whole of a small one, a part of a large one."""
        repository, linked = self.workbench.repository, self.linked()
        if all(repository.count(entity) <= WHOLE for entity in NARROWED):
            return linked
        return NearLinked(repository, around(repository, ref), linked.today, linked.names, linked.calendar)

    # what is listed

    def ids(self, register: str, query: Query = Query(), most: int = -1) -> array[int]:
        """Numbers of the rows that match, in order: by deadline with what is late first unless asked otherwise.

        A short code such as `vm63` leads to the records of that number alone. `most` cuts the list, -1 does not.
        """
        return self.workbench.lists.listing.ids(self._narrowing(register, query), _order(register, query), most)

    def first(self, register: str, query: Query, most: int, within: Sequence[int] = ()) -> array[int] | None:
        """The first numbers of `ids`, found at once whatever the size of the register; fewer than `most` are all there
        are. None when it takes the whole list to tell. `within`: what `ids` gave for a wider query in the same order.
        """
        listing = self.workbench.lists.listing
        finder = FirstRows(self.workbench.database, listing)
        return finder.find(self._narrowing(register, query), _order(register, query), most, within)

    def met(self, register: str, query: Query, rows: Sequence[int], most: int) -> array[int] | None:
        """The first of some rows that a query lists, as they stand; None when that is not told soon."""
        finder = FirstRows(self.workbench.database, self.workbench.lists.listing)
        return finder.met(self._narrowing(register, query), rows, most)

    def narrows(self, register: str, query: Query, wider: Query) -> bool:
        """Whether a query lists no other rows than another one, and these in the same order."""
        if replace(query, search="") != replace(wider, search=""):
            return False
        if any(self.uids_of_code(register, each.search) for each in (query, wider)):
            return False
        return searching(query.search).within(searching(wider.search))

    @contextmanager
    def stoppable(self, progress: Progress) -> Iterator[None]:
        """What is read within it ends with `Cancelled` soon after `progress` says so."""
        progress.step(0, 1)
        with self.workbench.database.stoppable(lambda: progress.step(0, 1)):
            yield

    def size(self, register: str) -> int:
        """How many rows a register has in all."""
        return self.kept(f"size {register}", lambda: self.count(register))

    def whole_counts(self, register: str) -> dict[str, int]:
        """Rows in each view, nothing narrowed."""
        return self.kept(f"counts {register}", lambda: self.counts(register))

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """What was found before under this name, until the next write or day."""
        stand = self._stand()
        if self._numbers[0] != stand:
            self._numbers = (stand, {})
        numbers = self._numbers[1]
        if name not in numbers:
            numbers[name] = make()
        return cast("T", numbers[name])

    def page(self, register: str, ids: Sequence[int]) -> dict[int, Row]:
        """Rows by number; those that are gone are left out."""
        uids = self.workbench.lists.listing.uids(ids)
        rows = {row.ref.uid: row for row in self.rows_of(register, list(uids.values()))}
        return {number: rows[uid] for number, uid in uids.items() if uid in rows}

    def rows_of(self, register: str, uids: Sequence[str]) -> list[Row]:
        """Rows of records, in the order given; those that are gone are left out."""
        entity, build = BUILDERS[register]
        repository, linked = self.workbench.repository, self.linked()
        records = repository.many(entity, uids)
        around = NearLinked(repository, near(repository, entity, records), linked.today, linked.names, linked.calendar)
        return [build(around, record) for record in records]

    def rows(self, register: str, query: Query = Query()) -> list[Row]:
        """Every row that matches, in order: for lists that are written out, not for the screen."""
        return list(self.page(register, self.ids(register, query)).values())

    def first_rows(self, register: str, query: Query, most: int) -> list[Row]:
        """The first rows that match, in order."""
        ids = self.first(register, query, most)
        return list(self.page(register, self.ids(register, query, most) if ids is None else ids).values())

    def count(self, register: str, query: Query = Query()) -> int:
        """How many rows match."""
        return self.workbench.lists.listing.count(self._narrowing(register, query))

    def months(self, what: str) -> dict[tuple[int, int], int]:
        """How many obstacles were raised, or settled, by year and month."""
        found = self.workbench.lists.listing.counts(self._narrowing("obstacles", Query()), what)
        return {(int(month[:4]), int(month[5:])): number for month, number in found.items()}

    def pressing(self, register: str, until: date, *, waiting: bool, key: str = "") -> list[Listed]:
        """Open rows whose deadline runs until a day at most, with their key in a column.

        With `waiting` all that wait for an answer too; without, none of these.
        """
        listing, view = self.workbench.lists.listing, self._narrowing(register, Query("open"))
        near = listing.listed(replace(view, due_until=until.isoformat()), key)
        ids = [row.id for row in near]
        kept = listing.having(ids, VIEW, ["late"], FOREVER)  # what is answered will not be late in the end
        if waiting:
            more = listing.listed(self._narrowing(register, Query("waiting")), key)
            return list({row.id: row for row in (*(row for row in near if row.id in kept), *more)}.values())
        kept -= listing.having(ids, VIEW, ["waiting"], view.day)
        return [row for row in near if row.id in kept]

    def uids(self, ids: Sequence[int]) -> list[str]:
        """Ids of the records of rows, in the order given; those that are gone are left out."""
        return list(self.workbench.lists.listing.uids(ids).values())

    def refs(self, register: str, ids: Sequence[int]) -> list[Ref | None]:
        """Records of rows, in the order given; None where one is gone."""
        entity, found = BUILDERS[register][0], self.workbench.lists.listing.uids(ids)
        return [Ref(entity, found[number]) if number in found else None for number in ids]

    def id_of(self, ref: Ref) -> int:
        """Number of a record's row, -1 when it has none."""
        return self.workbench.lists.listing.id_of(ref.entity, ref.uid)

    def counts(self, register: str, query: Query = Query()) -> dict[str, int]:
        """Rows in each view under the same search and facets."""
        narrowing = self._narrowing(register, query, view="all")
        listing = self.workbench.lists.listing
        found = listing.counts(narrowing, VIEW)
        made = {view: found.get(view, 0) for view in VIEWS[register]}
        if "mine" in made:
            made["mine"] = listing.count(self._narrowing(register, query, view="mine"))
        return made | {"all": listing.count(narrowing)}

    def values(self, register: str, key: str) -> list[tuple[str, str]]:
        """Values of a facet that any row has, with their labels in Vietnamese order."""
        named = [(value, self.facet_label(key, value)) for value in self.workbench.lists.listing.values(register, key)]
        return sorted(named, key=lambda entry: sort_key(entry[1]))

    def facet(self, register: str, key: str, query: Query) -> list[tuple[str, str, int]]:
        """Values of a facet with label and count under all *other* choices, in Vietnamese order."""
        counted = self.workbench.lists.listing.counts(self._narrowing(register, query), key)
        named = [(value, self.facet_label(key, value), n) for value, n in counted.items()]
        return sorted(named, key=lambda entry: sort_key(entry[1]))

    def facet_label(self, key: str, value: str) -> str:
        """What a value of a facet is called."""
        names = self.linked().names
        if key == "locality":
            return names.locality(value)
        if key in ("field", "sector"):
            return names.entry(key, value)
        if key in ("authority", "issuer"):
            return names.organization(value)
        if key in VOCABULARIES:
            return names.choice(key, value)
        return text(label_key(value)) if key == "status" else value

    def _narrowing(self, register: str, query: Query, view: str = "") -> Narrowing:
        if register not in BUILDERS:
            raise UserError("unknown_register", name=register, known=", ".join(REGISTERS))
        view = view or query.view
        mine = view == "mine"
        entity, only = BUILDERS[register][0], query.only
        coded = self.uids_of_code(register, query.search) if query.search else []
        facets = {} if coded else {key: sorted(chosen) for key, chosen in query.facets.items() if chosen}
        return Narrowing(
            register,
            entity,
            self.workbench.clock.today().isoformat(),
            "" if coded else query.search,
            "open" if mine else "" if view == "all" or coded else view,
            facets,
            self.workbench.actor if mine else None,
            _both(coded, only),
        )

    def uids_of_code(self, register: str, typed: str) -> list[str]:
        """Records named by a short code such as `vm63`, `kn 19`, `VM-2026-063`; newest year first."""
        entity = self.workbench.repository.entities[BUILDERS[register][0]]
        from workbench.values.codes import parse_code

        asked = parse_code(typed)
        if asked is None or asked.prefix != entity.prefix:
            return []
        return self.workbench.repository.numbered(entity.key, asked.number, asked.year)


def _order(register: str, query: Query) -> list[tuple[str, bool]]:
    """The columns that a query is ordered by, each with whether it falls."""
    order = [(query.order, query.descending)] if query.order else []
    order += [(column.lstrip("-"), column.startswith("-")) for column in query.then]
    if order:
        return order
    return [("code", True)] if register == "agreements" else [("due", query.descending)]  # agreements are never due


def _both(coded: Collection[str], only: Collection[str]) -> Collection[str] | None:
    if coded and only:
        return [uid for uid in coded if uid in only]
    return coded or only or None
