"""What officers corrected in imports and the record remembers: columns, rows, units, names, records kept apart."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CHOICE, DATE, INTEGER, LONG_TEXT, REF, TEXT


@entity("lesson", natural=("kind", "sender", "form", "words"))
class Lesson:
    """One thing remembered of a sender's files of one form; a lesson without a sender holds for all.

    `words` is what the file says, `meaning` what it was taken for ("" for: left out). `place` tells equal words of
    one heading apart (1 for the first). `layout` is the fingerprint of the headings it was learned under.
    """

    kind: str | None = spec(CHOICE, vocabulary="lesson_kind", required=True)
    sender: str | None = spec(REF, target="locality")
    form: str | None = spec(TEXT)
    layout: str | None = spec(TEXT)
    field: str | None = spec(TEXT)
    words: str | None = spec(LONG_TEXT, required=True)
    place: int | None = spec(INTEGER)
    meaning: str | None = spec(LONG_TEXT)
    learned_date: date | None = spec(DATE)
    batch: str | None = spec(REF, target="import_batch")
