"""What a form means for the record: its fields, how a row is compared with what is stored, how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from workbench.exchange.recognised import ParsedRow
from workbench.records.record import Ref
from workbench.services.importing.cells import Incoming
from workbench.services.importing.writer import Writer
from workbench.services.linked import Linked
from workbench.values.periods import Period


@dataclass(frozen=True, slots=True)
class Submitted:
    """What an import knows of the file as a whole."""

    batch: str
    sender: str | None
    sender_name: str
    period: str | None
    received: date
    document_date: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form field is stored: a field of the record itself or of a part of it."""

    ref: Ref
    field: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored record that a row may be. `certain` by keys; otherwise likeness 0–1 with reasons (keys)."""

    uid: str
    certain: bool
    score: float
    reasons: tuple[str, ...]


class Adapter(Protocol):
    """One form's meeting with the record, over one state of it."""

    form: str
    entity: str
    register: str
    fixed: frozenset[str]  # fields that tell where a row belongs and that importing never changes

    def __init__(self, linked: Linked, submitted: Submitted) -> None: ...

    def candidates(self, row: ParsedRow, values: Incoming) -> Iterable[Candidate]:
        """Stored records that the row may be."""

    def ref(self, uid: str) -> Ref:
        """Name of the stored record that an id of this form stands for."""

    def stored(self, uid: str) -> Mapping[str, Any]:
        """What the record says, by form field, in comparable values."""

    def places(self, uid: str) -> Mapping[str, Place]:
        """Where each form field of that record is stored."""

    def name(self, uid: str) -> tuple[str, str]:
        """Code and title of a stored record."""

    def held(self, locality: str | None, period: Period | None) -> list[str]:
        """Records that stand in the form of a member (None: of all) for a period, in their order."""

    def row_code(self, uid: str) -> str:
        """The code by which a row of an own form names its record; unlike that of every other."""

    def of_code(self, code: str) -> str | None:
        """The record that such a code names."""

    def revision(self, uid: str) -> int:
        """When the record, or a part of it that the form shows, was last written."""

    def doubts(self, row: ParsedRow) -> tuple[str, ...]:
        """Why a row that matches nothing must wait for the officer all the same (keys); usually for nothing."""

    def create(self, row: ParsedRow, writer: Writer) -> Ref:
        """Write the row as a new record."""

    def update(self, uid: str, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        """Write some of the row's fields into a stored record."""
