"""The status words: which there are, and under which key each is written in the catalogues.

Owns the keys only. Shapes and colours belong to the window; which state a record is in belongs to the rules of
its register. "late" and "soon" are computed from deadline and calendar, never stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Course of a record.
COURSE = ("new", "doing", "part", "done", "late", "soon", "closed", "warn", "reject")
#: Course of an escalation.
ESCALATION = ("draft", "sent", "wait", "answered")
#: Course of an agreement or commitment.
AGREEMENT = ("signed", "run", "slow", "fin")
#: Outcome of comparing a file with the register.
COMPARISON = ("add", "chg", "same", "conf", "dup", "gone")

STATUS_KEYS: tuple[str, ...] = (*COURSE, *ESCALATION, *AGREEMENT, *COMPARISON)

#: Status key -> key in the catalogue `status`.
STATUS_LABELS: Mapping[str, str] = MappingProxyType({key: f"status.{key}" for key in STATUS_KEYS})


def label_key(status: str) -> str:
    """Catalogue key of a status word; KeyError for a status that is not in the table."""
    return STATUS_LABELS[status]
