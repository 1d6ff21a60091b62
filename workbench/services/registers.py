"""Registers as lists: rows, views with live counts, facets, search, order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workbench.domain.status_words import label_key
from workbench.domain.vocabularies import VOCABULARIES
from workbench.errors import UserError
from workbench.messages import text
from workbench.services.linked import Linked
from workbench.services.register_rows import BUILDERS, Row
from workbench.services.workbench import Workbench
from workbench.values.sorting import sort_key
from workbench.values.text import fold

REGISTERS = tuple(BUILDERS)

VIEWS: Mapping[str, tuple[str, ...]] = {
    "agreements": ("all", "open", "expiring", "expired"),
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
    "sectors": ("sector", "place", "years", "capital", "outlook"),
    "initiatives": ("initiative_kind", "partners", "year_from", "adopted_by"),
    "submissions": ("form", "period", "received_date", "state"),
}

FACETS: Mapping[str, tuple[str, ...]] = {
    "agreements": ("locality", "field", "status", "officer"),
    "tasks": ("locality", "status", "officer"),
    "meetings": ("meeting_kind", "officer"),
    "obstacles": ("locality", "field", "status", "authority", "officer", "period"),
    "escalations": ("locality", "authority", "status", "officer"),
    "answers": ("locality", "authority", "status"),
    "documents": ("issuer", "document_type", "status"),
    "plans": ("locality", "plan_kind", "plan_state", "officer"),
    "projects": ("locality", "project_class", "project_status", "project_scope", "officer"),
    "mechanisms": ("locality", "mechanism_purpose", "mechanism_state", "authority", "officer"),
    "sectors": ("locality", "sector", "outlook", "officer"),
    "initiatives": ("locality", "initiative_kind", "initiative_state", "officer"),
    "submissions": ("locality", "period"),
}


@dataclass(frozen=True, slots=True)
class Query:
    """What to list: a view, words to find, facet choices (any of each), and the order."""

    view: str = "all"
    search: str = ""
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    order: str = ""
    descending: bool = False


class Registers:
    """Lists of one open record. The linked record is read again only after a write or at midnight."""

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench
        self._linked: tuple[tuple[int, date], Linked] | None = None
        self._rows: dict[str, list[Row]] = {}

    def linked(self) -> Linked:
        """The linked record as it stands."""
        stand = (self.workbench.journal.head()[0], self.workbench.clock.today())
        if self._linked is None or self._linked[0] != stand:
            self._linked = (stand, Linked(self.workbench.repository, stand[1]))
            self._rows = {}
        return self._linked[1]

    def all_rows(self, register: str) -> list[Row]:
        """Every row of a register, newest code last."""
        if register not in BUILDERS:
            raise UserError("unknown_register", name=register, known=", ".join(REGISTERS))
        linked = self.linked()
        if register not in self._rows:
            entity, build = BUILDERS[register]
            self._rows[register] = [build(linked, r) for r in self.workbench.repository.all(entity)]
        return self._rows[register]

    def rows(self, register: str, query: Query = Query()) -> list[Row]:
        """Rows that match, in order: by deadline with what is late first unless asked otherwise."""
        found = [r for r in self._matching(register, query) if self._in_view(r, query.view)]
        return sorted_rows(found, query.order, descending=query.descending)

    def counts(self, register: str, query: Query = Query()) -> dict[str, int]:
        """Rows in each view under the same search and facets."""
        found = self._matching(register, query)
        return {view: sum(self._in_view(r, view) for r in found) for view in VIEWS[register]}

    def facet(self, register: str, key: str, query: Query) -> list[tuple[str, str, int]]:
        """Values of a facet with label and count under all *other* choices, in Vietnamese order."""
        others = {k: v for k, v in query.facets.items() if k != key}
        rows = self._matching(register, Query(search=query.search, facets=others))
        counted = Counter(v for r in rows if self._in_view(r, query.view) for v in r.facets.get(key, ()))
        named = [(value, self._facet_label(key, value), n) for value, n in counted.items()]
        return sorted(named, key=lambda entry: sort_key(entry[1]))

    def _facet_label(self, key: str, value: str) -> str:
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

    def _matching(self, register: str, query: Query) -> list[Row]:
        rows = self.all_rows(register)
        if query.search.strip():
            entity = BUILDERS[register][0]
            if self.workbench.repository.entities[entity].prefix:
                uids = set(self.workbench.search.find(entity, query.search))
                rows = [row for row in rows if row.ref.uid in uids]
            else:
                wanted = fold(query.search).split()
                rows = [row for row in rows if _holds(row, wanted)]
        for key, chosen in query.facets.items():
            if chosen:
                rows = [row for row in rows if chosen.intersection(row.facets.get(key, ()))]
        return rows

    def _in_view(self, row: Row, view: str) -> bool:
        if view == "mine":
            return row.officer == self.workbench.actor and "open" in row.tags
        return view in row.tags


def sorted_rows(rows: Sequence[Row], order: str = "", *, descending: bool = False) -> list[Row]:
    """Rows by a column, empty values last whichever the direction; by deadline, then code, when none is named."""
    if order in ("", "due"):
        dated = [r for r in rows if r.due and r.due_status.state not in ("none",)]
        rest = [r for r in rows if not (r.due and r.due_status.state not in ("none",))]
        dated.sort(key=lambda r: (r.due or date.max, r.code), reverse=descending)
        rest.sort(key=lambda r: r.code, reverse=True)
        return [*dated, *rest]
    keyed = [(_order_key(row, order), row) for row in rows]
    filled = sorted((p for p in keyed if p[0]), key=lambda p: p[0], reverse=descending)
    return [row for _, row in filled] + [row for key, row in keyed if not key]


def _order_key(row: Row, order: str) -> str:
    if order in ("code", "status", "officer", "title", "places"):
        return sort_key(str(getattr(row, order)))
    value = row.data.get(order)  # dates are ISO there
    return str(value) if order.endswith("_date") and value else sort_key(row.cells.get(order, ""))


def _holds(row: Row, words: Sequence[str]) -> bool:
    held = fold(" ".join((row.code, row.title, row.places, *row.cells.values())))
    return all(word in held for word in words)
