"""Rows of one file that may tell of the same thing: pointed out, never joined alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from workbench.domain.succession import Successions
from workbench.exchange.forms import FormSpec, load_forms
from workbench.exchange.recognised import ParsedCell, ParsedRow
from workbench.services.importing.plan_rows import PlanRow
from workbench.services.importing.twin_finders import AgreementTwins, Finder, ObstacleTwins
from workbench.values.codes import doc_key
from workbench.values.text import squash

SAME = ("B01", "B02", "B08", "B09", "B10")  # of B01 and B02 rows that are only alike are pointed out too
Twin = tuple[int, float, tuple[str, ...]]  # index of the earlier row, likeness 0–1, why (keys)


def with_twins(rows: tuple[PlanRow, ...], successions: Successions) -> tuple[PlanRow, ...]:
    """The rows, those that are new and repeat an earlier row of the file as possible duplicates of it (`twin`)."""
    found: dict[int, Twin] = {}
    for form in SAME:
        mine = [row for row in rows if row.row.form == form and row.row.value(_spec(form).main)]
        if len(mine) > 1 and any(row.how == "new" for row in mine):
            found |= dict(_twins(mine, _spec(form), successions))
    return tuple(_marked(row, rows, found[row.index]) if row.index in found else row for row in rows)


def _marked(row: PlanRow, rows: tuple[PlanRow, ...], twin: Twin) -> PlanRow:
    other, score, reasons = twin
    first = rows[other]
    return replace(
        row, how="duplicate", twin=other, score=score, reasons=reasons, action=None, code=first.code, title=first.title
    )


@lru_cache(maxsize=8)
def _spec(form: str) -> FormSpec:
    return next(spec for spec in load_forms() if spec.key == form)


def _twins(rows: list[PlanRow], spec: FormSpec, successions: Successions) -> Iterator[tuple[int, Twin]]:
    """Later rows with the earlier one each repeats, by index."""
    words = {row.index: str(row.row.value(spec.main)) for row in rows}
    by_words: dict[str, list[PlanRow]] = defaultdict(list)
    finder = _finder(spec.key, rows, words, successions)
    place = {row.index: row for row in rows}
    for row in rows:
        before = by_words[squash(words[row.index])]
        if row.how == "new" and not row.reasons and _free(row.row):
            same = next((other for other in before if not _apart(row.row, other.row, spec)), None)
            if same is not None:
                yield row.index, (same.index, 1.0, ("match.same_words",))
            elif finder is not None and (spec.key == "B01" or not before):
                yield from _alike(row, finder, place, spec)
        before.append(row)


def _finder(form: str, rows: list[PlanRow], words: Mapping[int, str], successions: Successions) -> Finder | None:
    if form == "B01":
        return AgreementTwins(rows, successions)
    return ObstacleTwins(words) if form == "B02" else None


def _free(row: ParsedRow) -> bool:
    """Whether nothing else than the repetition itself keeps the row out."""
    return all(issue.code == "duplicate_record" for issue in row.all_issues if issue.severity == "stop")


def _alike(row: PlanRow, finder: Finder, place: Mapping[int, PlanRow], spec: FormSpec) -> Iterator[tuple[int, Twin]]:
    for index, score, reasons in finder.near(row):
        other = place[index]
        apart = spec.key != "B01" and _apart(row.row, other.row, spec)  # agreements were judged by those keys already
        if not apart and _near(row.row, other.row):
            yield row.index, (index, score, reasons)
            return


def _apart(row: ParsedRow, other: ParsedRow, spec: FormSpec) -> bool:
    """Whether what tells rows of the same words apart differs."""
    pairs = ((row.cells.get(key), other.cells.get(key), spec.by_key[key].kind) for key in spec.identity)
    return any(a and b and _said(a, kind) != _said(b, kind) for a, b, kind in pairs)


def _said(cell: ParsedCell, kind: str) -> Any:
    """A value by which rows are told apart, however it is written."""
    value = cell.value
    if kind == "docno" and isinstance(value, str):
        return doc_key(value)
    if isinstance(value, tuple):
        return frozenset(cell.keys) or frozenset(value)
    return value


def _near(row: ParsedRow, other: ParsedRow) -> bool:
    """The same field, or one that does not say."""
    return row.value("sector") in (None, other.value("sector")) or other.value("sector") is None
