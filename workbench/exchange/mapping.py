"""From columns to fields: wording first, then what the columns hold; the officer's choice above both.

Nothing is assigned silently on content alone where two fields could take it: such a column stays unmapped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.exchange.columns import heading_text
from workbench.exchange.context import Context
from workbench.exchange.detect import HeadingBlock
from workbench.exchange.forms import FormColumn, FormSpec, JoinedColumn
from workbench.exchange.grid import Grid
from workbench.exchange.headings import HeadingBook, HeadingMatch
from workbench.exchange.options import Option, find_options
from workbench.exchange.profiles import ColumnProfile, profile
from workbench.exchange.recognised import ColumnMapping, How
from workbench.values.money import unit_of
from workbench.values.text import fold

_ACCEPT = 0.6
_CONTRADICTED = 0.3
_BY_CONTENT = 0.8
_LISTS = ("provinces", "authorities", "code")
UNKNOWN_OPTION = "?"


@dataclass(frozen=True, slots=True)
class _Candidate:
    column: int
    match: HeadingMatch
    score: float
    reason: str


class Mapper:
    """Assigns the columns of one table."""

    def __init__(
        self,
        form: FormSpec,
        block: HeadingBlock,
        grid: Grid,
        rows: Sequence[int],
        book: HeadingBook,
        context: Context,
    ) -> None:
        self._form = form
        self._block = block
        self._grid = grid
        self._book = book
        self._context = context
        columns = range(block.left, block.right + 1)
        self._profiles = {column: profile(grid, column, rows, context) for column in columns}
        self._options = self._true_options()
        self._taken: dict[str, int] = {}
        self._made: dict[int, ColumnMapping] = {}

    def columns(self) -> tuple[ColumnMapping, ...]:
        """A mapping for every column of the table, left to right, the running number left out."""
        self._choose()
        self._mark_options()
        self._by_wording()
        self._join_pairs()
        self._by_content()
        self._leave_rest()
        return tuple(self._with_unit(self._made[column]) for column in sorted(self._made))

    def _true_options(self) -> Mapping[int, Option]:
        found = find_options(self._block.parts, self._form, self._book, self._context)
        return {at: o for at, o in found.items() if self._profiles[at].ticked or self._profiles[at].empty}

    def _choose(self) -> None:
        chosen = self._context.overrides.columns
        for column in self._profiles:
            key = (self._grid.sheet.name, column)
            if key in chosen and column != self._block.number_column:
                field = chosen[key]
                self._make(column, (field,) if field else (), "chosen", 1.0, "reason_chosen")

    def _mark_options(self) -> None:
        for column, option in self._options.items():
            if column not in self._made:
                heading = heading_text(self._block.parts, column)
                how: How = "synonym" if option.named_above else "likely"
                self._made[column] = ColumnMapping(
                    column, heading, (option.field,), how, 0.95, "reason_option", option=option.value
                )
                self._taken[option.field] = column
        self._mark_unknown_options()

    def _mark_unknown_options(self) -> None:
        """Ticked columns under the same group heading whose own heading names no value: to be asked about."""
        above = {
            self._block.parts[at][:-1]: o.field for at, o in self._options.items() if len(self._block.parts[at]) > 1
        }
        for column, parts in self._block.parts.items():
            field = above.get(parts[:-1]) if len(parts) > 1 else None
            if field and self._free(column) and self._profiles[column].ticked:
                heading = heading_text(self._block.parts, column)
                said = "reason_unknown_option"
                self._made[column] = ColumnMapping(column, heading, (field,), "likely", 0.5, said, option=UNKNOWN_OPTION)

    def _by_wording(self) -> None:
        candidates = [c for column in self._block.parts if self._free(column) for c in self._candidates(column)]
        candidates.sort(key=lambda c: -c.score)
        for c in candidates:
            fields = tuple(field for field in c.match.fields if field not in self._taken)
            if c.column in self._made or not fields or fields[0] != c.match.fields[0]:
                continue
            split = c.match.split if c.match.split == "labels" or len(fields) > 1 or c.match.split else ""
            how: How = "likely" if c.score < 0.9 else c.match.how
            self._make(c.column, fields, how, c.score, c.reason, split)

    def _free(self, column: int) -> bool:
        return column not in self._made and column != self._block.number_column

    def _candidates(self, column: int) -> list[_Candidate]:
        found = []
        parts = self._block.parts[column]
        if (self._form.key, fold(heading_text(self._block.parts, column))) in self._book.unwanted:
            return []
        for match in self._book.match(parts).get(self._form.key, ()):
            score, reason = self._weighed(column, match)
            if score >= _ACCEPT:
                found.append(_Candidate(column, match, score, reason))
        return found

    def _weighed(self, column: int, match: HeadingMatch) -> tuple[float, str]:
        """The score of a reading with the column's content considered, and the reason to show."""
        share = None if match.split else self._profiles[column].share(self._form.by_key[match.fields[0]])
        if match.split == "number_date" and not self._profiles[column].empty:
            share = max(self._profiles[column].numbers_with_dates, 0.5)
        if match.score >= 0.9:
            if share is not None and share < _CONTRADICTED and len(self._profiles[column].values) > 1:
                return match.score * 0.7, "reason_content_differs"
            return match.score, f"reason_{match.how}"
        if share is None:
            return match.score * 0.9, "reason_likely"
        return match.score * (0.55 + 0.45 * share), "reason_likely"

    def _join_pairs(self) -> None:
        """A number column that also holds the date, a year column that holds the period, if no other does."""
        for joined in self._form.joined:
            first, *rest = joined.fields
            column = self._taken.get(first)
            if column is None or any(field in self._taken for field in rest):
                continue
            mapped = self._made[column]
            if mapped.split or mapped.option or mapped.how == "chosen" or not self._holds_both(column, joined):
                continue
            self._make(column, joined.fields, "likely", min(mapped.score, 0.85), "reason_joined", joined.split)

    def _holds_both(self, column: int, joined: JoinedColumn) -> bool:
        if joined.split == "number_date":
            return self._profiles[column].numbers_with_dates >= 0.5
        if joined.split == "years":
            texts = [text for _, text in self._profiles[column].values]
            return bool(texts) and sum(_two_years(text) for text in texts) * 2 >= len(texts)
        return False

    def _by_content(self) -> None:
        """Columns without a telling heading, when exactly one field of their kind is left."""
        for column, seen in self._profiles.items():
            if not self._free(column) or len(seen.values) < 2:
                continue
            left = self._neighbour(column)
            fitting = [c for c in self._form.columns if c.key not in self._taken and self._could_hold(c, seen, left)]
            if len(fitting) == 1 and not fitting[0].optional:
                self._make(column, (fitting[0].key,), "likely", 0.65, "reason_content")

    def _could_hold(self, column: FormColumn, seen: ColumnProfile, left: str) -> bool:
        share = seen.share(column) or 0.0
        if column.kind in _LISTS:
            return share >= _BY_CONTENT
        pairs = {joined.fields for joined in self._form.joined if joined.split == "number_date"}
        return column.kind == "date" and share >= 0.9 and (left, column.key) in pairs

    def _neighbour(self, column: int) -> str:
        """Field of the column to the left when this one has no heading of its own."""
        if column in self._block.parts and self._block.parts[column] != self._block.parts.get(column - 1):
            return ""
        mapped = self._made.get(column - 1)
        return mapped.fields[0] if mapped and mapped.fields else ""

    def _leave_rest(self) -> None:
        for column in self._block.parts:
            if self._free(column):
                self._make(column, (), "ignored", 0.0, "reason_unknown")

    def _make(self, column: int, fields: tuple[str, ...], how: How, score: float, reason: str, split: str = "") -> None:
        heading = heading_text(self._block.parts, column)
        self._made[column] = ColumnMapping(column, heading, fields, how, round(score, 3), reason, split)
        for field in fields:
            self._taken[field] = column

    def _with_unit(self, mapped: ColumnMapping) -> ColumnMapping:
        if mapped.field is None or self._form.by_key[mapped.field].kind != "amount":
            return mapped
        for part in reversed(self._block.parts.get(mapped.column, ())):
            unit = unit_of(part)
            if unit is not None:
                return replace(mapped, unit=unit)
        return mapped


def _two_years(text: str) -> bool:
    from workbench.values.dates import parse_year_range

    return parse_year_range(text)[1] is not None
