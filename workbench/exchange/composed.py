"""One value in several columns beside each other: day, month and year of a date; number and sign of a paper.

Only under a heading that names the field, with contents that leave no doubt; the value is read as if it were
written in one cell, and stands in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from workbench.exchange.cellfacts import ColumnFacts, Reading
from workbench.exchange.forms import FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.headings import HeadingBook, heading_words
from workbench.exchange.marks import is_nothing
from workbench.exchange.problems import Problem
from workbench.exchange.profiles import ColumnProfile
from workbench.exchange.recognised import ColumnMapping, ParsedCell
from workbench.records.issues import Severity

#: `ColumnMapping.split` of a column that holds a part of a value; the parts stand from left to right.
PART = "part"

_NAMED = 0.75
_HIGHEST = {"ngay": (1, 31), "thang": (1, 12), "nam": (1900, 2100)}
_DATE = (("ngay",), ("thang",), ("nam",))
_PAPER = (("so",), ("ky", "hieu"))
_JOINS = {"date": "/", "docno": "/"}


def part_columns(
    form: FormSpec,
    parts: Mapping[int, Sequence[str]],
    profiles: Mapping[int, ColumnProfile],
    book: HeadingBook,
    free: Collection[str],
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Columns that hold one value together, and its field."""
    for kind, leaves in (("date", _DATE), ("docno", _PAPER)):
        for first in parts:
            columns = tuple(range(first, first + len(leaves)))
            above = {tuple(parts.get(column, ())[:-1]) for column in columns}
            if len(above) != 1 or not (over := above.pop()):
                continue
            said = tuple(heading_words(parts[column][-1], brackets=False) for column in columns)
            if said != leaves or not _hold(kind, [profiles[column] for column in columns]):
                continue
            field = _named(over, kind, form, book)
            if field in free:
                yield columns, field


def _named(over: Sequence[str], kind: str, form: FormSpec, book: HeadingBook) -> str:
    """The field of a kind that a heading names; for a paper's number, also as the first of number and date."""
    for match in book.match(over).get(form.key, ()):
        if match.score >= _NAMED and form.by_key[match.fields[0]].kind == kind:
            return match.fields[0]
    return ""


def _hold(kind: str, profiles: Sequence[ColumnProfile]) -> bool:
    texts = [[text for _, text in seen.values] for seen in profiles]
    if not all(texts):
        return False
    if kind == "docno":
        numbers, signs = texts
        return all(t.isdigit() for t in numbers) and all(t[0].isalpha() and "/" not in t for t in signs)
    spans = _HIGHEST.values()
    return all(
        text.isdigit() and low <= int(text) <= high
        for column, (low, high) in zip(texts, spans, strict=True)
        for text in column
    )


def read_parts(
    facts: ColumnFacts,
    columns: Sequence[ColumnMapping],
    grid: Grid,
    row: int,
    read: Callable[[ColumnFacts, str, str], Reading],
) -> ParsedCell:
    """The value that the parts of a row make; one with a part missing in its midst or at its end is none."""
    kind, key = facts.column.kind, facts.column.key
    texts = [(grid.text(row, c.column), grid.ref(*grid.anchor(row, c.column))) for c in columns]
    said = [(text, ref) for text, ref in texts if text and not is_nothing(text)]
    if not said:
        return ParsedCell(key, None, "", ())
    raw = _JOINS[kind].join(text for text, _ in said)
    refs = tuple(ref for _, ref in said)
    if len(said) < len(columns) and (kind == "docno" or not texts[-1][0]):
        severity: Severity = "stop" if facts.column.required else "check"
        return ParsedCell(key, None, raw, refs, (Problem("type_mismatch", severity, raw).at(refs, key),))
    found = read(facts, raw, raw)
    return ParsedCell(key, found.value, raw, refs, tuple(p.at(refs, key) for p in found.problems), found.keys)
