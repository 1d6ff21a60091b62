"""Rows of one file that speak of the same plan or project in different words: none of them is taken unasked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import Any

from workbench.services.importing.adapter import Adapter
from workbench.services.importing.cells import comparable, text_of
from workbench.services.importing.part_form import PartForm
from workbench.services.importing.plan_rows import PlanRow
from workbench.values.text import squash, tone_key


def with_owners_agreed(
    rows: tuple[PlanRow, ...], adapters: Mapping[str, Adapter], known: Container[str]
) -> tuple[PlanRow, ...]:
    """The rows; those that would give one plan or project different values wait, with the reason."""
    said: dict[tuple[str, str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        adapter = adapters[row.row.form]
        if isinstance(adapter, PartForm):
            owner = squash(text_of(row.row, adapter.called) or "")
            for key, value in _written(row, adapter, known):
                said[row.row.form, owner, key][_plain(value)].append(row.index)
    apart = {n for by_value in said.values() if len(by_value) > 1 for held in by_value.values() for n in held}
    return tuple(_waiting(row) if row.index in apart else row for row in rows)


def _written(row: PlanRow, adapter: PartForm, known: Container[str]) -> Iterator[tuple[str, Any]]:
    """What a row would write into the plan or project that it belongs to."""
    differs = {diff.field: diff.incoming for diff in row.diffs}
    for key in adapter.above_fields:
        if key == adapter.called:
            continue
        if row.creates and key in row.row.cells:
            value = comparable(row.row.cells[key], known)
        else:
            value = differs.get(key)
        if value not in (None, "", ()):
            yield key, value


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return "\t".join(sorted(map(str, value)))
    return " ".join(tone_key(value).split()) if isinstance(value, str) else str(value)


def _waiting(row: PlanRow) -> PlanRow:
    return replace(row, action=None, reasons=(*row.reasons, "match.rows_differ"))
