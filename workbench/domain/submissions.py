"""What members sent, and each import of it."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CHOICE, DATE, INTEGER, LONG_TEXT, REF, TEXT


@entity("submission", natural=("locality", "period", "form"))
class Submission:
    """One member's form for one period. Missing ones are computed, not stored (R30)."""

    locality: str | None = spec(REF, target="locality", required=True)
    period: str | None = spec(TEXT, required=True, search=True)
    form: str | None = spec(TEXT, required=True, search=True)
    state: str | None = spec(CHOICE, vocabulary="submission_state", required=True)
    received_date: date | None = spec(DATE)
    document_number: str | None = spec(TEXT)
    document_date: date | None = spec(DATE)
    batch: str | None = spec(REF, target="import_batch")
    note: str | None = spec(TEXT)


@entity("import_batch", prefix="LN")
class ImportBatch:
    """One import. The file itself is kept under `sha256`; `receipt` tells per row what became of it (JSON).

    `overrides` are the officer's corrections of one that is not finished, `decisions` the choices made on it that the
    next file of the same report meets again, `asked` the records its sender is asked about, `place` where the officer
    was (all JSON).
    """

    code: str | None = spec(TEXT, required=True, unique=True)
    sha256: str | None = spec(TEXT, required=True)
    file_name: str | None = spec(TEXT, required=True, search=True)
    form: str | None = spec(TEXT)
    form_version: str | None = spec(TEXT)
    sender: str | None = spec(REF, target="locality")
    period: str | None = spec(TEXT)
    imported_date: date | None = spec(DATE)
    rows_new: int | None = spec(INTEGER)
    rows_changed: int | None = spec(INTEGER)
    rows_same: int | None = spec(INTEGER)
    rows_waiting: int | None = spec(INTEGER)
    state: str | None = spec(CHOICE, vocabulary="batch_state", required=True)
    receipt: str | None = spec(LONG_TEXT)
    unmapped: str | None = spec(LONG_TEXT)
    overrides: str | None = spec(LONG_TEXT)
    decisions: str | None = spec(LONG_TEXT)
    asked: str | None = spec(LONG_TEXT)
    place: str | None = spec(TEXT)


@entity("form_duty", natural=("form", "valid_from"), reference=True)
class FormDuty:
    """How often members owe a form, for periods whose data closes on `valid_from` or later; without a day, always."""

    form: str | None = spec(TEXT, required=True)
    every: str | None = spec(CHOICE, vocabulary="form_duty", required=True)
    valid_from: date | None = spec(DATE)
    basis: str | None = spec(TEXT)


@entity("setting", natural=("key",), reference=True)
class Setting:
    """One setting that travels with the record."""

    key: str | None = spec(TEXT, required=True, unique=True)
    value: str | None = spec(LONG_TEXT)
