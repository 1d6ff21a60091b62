"""One row of a register, and the small words that all registers share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any, NamedTuple

from workbench.domain.workdays import DueStatus
from workbench.frozen import frozen
from workbench.records.record import Ref
from workbench.values.date_formats import format_date


@frozen
class Row:
    """One record in a register.

    `status` is a status word key, `tags` what views and facets select by, `cells` the words of the one-line
    columns, `data` plain values for `--json` (dates ISO, money in đồng). `status_word` is the word of a closed
    list where that says more than the status word. `turns`: days from which it reads otherwise, besides those that
    its deadline gives.
    """

    ref: Ref
    code: str
    title: str
    places: str
    status: str
    due: date | None
    due_status: DueStatus
    officer: str
    cells: Mapping[str, str]
    tags: frozenset[str] = frozenset()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    status_word: str = ""
    turns: tuple[date, ...] = ()


class Standing(NamedTuple):
    """How a record stands on a day: status word key, and the tags that views select by."""

    status: str
    tags: frozenset[str]


def day_words(value: date | None) -> str:
    """A date as shown, "" without one."""
    return format_date(value) if value else ""


def iso(value: date | None) -> str | None:
    """A date as data."""
    return value.isoformat() if value else None


def one(value: str | None) -> tuple[str, ...]:
    """The value as a facet: one choice, or none."""
    return (value,) if value else ()


def due_tags(status: DueStatus) -> set[str]:
    """Views that a due status belongs to."""
    return {"late"} if status.state == "late" else {"soon"} if status.state in ("soon", "today") else set()
