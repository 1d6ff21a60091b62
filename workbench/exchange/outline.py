"""Records written as an outline: what each is about in a row of its own, then lines that say what they are.

1 | Bãi rác giáp ranh gây ô nhiễm
  | - Nguyên nhân: …
  | - Kiến nghị: …
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.exchange.forms import FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.headings import HeadingBook
from workbench.exchange.letterhead import is_signature
from workbench.exchange.raw import RawCell
from workbench.exchange.turned import Label, Turned, TurnedSheet, label_in
from workbench.records.issues import CellRef

_LABELS = 2  # different labels under a record, at least
_NUMBER = re.compile(r"\(?\d{1,4}[.):/]?")
_NUMBERED = re.compile(r"\(?\d{1,4}[.):/]\s*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Item:
    """A record: its own words, then the labelled lines below; `more` are rows that run on, by the row they follow."""

    head: int
    text: str
    labels: Sequence[Label]
    more: Mapping[int, Sequence[int]]


def outline(grid: Grid, forms: Sequence[FormSpec], book: HeadingBook) -> Turned | None:
    """Records of a sheet written so, as a table under the headings of the form that the labels speak of."""
    for column in sorted({column for block in grid.blocks for column in block.columns})[:4]:
        items = list(_items(grid, column, book))
        met = Counter(label.key for item in items for label in item.labels)
        if len(items) < 2 or len(met) < _LABELS or max(met.values()) < 2:
            continue
        form = _form(list(met), forms, book)
        if form is not None:
            return _made(grid, column, items, form)
    return None


def _items(grid: Grid, column: int, book: HeadingBook) -> Iterator[_Item]:
    head, text, last = 0, "", 0
    labels: list[Label] = []
    more: dict[int, list[int]] = {}
    for row in grid.rows:
        if labels and any(map(is_signature, grid.filled(row).values())):
            break
        said = grid.own(row, column)
        if not said:
            continue
        label = label_in(row, column, said, book)
        begins = label is None and _begins(grid, row, column, said)
        if label is not None and head:
            labels.append(label)
            last = row
        elif begins:
            if head and labels:
                yield _Item(head, text, labels, more)
            head, text, last, labels, more = row, _NUMBERED.sub("", said), row, [], {}
        elif head and row == max(last, *more.get(last, ()), 0) + 1:
            more.setdefault(last, []).append(row)
    if head and labels:
        yield _Item(head, text, labels, more)


def _begins(grid: Grid, row: int, column: int, text: str) -> bool:
    """Whether a row opens a record: with a running number before it or in it."""
    left = [said for at, said in grid.filled(row).items() if at < column]
    return bool(left and _NUMBER.fullmatch(left[-1])) or _NUMBERED.match(text) is not None


def _form(labels: Sequence[str], forms: Sequence[FormSpec], book: HeadingBook) -> FormSpec | None:
    """The one form of which the labels name the most fields, its main one not among them."""
    parts = {n: (label,) for n, label in enumerate(labels)}
    named = {form.key: book.named(parts, form.key).keys() - {form.main} for form in forms}
    most = max((len(fields) for fields in named.values()), default=0)
    best = [form for form in forms if len(named[form.key]) == most and form.main not in book.named(parts, form.key)]
    return best[0] if most >= _LABELS and len(best) == 1 else None


def _made(grid: Grid, column: int, items: Sequence[_Item], form: FormSpec) -> Turned:
    places: dict[str, int] = {}
    for item in items:
        for label in item.labels:
            places.setdefault(label.key, len(places) + 2)
    firsts = {label.key: label for item in reversed(items) for label in reversed(item.labels)}
    rows: dict[int, dict[int, RawCell]] = {1: {1: RawCell(form.by_key[form.main].heading)}}
    origins: dict[tuple[int, int], CellRef] = {(1, 1): grid.ref(items[0].head, column)}
    for key, place in places.items():
        rows[1][place] = RawCell(firsts[key].text)
        origins[1, place] = grid.ref(firsts[key].row, column)
    lines: dict[int, tuple[int, ...]] = {}
    for at, item in enumerate(items, 2):
        cells = {1: (item.head, item.text)} | {places[one.key]: (one.row, one.value) for one in item.labels}
        rows[at] = {place: RawCell(_with_more(grid, column, item, *said)) for place, said in sorted(cells.items())}
        origins.update({(at, place): grid.ref(cells.get(place, (item.head, ""))[0], column)
                        for place in (1, *places.values())})  # fmt: skip
        below = [row for followed in item.more.values() for row in followed]
        lines[at] = tuple(sorted((item.head, *(label.row for label in item.labels), *below)))
    sheet = TurnedSheet(grid.sheet.name, rows, has_details=False, origins=origins)
    return Turned(sheet, items[0].head, max(lines[len(items) + 1]), lines)


def _with_more(grid: Grid, column: int, item: _Item, row: int, text: str) -> str:
    return " ".join((text, *(grid.own(below, column) for below in item.more.get(row, ()))))
