"""Columns to be ticked: a heading that is one value of a list ("Hoàn thành") or one province."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.exchange.context import Context
from workbench.exchange.forms import FormSpec
from workbench.exchange.headings import HeadingBook

_ABOVE = 0.75
_BRACKET = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Option:
    """A column that stands for one value of a field: a code, or a province or authority by name."""

    field: str
    value: str
    named_above: bool


def find_options(
    columns: Mapping[int, Sequence[str]], form: FormSpec, book: HeadingBook, context: Context
) -> dict[int, Option]:
    """Option columns of a heading, by column. A field needs two of them, or its own heading above one."""
    found: dict[int, Option] = {}
    for at, parts in columns.items():
        option = _option(parts, form, book, context)
        if option is not None:
            found[at] = option
    counts: dict[str, int] = {}
    for option in found.values():
        counts[option.field] = counts.get(option.field, 0) + 1
    return {at: o for at, o in found.items() if counts[o.field] > 1 or o.named_above}


def _option(parts: Sequence[str], form: FormSpec, book: HeadingBook, context: Context) -> Option | None:
    leaf = _BRACKET.sub(" ", parts[-1]).strip(" .:*")
    if not leaf or len(leaf) > 60:
        return None
    above = _fields_above(parts[:-1], form, book)
    candidates = [
        c for c in form.columns if c.kind in ("code", "provinces") or (c.kind == "authorities" and c.key in above)
    ]
    for column in sorted(candidates, key=lambda c: c.key not in above):
        if column.key not in above and (above or (column.kind == "code" and len(parts) > 1)):
            continue
        if column.kind == "provinces":
            place = context.names.place(leaf)
            if place is not None:
                return Option(column.key, place.name, column.key in above)
        elif column.kind == "authorities":
            bodies = context.names.bodies(leaf, None)
            if len(bodies) == 1 and bodies[0].body is not None:
                return Option(column.key, leaf, named_above=True)
        else:
            catalogue = context.catalogues.get(column.list)
            match = catalogue.resolve(leaf) if catalogue else None
            if match is not None:
                return Option(column.key, match.entry.code, column.key in above)
    return None


def _fields_above(parts: Sequence[str], form: FormSpec, book: HeadingBook) -> set[str]:
    fields: set[str] = set()
    for n in range(len(parts)):
        for match in book.match(parts[: n + 1]).get(form.key, ()):
            if match.score >= _ABOVE:
                fields.update(match.fields)
    return fields
