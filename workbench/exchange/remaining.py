"""Columns whose wording alone did not place them, against the fields that are left: by words and contents together.

A column is placed only when one field is clearly the one: what it holds must fit, its words must speak of the
field, and no other field left may come near.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from workbench.exchange.forms import FormColumn, FormSpec
from workbench.exchange.headings import heading_words
from workbench.exchange.leaning import Leaning
from workbench.exchange.profiles import ColumnProfile

_FITS = 0.7  # share of a column's cells that can stand in a field
_WORDED = 0.3  # of a heading's words that speak of the field
_WORDED_TEXT = 0.45  # the same for plain text, which anything can be
_WORDED_MAIN = 0.25
_CLEAR = 0.75
_TYPED = ("date", "docno", "year", "amount", "provinces", "code")
_DATE_WORDS = frozenset(("ngay", "thang", "nam", "van", "ban", "ky"))

_NAMED = 0.8  # of a paper referred to that has a title for its number
MANY = 0.4  # cells that are codes: a column of short texts is then no prose
_SOME = 0.15  # cells that are codes, where the list has no column yet
_PROSE = 25  # letters of a main text at least, on average

Placed = Callable[[int, tuple[str, ...], float, str], None]


def words_of(parts: Sequence[str]) -> tuple[str, ...]:
    """All words of a heading, those in brackets only when there are no others."""
    joined = " ".join(parts)
    return heading_words(joined, brackets=False) or heading_words(joined, brackets=True)


def fitting(form: FormSpec, seen: ColumnProfile, offices: Callable[[str], bool] | None = None) -> dict[str, float]:
    """Fields that a column's cells could stand in, with how well (0-1). An empty column fits everywhere.

    Text is what is left: a column of dates or of names from a list is hardly prose. `offices`: whether a field of
    text asks for the name of an office.
    """
    if seen.empty:
        return {column.key: 1.0 for column in form.columns}
    shares = {column.key: share_of(form, column, seen) or 0.0 for column in form.columns}
    special = max((seen.share(c) or 0.0 for c in form.columns if c.kind in _TYPED), default=0.0)
    codes = max((seen.share(c) or 0.0 for c in form.columns if c.kind == "code"), default=0.0)
    bodies = max((seen.share(c) or 0.0 for c in form.columns if c.kind == "authorities"), default=0.0)
    made = {}
    for column in form.columns:
        share = shares[column.key]
        names = bodies >= 0.9 and not (offices and offices(column.key))
        if column.kind == "text" and (seen.ticked or special >= 0.9 or names or (codes >= MANY and seen.short)):
            share *= 0.5
        if share >= 0.5:
            made[column.key] = share
    return made


def share_of(form: FormSpec, column: FormColumn, seen: ColumnProfile) -> float | None:
    """0-1: how many of a column's cells could stand in a field; a paper referred to may be named by its title."""
    share = seen.share(column)
    if share is None or column.key not in form.references:
        return share
    return max(share, _NAMED * (seen.share(form.by_key[form.main]) or 0.0))


def place_main(
    form: FormSpec, leaning: Leaning, columns: Mapping[int, Sequence[str]], profiles: Mapping[int, ColumnProfile]
) -> int | None:
    """The column of the main text among those left: the leftmost with prose, if its words speak of that field.

    A table without its main text is hardly one, and it stands first in nearly all.
    """
    for column, parts in sorted(columns.items()):
        seen = profiles[column]
        if seen.empty or form.main not in fitting(form, seen) or not is_prose(seen):
            continue
        words = words_of(parts)
        named = words[:1] == ("ten",) and leaning.names(form.main)
        return column if named or leaning.mentions(words, form.main) else None
    return None


def is_prose(seen: ColumnProfile) -> bool:
    """Sentences rather than words."""
    lengths = [len(text) for _, text in seen.values]
    return bool(lengths) and sum(lengths) / len(lengths) >= _PROSE


def place_remaining(
    form: FormSpec,
    leaning: Leaning,
    columns: Mapping[int, Sequence[str]],
    profiles: Mapping[int, ColumnProfile],
    fields: Collection[str],
    place: Placed,
) -> None:
    """Place what can be told of `columns` (heading parts of the columns left) among `fields` left."""
    free, open_fields = dict(columns), set(fields)
    while found := _best(form, leaning, free, profiles, open_fields):
        column, field, share = found
        place(column, (field,), round(0.55 + 0.1 * share, 3), "reason_remaining")
        del free[column]
        open_fields.discard(field)


def _best(
    form: FormSpec,
    leaning: Leaning,
    columns: Mapping[int, Sequence[str]],
    profiles: Mapping[int, ColumnProfile],
    fields: Collection[str],
) -> tuple[int, str, float] | None:
    """The clearest pair of column and field; None when no more is clear."""
    found: list[tuple[float, int, str]] = []
    for column, parts in columns.items():
        words = words_of(parts)
        shares = fitting(form, profiles[column], leaning.names_offices)
        fits = {key for key, share in shares.items() if share >= _FITS and key in fields}
        if _may_be_list(form, profiles[column], fields):
            fits = {key for key in fits if form.by_key[key].kind != "text"}
        for key, share in leaning.shares(words, fits).items():
            if share >= _CLEAR and leaning.speaks_of(words, key) >= _needed(form, key):
                found.append((share, column, key))
    found.sort(key=lambda f: -f[0])
    for share, column, key in found:
        if sum(other == key for _, _, other in found) == 1:
            return column, key, share
    return None


def _may_be_list(form: FormSpec, seen: ColumnProfile, fields: Collection[str]) -> bool:
    """Short texts, some of them entries of a list that has no column yet: the list in loose words, or prose."""
    lists = [form.by_key[key] for key in fields if form.by_key[key].kind == "code"]
    return seen.short and any((seen.share(column) or 0.0) >= _SOME for column in lists)


def _needed(form: FormSpec, key: str) -> float:
    """How much of a heading must speak of a field; less of the one that no table lacks."""
    column = form.by_key[key]
    if key == form.main:
        return _WORDED_MAIN
    return _WORDED_TEXT if column.kind in ("text", "authorities") or column.optional else _WORDED


def is_date_beside(parts: Sequence[str]) -> bool:
    """A heading that says no more than "Ngày, tháng": of the paper in the column before."""
    words = set(words_of(parts))
    return "ngay" in words and words <= _DATE_WORDS
