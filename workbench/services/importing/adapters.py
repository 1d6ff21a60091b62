"""All forms over one state of the record, each made when it is first asked for: a file is of one or two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbench.services.importing.adapter import Adapter, Submitted
from workbench.services.linked import Linked


class Adapters(Mapping[str, Adapter]):
    """Adapters by the key of their form."""

    def __init__(self, kinds: Sequence[type[Any]], linked: Linked, submitted: Submitted) -> None:
        self._kinds = {kind.form: kind for kind in kinds}
        self._linked, self._submitted = linked, submitted
        self._made: dict[str, Adapter] = {}

    def __getitem__(self, form: str) -> Adapter:
        if form not in self._made:
            self._made[form] = self._kinds[form](self._linked, self._submitted)
        return self._made[form]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def __eq__(self, other: object) -> bool:
        return self is other  # telling them apart by content would make them all

    __hash__ = object.__hash__

    def over(self, linked: Linked) -> Adapters:
        """The same forms over another state of the record."""
        return Adapters(tuple(self._kinds.values()), linked, self._submitted)

    def entity_of(self, form: str) -> str:
        """What a row of a form is in the record."""
        return str(self._kinds[form].entity)
