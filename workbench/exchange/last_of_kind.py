"""The only column of a kind that is left for the only field of that kind: placed when its heading speaks for it.

Two columns of days are told apart by which is earlier in nearly all rows, for the fields of a form that stand in
that order. A heading must share a telling word with the field; contents alone place nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from workbench.exchange.forms import BY_WHEN, REMARK, FormColumn, FormSpec
from workbench.exchange.leaning import Leaning, another, of_before
from workbench.exchange.offices import starts_as_office
from workbench.exchange.profiles import ColumnProfile
from workbench.exchange.relations import share_in_order
from workbench.exchange.remaining import is_prose, words_of
from workbench.values.text import fold

_FITS = 0.8
_IN_ORDER = 0.9
_SPEAKS = 0.6  # of a heading over prose, which anything may be
_OFFICES = 0.6  # of the cells of a column of offices
_WHEN = frozenset(("truoc", "xong", "han", "moc"))

Columns = Mapping[int, Sequence[str]]


class Left(NamedTuple):
    """A table whose columns are partly placed. `columns` and `fields` are those left, `taken` the columns of the other
    fields, `profiles` what all columns hold."""

    form: FormSpec
    leaning: Leaning
    columns: Columns
    profiles: Mapping[int, ColumnProfile]
    fields: Collection[str]
    taken: Mapping[str, int]

    def holds(self, column: int, kind: str) -> bool:
        """Whether nearly all cells of a column are of a kind of field."""
        seen = self.profiles[column]
        if len(seen.values) < 2:
            return False
        field = next((c for c in self.form.columns if c.kind == kind), None)
        return field is not None and (seen.share(field) or 0.0) >= _FITS

    def words(self, column: int) -> tuple[str, ...]:
        """Words of the heading of a column, folded."""
        return words_of(self.columns[column])


def last_of_kind(left: Left) -> dict[int, str]:
    """Columns of those left, with the fields left that they alone can be."""
    form, leaning, columns, profiles = left.form, left.leaning, left.columns, left.profiles
    found: dict[int, str] = {}
    open_fields = [c for c in form.columns if c.key in left.fields and not c.optional]
    found |= _beside_their_papers(left)
    days = [c for c in columns if c not in found and left.holds(c, "date")]
    found |= dict(_one_by_when(leaning, {c: left.words(c) for c in days}, left.fields))
    for kind in ("date", "docno", "year"):
        held = [c for c in columns if c not in found and left.holds(c, kind)]
        placed = found.values()
        wanted = [f for f in open_fields if f.kind == kind and f.key not in form.references and f.key not in placed]
        found |= _matched(left, held, wanted)
    offices = [c for c in columns if c not in found and _lists_offices(profiles[c])]
    wanted = [f for f in open_fields if f.kind == "text" and leaning.names_offices(f.key)]
    found |= {c: f.key for c, f in _one(offices, wanted) if leaning.asks_for_office(left.words(c))}
    found |= {c: field for c, field in _behind_the_reply(left).items() if c not in found}
    prose = [c for c in columns if c not in found and is_prose(profiles[c]) and left.holds(c, "text")]
    wanted = [f for f in open_fields if f.kind == "text" and not leaning.names_offices(f.key) and f.key != REMARK]
    found |= {c: f.key for c, f in _one(prose, wanted) if leaning.speaks_of(left.words(c), f.key) >= _SPEAKS}
    return found


def _one(columns: Sequence[int], fields: Sequence[FormColumn]) -> list[tuple[int, FormColumn]]:
    return [(columns[0], fields[0])] if len(columns) == len(fields) == 1 else []


def _behind_the_reply(left: Left) -> dict[int, str]:
    """Sentences right behind number and date of a paper are what it says: the text that follows them in the form."""
    found = {}
    for joined in (j for j in left.form.joined if j.split == "number_date"):
        at = [left.taken[field] for field in joined.fields if field in left.taken]
        text = _text_after(left.form, joined.fields[-1])
        column = max(at, default=-1) + 1
        if text not in left.fields or column not in left.columns or of_before(left.words(column)):
            continue
        if is_prose(left.profiles[column]) and left.holds(column, "text"):
            found[column] = text
    return found


def _text_after(form: FormSpec, field: str) -> str:
    """The field of text next in the form to another one; "" where another kind stands there."""
    keys = [column.key for column in form.columns]
    after = form.columns[keys.index(field) + 1 :][:1]
    return after[0].key if after and after[0].kind == "text" else ""


def _matched(left: Left, held: Sequence[int], wanted: Sequence[FormColumn]) -> dict[int, str]:
    leaning, profiles = left.leaning, left.profiles
    words = {c: left.words(c) for c in held}
    if len(held) == len(wanted) == 1:
        field, column = wanted[0].key, held[0]
        said = leaning.mentions(words[column], field) or _other_end(left, column, field)
        return {column: field} if said or _asks_by_when(leaning, words[column], field) else {}
    pair = tuple(f.key for f in wanted)
    if len(held) != 2 or pair not in left.form.order or wanted[0].kind != "date":
        return {}
    first, second = sorted(held, key=lambda c: _earlier(profiles[c], profiles[held[0]], profiles[held[1]]))
    made = {first: pair[0], second: pair[1]}
    sure = _share_before(profiles[first], profiles[second]) >= _IN_ORDER
    said = all(leaning.may_be(words[c], field) for c, field in made.items())
    named = any(
        leaning.mentions(words[c], field) or _asks_by_when(leaning, words[c], field) for c, field in made.items()
    )
    return made if sure and said and named else {}


def _beside_their_papers(left: Left) -> dict[int, str]:
    """ "Ngày phát hành" right behind the number of the paper whose date is looked for."""
    found = {}
    for joined in (j for j in left.form.joined if j.split == "number_date"):
        number, day = joined.fields
        at = left.taken.get(number)
        if at is None or day not in left.fields:
            continue
        column = next((c for c in sorted(left.columns) if c > at and left.holds(c, "date")), None)
        if column is None or any(at < other < column for other in left.taken.values()):
            continue
        words = left.words(column)
        if words[:1] == ("ngay",) and left.leaning.may_be(words, day):
            found[column] = day
    return found


def _one_by_when(
    leaning: Leaning, columns: Mapping[int, Sequence[str]], fields: Collection[str]
) -> list[tuple[int, str]]:
    """The one column of days that asks by when, for the one field of such a time."""
    wanted = [field for field in BY_WHEN if field in fields]
    asking = [c for c, words in columns.items() if wanted and _asks_by_when(leaning, words, wanted[0])]
    return [(asking[0], wanted[0])] if len(asking) == len(wanted) == 1 else []


def _asks_by_when(leaning: Leaning, words: Sequence[str], field: str) -> bool:
    """ "Xong trước", "Mốc thời gian đề nghị": by when, for the field of a time by which something is to be done."""
    return field in BY_WHEN and leaning.may_be(words, field) and not _WHEN.isdisjoint(words)


def _other_end(left: Left, column: int, field: str) -> bool:
    """ "Bắt đầu từ ngày" beside a column of later days that is known, "Kết thúc" beside one of earlier days."""
    for first, second in left.form.order:
        other = left.taken.get(second if field == first else first if field == second else "")
        if other is None or another(left.words(column)) != {"from" if field == first else "to"}:
            continue
        a, b = (column, other) if field == first else (other, column)
        return _share_before(left.profiles[a], left.profiles[b]) >= _IN_ORDER
    return False


def _earlier(seen: ColumnProfile, a: ColumnProfile, b: ColumnProfile) -> float:
    return -_share_before(seen, b if seen is a else a)


def _share_before(a: ColumnProfile, b: ColumnProfile) -> float:
    """Share of the rows with both days in which the first is the earlier one; 0 when there are too few to tell."""
    return share_in_order("date", a, b) or 0.0


def _lists_offices(seen: ColumnProfile) -> bool:
    """Departments, boards and centres of a province, by how their names begin."""
    texts = [fold(text) for _, text in seen.values]
    return len(texts) > 1 and sum(map(starts_as_office, texts)) >= _OFFICES * len(texts)
