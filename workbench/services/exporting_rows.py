"""Stored records as rows of a form: the same fields, in the same words, that reading the form compares them by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.exchange.filling import OwnRow
from workbench.exchange.forms import FormSpec
from workbench.services.importing.adapter import Adapter, Submitted
from workbench.services.importing.own_forms import as_written, digests
from workbench.services.importing.planning import ADAPTERS
from workbench.services.linked import Linked
from workbench.values.periods import Period
from workbench.values.roman import roman


@dataclass(frozen=True, slots=True)
class Filled:
    """Rows of a form with their records; `groups` are titles before rows, `optional` columns that are used."""

    rows: tuple[Mapping[str, object], ...]
    records: tuple[OwnRow, ...]
    groups: Mapping[int, str]
    optional: tuple[str, ...]


def adapter_of(spec: FormSpec, linked: Linked, locality: str | None, period: Period | None) -> Adapter | None:
    """What the form means for the record; None for a form that is not read in."""
    submitted = Submitted("", locality, "", period.code if period else None, linked.today)
    made: dict[str, type[Any]] = {adapter.form: adapter for adapter in ADAPTERS}
    found = made.get(spec.key)
    adapter: Adapter | None = found(linked, submitted) if found else None
    return adapter


def filled(spec: FormSpec, linked: Linked, locality: str | None, period: Period | None) -> Filled:
    """The records that belong in the form of a member (None: of all) for a period, as rows."""
    adapter = adapter_of(spec, linked, locality, period)
    if adapter is None:
        return Filled((), (), {}, ())
    rows: list[Mapping[str, object]] = []
    records: list[OwnRow] = []
    titles: list[str] = []
    for uid in adapter.held(locality, period):
        stored = adapter.stored(uid)
        written = {c.key: as_written(c, stored.get(c.key), linked.names, spec.unit) for c in spec.columns}
        code = adapter.row_code(uid)
        records.append(OwnRow(code, uid, adapter.revision(uid), digests(spec, written)))
        rows.append({key: value for key, value in written.items() if value is not None})
        titles.append(str(written.get(spec.group) or "") if spec.group else "")
    optional = tuple(c.key for c in spec.columns if c.optional and c.key != spec.group and _used(rows, c.key))
    return Filled(tuple(rows), tuple(records), _groups(titles), optional)


def _used(rows: Sequence[Mapping[str, object]], key: str) -> bool:
    return any(key in row for row in rows)


def _groups(titles: Sequence[str]) -> dict[int, str]:
    """Where a title stands: before the first row of each group, numbered I, II, III."""
    found: dict[int, str] = {}
    before = ""
    for row, title in enumerate(titles):
        if title and title != before:
            found[row] = f"{roman(len(found) + 1)}. {title}"
        before = title
    return found
