"""Names for people: what a stored id, code or closed-list key is called."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from workbench.domain.vocabularies import VOCABULARIES
from workbench.records.record import Record
from workbench.storage.repository import Repository


class Names:
    """Labels of references and catalogues of one record, read once and kept until `Names` is made anew."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    @cached_property
    def localities(self) -> dict[str, Record[Any]]:
        """Localities by id."""
        return self._by_uid("locality")

    @cached_property
    def organizations(self) -> dict[str, Record[Any]]:
        """Organizations by id."""
        return self._by_uid("organization")

    def _by_uid(self, entity: str) -> dict[str, Record[Any]]:
        repository = self._repository
        return repository.derived(f"names.{entity}", (entity,), lambda: {r.uid: r for r in repository.all(entity)})

    @cached_property
    def known(self) -> frozenset[str]:
        """Ids of all localities and organizations."""
        return frozenset((*self.localities, *self.organizations))

    @cached_property
    def _catalogue(self) -> dict[tuple[str, str], str]:
        return {(e.values.catalogue, e.values.code): e.values.label for e in self._entries()}

    def _entries(self) -> list[Record[Any]]:
        return self._repository.all("catalogue_entry")

    def locality(self, uid: str | None) -> str:
        """Short name of a locality, as it was called."""
        found = self.localities.get(uid or "")
        return found.values.name if found else ""

    def locality_list(self, uids: Iterable[str]) -> str:
        """Names joined by commas, in the order kept."""
        return ", ".join(filter(None, map(self.locality, uids)))

    def organization(self, uid: str | None) -> str:
        """Full name of a body."""
        found = self.organizations.get(uid or "")
        return found.values.name if found else ""

    def organization_list(self, uids: Iterable[str]) -> str:
        """Names joined by semicolons: they may hold commas themselves."""
        return "; ".join(filter(None, map(self.organization, uids)))

    def entry(self, catalogue: str, code: str | None) -> str:
        """Label of an entry of an editable list, or of a closed one; the code itself when the list has it no longer."""
        if not code:
            return ""
        found = self._catalogue.get((catalogue, code))
        closed = VOCABULARIES.get(catalogue)
        return found or (closed.label(code, "vi") if closed and code in closed.choices else code)

    def entries(self, catalogue: str) -> list[tuple[str, str]]:
        """Code and label of every entry, in the office's order."""
        found = [e for e in self._entries() if e.values.catalogue == catalogue]
        found.sort(key=lambda e: e.values.position or 0)
        if not found and catalogue in VOCABULARIES:
            return [(key, self.entry(catalogue, key)) for key in VOCABULARIES[catalogue].choices]
        return [(e.values.code, e.values.label) for e in found]

    def choice(self, vocabulary: str, key: str | None, language: str = "") -> str:
        """Label of a closed-list key."""
        return VOCABULARIES[vocabulary].label(key, language)
