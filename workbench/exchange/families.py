"""Columns under one heading that tell of one paper: its number and its date, each named by no more than that.

"Kết quả trả lời" over "Số | Ngày | Nội dung": what is below says only what kind of thing stands there; which
paper is meant is said above, or by a neighbour that is known already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from workbench.exchange.forms import FormSpec
from workbench.exchange.headings import heading_words
from workbench.exchange.leaning import Leaning, another
from workbench.exchange.plainwords import plain_words
from workbench.exchange.profiles import ColumnProfile

_FITS = 0.7
_CLEAR = 0.75

Parts = Mapping[int, Sequence[str]]


def numbers_and_dates(
    form: FormSpec,
    leaning: Leaning,
    parts: Parts,
    placed: Mapping[int, Sequence[str]],
    profiles: Mapping[int, ColumnProfile],
    free: Collection[str],
) -> Iterator[tuple[int, str]]:
    """Columns and the fields they hold, of those that are not `placed` and fields that are `free`."""
    said_of = plain_words("paper")
    pairs = [(j.fields[0], j.fields[1]) for j in form.joined if j.split == "number_date"]
    for above in dict.fromkeys(tuple(p[:-1]) for p in parts.values() if len(p) > 1):
        columns = [column for column, p in parts.items() if tuple(p[:-1]) == above]
        pair = _pair(pairs, leaning, above, [placed.get(c, ()) for c in columns], free)
        if pair is None:
            continue
        for field, words in zip(pair, (said_of["number"], said_of["date"]), strict=True):
            said = [c for c in columns if c not in placed and _only(parts[c][-1], words)]
            held = [c for c in said if (profiles[c].share(form.by_key[field]) or 0.0) >= _FITS]
            if field in free and len(held) == 1:
                yield held[0], field


def _only(text: str, words: Collection[str]) -> bool:
    said = heading_words(text, brackets=False)
    return bool(said) and set(said) <= set(words)


def _pair(
    pairs: Sequence[tuple[str, str]],
    leaning: Leaning,
    above: Sequence[str],
    beside: Sequence[Sequence[str]],
    free: Collection[str],
) -> tuple[str, str] | None:
    """The paper that a heading is over: of a column under it that is known, or by its own words."""
    known = {pair for pair in pairs for fields in beside if set(fields) & set(pair)}
    if known:
        return known.pop() if len(known) == 1 else None
    words = [w for text in above for w in heading_words(text, brackets=False)]
    if another(words):
        return None
    left = [pair for pair in pairs if set(pair) <= set(free)]
    shares = leaning.shares(words)
    lent = {pair: sum(shares.get(field, 0.0) for field in pair) for pair in pairs}
    best = max(left, key=lambda pair: lent[pair], default=None)
    if best is None:
        return None
    total = sum(lent.values())
    if len(pairs) > 1:
        telling = set(words).difference(*plain_words("paper").values())
        return best if telling and total and lent[best] / total >= _CLEAR else None
    return best if "van" in words and "ban" in words else None
