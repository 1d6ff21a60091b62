"""What the cells of a column look like: the share of them that can be read as each kind. Evidence for mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from workbench.exchange.context import Context
from workbench.exchange.forms import FormColumn
from workbench.exchange.grid import Grid
from workbench.exchange.marks import is_ditto, is_no, is_nothing, is_tick, is_yes
from workbench.exchange.raw import CellValue, ErrorValue
from workbench.values.codes import looks_like_doc_number, split_number_date
from workbench.values.dates import parse_date, parse_year_range, serial_date
from workbench.values.money import parse_amount, parse_year

_SAMPLE = 60
_SHORT = 50


class ColumnProfile:
    """The distinct values of one column, at most a sample of them, and what they can be read as.

    `by_row`: the values again, by the rows they stand in.
    """

    def __init__(
        self,
        values: Sequence[tuple[CellValue, str]],
        context: Context,
        by_row: Mapping[int, CellValue] | None = None,
    ) -> None:
        self.values = values
        self.by_row: Mapping[int, CellValue] = by_row or {}
        self._context = context
        self._shares: dict[tuple[str, str], float | None] = {}

    @property
    def empty(self) -> bool:
        """Nothing to judge by."""
        return not self.values

    def share(self, column: FormColumn) -> float | None:
        """0-1: how many of the values could stand in that column of a form; None for an empty column."""
        key = (column.kind, column.list)
        if key not in self._shares:
            self._shares[key] = self._share(self._test(column))
        return self._shares[key]

    @property
    def short(self) -> bool:
        """Words rather than sentences: no more letters than a label has, on average."""
        return sum(len(text) for _, text in self.values) <= _SHORT * len(self.values)

    @property
    def ticked(self) -> bool:
        """All values are ticks."""
        return bool(self.values) and all(is_tick(text) for _, text in self.values)

    @property
    def answered(self) -> bool:
        """All values are ticks, or "Có" and "Không"."""
        return bool(self.values) and all(is_tick(text) or is_yes(text) or is_no(text) for _, text in self.values)

    @property
    def numbers_with_dates(self) -> float:
        """Share of cells that hold a paper's number and its date."""
        return self._share(_number_and_date) or 0.0

    def _share(self, test: Callable[[CellValue, str], bool]) -> float | None:
        if not self.values:
            return None
        return sum(test(value, text) for value, text in self.values) / len(self.values)

    def _test(self, column: FormColumn) -> Callable[[CellValue, str], bool]:
        names = self._context.names
        catalogue = self._context.catalogues.get(column.list)
        tests: dict[str, Callable[[CellValue, str], bool]] = {
            "date": _dates,
            "docno": _doc_numbers,
            "year": _years,
            "amount": _amounts,
            "provinces": lambda _, text: names.mostly_places(text),
            "authorities": lambda _, text: names.mostly_bodies(text),
            "code": lambda _, text: catalogue is not None and catalogue.resolve(text) is not None,
            "text": _texts,
        }
        return tests[column.kind]


def profile(grid: Grid, column: int, rows: Sequence[int], context: Context) -> ColumnProfile:
    """The profile of one column over some rows."""
    seen: dict[str, CellValue] = {}
    by_row: dict[int, CellValue] = {}
    for row in rows:
        text = grid.own(row, column)
        if not text or is_nothing(text) or is_ditto(text):
            continue
        if text not in seen:
            cell = grid.sheet.cell(row, column)
            value = cell.value if cell else None
            seen[text] = text if isinstance(value, str) else value
        by_row[row] = seen[text]
        if len(seen) >= _SAMPLE:
            break
    return ColumnProfile([(value, text) for text, value in seen.items()], context, by_row)


def _dates(value: CellValue, text: str) -> bool:
    if isinstance(value, date):
        return True
    if isinstance(value, int | float) and not isinstance(value, bool):
        return serial_date(value) is not None
    if not isinstance(value, str) or len(value) > 60:
        return False
    parsed = parse_date(value)
    return parsed.problem in ("", "bad_date", "ambiguous_date") and parsed.iso + parsed.problem != ""


def _years(value: CellValue, text: str) -> bool:
    """A year or a span of years; a whole date is neither."""
    if parse_year(value) is not None:
        return True
    return parse_year_range(value)[0] is not None and parse_date(value).precision != "day"


def _doc_numbers(value: CellValue, text: str) -> bool:
    return isinstance(value, str) and (looks_like_doc_number(value) or bool(split_number_date(value)[0]))


def _number_and_date(value: CellValue, text: str) -> bool:
    if not isinstance(value, str) or len(value) > 120:
        return False
    number, day = split_number_date(value)
    return bool(number) and day is not None and day.iso != ""


def _amounts(value: CellValue, text: str) -> bool:
    if isinstance(value, date | ErrorValue):
        return False
    parsed = parse_amount(value)
    return parsed.value is not None or parsed.problem == "ambiguous_number"


def _texts(value: CellValue, text: str) -> bool:
    return isinstance(value, str) and any(letter.isalpha() for letter in text)
