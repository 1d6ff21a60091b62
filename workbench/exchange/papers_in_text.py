"""A paper told inside a text: "BTC đã trả lời tại Văn bản số 12/BTC-NS ngày 5/3/2026: …" where it has no column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from workbench.exchange.context import Context
from workbench.exchange.forms import FormColumn, FormSpec
from workbench.exchange.problems import Problem
from workbench.exchange.recognised import ParsedCell
from workbench.values.codes import all_numbers
from workbench.values.dates import parse_date

_LEAD = 160  # letters before the colon that ends what is said of the paper itself
_DAY = re.compile(r"^[\s,;(]*((?:ngày\s+)?\d{1,2}\s*(?:[/.\-]\s*\d{1,2}\s*[/.\-]|tháng\s+\d{1,2}\s+năm)\s*\d{4})", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """A text of a form, the number and date of the paper that stand before it there, and the list behind it, if any.

    None of these but the text has a column in the table.
    """

    text: str
    number: str
    day: str
    code: FormColumn | None


def told_in_texts(form: FormSpec, placed: Collection[str]) -> tuple[Told, ...]:
    """Texts of a table that may tell of a paper. `placed`: fields that have a column."""
    return tuple(_told(form, placed))


def _told(form: FormSpec, placed: Collection[str]) -> Iterator[Told]:
    keys = [column.key for column in form.columns]
    for joined in (j for j in form.joined if j.split == "number_date"):
        number, day = joined.fields
        at = keys.index(day) + 1
        if number in placed or day in placed or at >= len(keys) or keys[at] not in placed:
            continue
        if form.columns[at].kind == "text":
            behind = form.columns[at + 1] if at + 1 < len(keys) else None
            listed = behind is not None and behind.kind == "code" and behind.key not in placed
            yield Told(keys[at], number, day, behind if listed else None)


def taken_out(told: Told, cells: Mapping[str, ParsedCell], context: Context) -> dict[str, ParsedCell]:
    """The cells that a text really holds, all of them with its place; empty where it is only a text."""
    cell = cells.get(told.text)
    if cell is None or not isinstance(cell.value, str):
        return {}
    if told.code is not None and (entry := context.catalogues[told.code.list].resolve(cell.value)):
        return {told.text: cell._replace(value=None), told.code.key: _at(cell, told.code.key, entry.entry.code)}
    numbers = all_numbers(cell.value)
    before, found, after = cell.value.partition(numbers[0]) if len(numbers) == 1 else ("", "", "")
    said = _DAY.match(after) if found else None
    day = parse_date(said[1]) if said else None
    if said is None or day is None or day.value is None:
        return {}
    rest = after[said.end() :].lstrip(" )")
    words = rest[1:].strip() if rest[:1] == ":" and len(before) <= _LEAD else ""
    return {
        told.number: _at(cell, told.number, found),
        told.day: _at(cell, told.day, day),
        told.text: cell._replace(value=words or cell.value),
    }


def _at(cell: ParsedCell, field: str, value: object) -> ParsedCell:
    said = Problem("other", "note", cell.raw_text, about="in_text")
    return ParsedCell(field, value, cell.raw_text, cell.cells, (said.at(cell.cells, field),))
