"""Rows that say all that one stored record says and nothing else: known again at once, compared with no other.

A report that comes once more is mostly of such rows. They are the ones that matching would find too: nothing agrees
with a row in more fields than the record that says just the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from workbench.exchange.recognised import ParsedRow
from workbench.services.importing.adapter import Adapter, Candidate
from workbench.services.importing.cells import Incoming


@runtime_checkable
class Knows(Protocol):
    """A form that knows a record again by what it says."""

    def stored(self, uid: str) -> Mapping[str, Any]:
        """What the record says, by form field."""

    def known_by(self, values: Incoming) -> tuple[Iterable[str], tuple[str, ...]]:
        """Records that have in common with a row what makes a record certainly the same, and why (keys)."""


def unchanged(
    adapters: Mapping[str, Adapter], rows: Sequence[ParsedRow], said: Sequence[Incoming]
) -> dict[int, Candidate]:
    """Rows by number with the record that each repeats; none where several records, or rows, say the very same."""
    found: dict[int, Candidate] = {}
    taken: set[tuple[str, str]] = set()
    knowing = {form: _knowing(adapters[form]) for form in {row.form for row in rows}}
    for index, (row, values) in enumerate(zip(rows, said, strict=True)):
        adapter = knowing[row.form]
        if adapter is None:
            continue
        uids, reasons = adapter.known_by(values)
        same = [uid for uid in uids if adapter.stored(uid) == values]
        if len(same) == 1 and (row.form, same[0]) not in taken:
            found[index] = Candidate(same[0], True, 1.0, reasons)
            taken.add((row.form, same[0]))
    return found


def _knowing(adapter: Adapter) -> Knows | None:
    return adapter if isinstance(adapter, Knows) else None
