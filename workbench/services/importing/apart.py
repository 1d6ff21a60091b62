"""Rows and stored records that an officer said are not the same: remembered, so that it is not asked again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from workbench.clock import Clock
from workbench.domain.lessons import Lesson
from workbench.exchange.forms import load_forms
from workbench.exchange.recognised import ParsedRow
from workbench.records.changes import Change, create
from workbench.records.record import Ref
from workbench.storage.repository import Repository
from workbench.values.text import squash

Pair = tuple[str, str, str]  # form, what the row says, id of the record


def kept_apart(repository: Repository) -> frozenset[Pair]:
    """All pairs that were said to be different."""
    found = repository.where("lesson", kind="apart")
    return frozenset((r.values.form or "", squash(r.values.words), r.values.meaning or "") for r in found)


@lru_cache(maxsize=1)
def main_fields() -> Mapping[str, str]:
    """The field that a record of each form is known by."""
    return {form.key: form.main for form in load_forms()}


def pair(row: ParsedRow, main: str, uid: str) -> Pair:
    """The pair of a row, known by its main text, and a record."""
    return row.form, squash(str(row.value(main) or "")), uid


def apart_changes(
    said: Iterable[tuple[ParsedRow, str, Ref]], repository: Repository, clock: Clock, sender: str | None, batch: str
) -> Iterator[Change]:
    """What to remember of rows written as new although they looked like a record: (row, main field, record)."""
    held = kept_apart(repository)
    for row, main, ref in said:
        words = str(row.value(main) or "")
        if words and pair(row, main, ref.uid) not in held:
            lesson = Lesson(
                kind="apart",
                sender=sender,
                form=row.form,
                field=main,
                words=words,
                meaning=ref.uid,
                learned_date=clock.today(),
                batch=batch,
            )
            yield create(clock.new_id(), lesson)
