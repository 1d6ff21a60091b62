"""Rows of one file that may tell of the same thing: pointed out, never joined alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from workbench.domain.matching import LikeIndex
from workbench.exchange.forms import FormSpec, load_forms
from workbench.exchange.recognised import ParsedRow
from workbench.services.importing.plan_rows import PlanRow
from workbench.values.text import squash

ALIKE_TOO = ("B02",)  # forms in which words that are only alike are pointed out too
SAME = ("B01", "B08", "B09", "B10", *ALIKE_TOO)
_MOST = 600  # rows of a form up to which alike words are looked for: the cost grows with the square


def with_twins(rows: tuple[PlanRow, ...]) -> tuple[PlanRow, ...]:
    """The rows, those that are new and repeat an earlier row of the file as possible duplicates of it (`twin`)."""
    found: dict[int, tuple[int, float]] = {}
    for form in SAME:
        mine = [row for row in rows if row.row.form == form and row.row.value(_spec(form).main)]
        if len(mine) > 1:
            found |= dict(_twins(mine, _spec(form)))
    return tuple(_marked(row, rows, found[row.index]) if row.index in found else row for row in rows)


def _marked(row: PlanRow, rows: tuple[PlanRow, ...], twin: tuple[int, float]) -> PlanRow:
    other, score = twin
    reasons = ("match.same_words" if score >= 1.0 else "match.words_alike",)
    first = rows[other]
    return replace(
        row, how="duplicate", twin=other, score=score, reasons=reasons, action=None, code=first.code, title=first.title
    )


@lru_cache(maxsize=8)
def _spec(form: str) -> FormSpec:
    return next(spec for spec in load_forms() if spec.key == form)


def _twins(rows: list[PlanRow], spec: FormSpec) -> Iterator[tuple[int, tuple[int, float]]]:
    """Later rows with the earlier one each repeats: (index, (index of the earlier, likeness 0–1))."""
    words = {row.index: str(row.row.value(spec.main)) for row in rows}
    by_words: dict[str, list[PlanRow]] = defaultdict(list)
    like = LikeIndex({str(index): said for index, said in words.items()}) if _looks(spec, rows) else None
    place = {row.index: row for row in rows}
    for row in rows:
        before = by_words[squash(words[row.index])]
        if row.how == "new" and not row.reasons and _free(row.row):
            same = next((other for other in before if not _apart(row.row, other.row, spec)), None)
            if same is not None:
                yield row.index, (same.index, 1.0)
            elif like is not None and not before:
                yield from _alike(row, like, place, spec, words[row.index])
        before.append(row)


def _free(row: ParsedRow) -> bool:
    """Whether nothing else than the repetition itself keeps the row out."""
    return all(issue.code == "duplicate_record" for issue in row.all_issues if issue.severity == "stop")


def _looks(spec: FormSpec, rows: list[PlanRow]) -> bool:
    return spec.key in ALIKE_TOO and len(rows) <= _MOST


def _alike(
    row: PlanRow, like: LikeIndex, place: Mapping[int, PlanRow], spec: FormSpec, words: str
) -> Iterator[tuple[int, tuple[int, float]]]:
    for uid, score in like.near(words):
        other = place[int(uid)]
        if other.index < row.index and not _apart(row.row, other.row, spec) and _near(row.row, other.row):
            yield row.index, (other.index, score)
            return


def _apart(row: ParsedRow, other: ParsedRow, spec: FormSpec) -> bool:
    """Whether what tells rows of the same words apart differs."""
    pairs = ((row.cells.get(key), other.cells.get(key)) for key in spec.identity)
    return any(a and b and (set(a.keys) != set(b.keys) or a.value != b.value) for a, b in pairs)


def _near(row: ParsedRow, other: ParsedRow) -> bool:
    """The same field, or one that does not say."""
    return row.value("sector") in (None, other.value("sector")) or other.value("sector") is None
