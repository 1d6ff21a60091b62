"""Lines and parts of the detail of a record: what belongs to it, each as one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbench.domain.workdays import DueStatus
from workbench.records.record import Ref


@dataclass(frozen=True, slots=True)
class Line:
    """A record that belongs to the one shown."""

    ref: Ref
    code: str
    title: str
    meta: str = ""
    status: str = ""
    due: date | None = None
    due_status: DueStatus | None = None
    status_word: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Records that belong to the one shown, under a heading of their own; `entity` is what can be added there."""

    key: str
    lines: tuple[Line, ...]
    entity: str = ""
