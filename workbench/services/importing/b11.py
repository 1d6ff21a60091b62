"""Form B11, tasks set by resolutions and notices of conclusions (columns of the annexes of Government resolutions)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.exchange.recognised import ParsedRow
from workbench.services.analysis.units import Units
from workbench.services.importing.b04 import OWN, SETTLED, ProgressForm
from workbench.services.importing.cells import text_of
from workbench.values.codes import doc_key
from workbench.values.periods import Period
from workbench.values.text import squash


class AssignedForm(ProgressForm):
    """B11 against the stored tasks of documents. The document stands over the rows; it is never changed."""

    form = "B11"
    source = "document"
    unknown = "match.no_document"
    own = {**OWN, "submit_level": "submit_level"}
    fixed = frozenset(("document",))

    def _called(self) -> Iterator[tuple[str, set[str]]]:
        for uid, record in self._linked.documents.items():
            v = record.values
            number = doc_key(v.full_number) if v.full_number else ""
            yield uid, {squash(document_label(v)), number, squash(v.subject or "")}

    def label_of(self, uid: str | None) -> str | None:
        """Number and subject of the document."""
        found = self._linked.documents.get(uid or "")
        return document_label(found.values) if found else None

    def _origin(self, row: ParsedRow) -> dict[str, Any]:
        sender = self._submitted.sender
        made: dict[str, Any] = {"source": "conclusions", "document": self.source_of(text_of(row, self.source))}
        return made | ({"localities": (sender,)} if sender else {})

    def held(self, locality: str | None, period: Period | None) -> list[str]:
        """Tasks of documents that the member leads or takes part in and that are not settled, or were reported of."""
        units = Units(self._linked)
        mine = units.of(locality) if locality else None

        def fits(uid: str) -> bool:
            v = self._linked.tasks[uid].values
            lead = self._linked.names.organizations.get(v.lead or "")
            places = (*v.localities, *((lead.values.locality,) if lead and lead.values.locality else ()))
            own = mine is None or mine in units.all_of(places)
            open_yet = v.status not in SETTLED or self._reported(uid, period)
            return bool(own and v.document and not v.agreement and open_yet)

        return sorted((uid for uid in self._linked.tasks if fits(uid)), key=self._order)

    def _order(self, uid: str) -> tuple[str, int, str]:
        v = self._linked.tasks[uid].values
        return self.label_of(v.document) or "", v.ordinal or 0, v.code


def document_label(values: Any) -> str:
    """What a document is called over its tasks: its subject, and its number."""
    subject = values.subject or ""
    return f"{subject} ({values.full_number})" if subject and values.full_number else subject or values.full_number or ""
