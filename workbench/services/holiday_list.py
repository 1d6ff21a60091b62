"""Days off for the calendar editor: a list in a sheet, or what the law gives for a year not yet decided.

Proposals only: the editor lists what they change before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbench.domain.holiday_source import calendar_days
from workbench.domain.workdays import DayKind, WorkingCalendar
from workbench.errors import UserError
from workbench.exchange.raw import CellValue, RawSheet, RawWorkbook
from workbench.messages import text_in
from workbench.services.working_calendar import DayEdit
from workbench.values.dates import parse_date
from workbench.values.text import fold

_A_YEAR = 5  # so many days of a year make a list of that year, not a correction
_LONGEST = 15  # days that one row may stand for; more is a slip
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "day": ("ngay", "date", "thoi gian"),
    "kind": ("loai", "kind", "hinh thuc"),
    "name": ("ten", "dip", "noi dung", "ngay le", "name"),
    "basis": ("can cu", "van ban", "basis", "quyet dinh"),
}
_KINDS: tuple[tuple[str, DayKind], ...] = (
    ("lam bu", "work"),
    ("di lam", "work"),
    ("work", "work"),
    ("nghi bu", "swap_off"),
    ("hoan doi", "swap_off"),
    ("swap", "swap_off"),
    ("nghi", "off"),
    ("le", "off"),
    ("off", "off"),
)


@dataclass(frozen=True, slots=True)
class HolidayList:
    """Days as read, and the cells that could not be: name of the cell and what stands there."""

    edits: tuple[DayEdit, ...]
    unread: tuple[tuple[str, str], ...]


def by_law(year: int) -> tuple[DayEdit, ...]:
    """The days off of a year by the Labour Code and the lunar calendar; what no decision fixes is not decided."""
    basis = text_in("vi", "calendar.by_law")
    return tuple(
        DayEdit(day.day, day.kind, day.name, day.basis or basis, day.decided) for day in calendar_days(year, year)
    )


def read_list(book: RawWorkbook) -> HolidayList:
    """Days of the first sheet that has any: columns day, kind, name, basis, in any order and found by heading.

    A row may give several days ("16/02/2026 - 20/02/2026"). Without a kind it is a day off. Raises UserError
    `calendar.no_list` when no sheet holds a day.
    """
    for sheet in book.sheets:
        found = _of_sheet(sheet)
        if found.edits:
            return found
    raise UserError("calendar.no_list", file=book.name)


def completed(found: HolidayList, calendar: WorkingCalendar) -> HolidayList:
    """The list, with the guesses it does not confirm taken away: a year it gives several days off of is decided."""
    listed = {edit.day for edit in found.edits}
    years = {year for year in {day.year for day in listed} if sum(day.year == year for day in listed) >= _A_YEAR}
    gone = tuple(
        DayEdit(day.day, None)
        for day in calendar.days
        if not day.decided and day.day.year in years and day.day not in listed
    )
    return replace(found, edits=(*found.edits, *gone))


def _of_sheet(sheet: RawSheet) -> HolidayList:
    columns: dict[str, int] = {}
    edits: dict[date, DayEdit] = {}
    unread: list[tuple[str, str]] = []
    for row in sheet.rows:
        cells = dict(sheet.values(row))
        if not columns:
            columns = _columns(cells)
            if columns:
                continue
        at = columns.get("day") or min(cells, default=1)
        days = list(_days(cells.get(at)))
        words = {key: _words(cells.get(column)) for key, column in columns.items()}
        for day in days:
            kind = _kind(words.get("kind", "") or words.get("name", ""))
            edits[day] = DayEdit(day, kind, words.get("name", ""), words.get("basis", ""))
        if not days and columns and _words(cells.get(at)):
            unread.append((str(sheet.ref(row, at)), _words(cells.get(at))))
    return HolidayList(tuple(edits[day] for day in sorted(edits)), tuple(unread))


def _columns(cells: Mapping[int, CellValue]) -> dict[str, int]:
    """Columns by their headings; none when the row names no day column, or is itself a row of days."""
    found: dict[str, int] = {}
    for column, value in cells.items():
        heading = fold(_words(value))
        for key, words in _HEADINGS.items():
            if key not in found and any(heading.startswith(word) for word in words):
                found[key] = column
                break
    return found if "day" in found and not list(_days(cells[found["day"]])) else {}


def _days(value: CellValue) -> Iterator[date]:
    if isinstance(value, bool):
        return
    parsed = parse_date(value, serials=True) if isinstance(value, (str, int, float, date)) else None
    if parsed is None or parsed.precision not in ("day", "range"):
        return
    first, last = parsed.first_day, parsed.last_day
    if first and last and (last - first).days < _LONGEST:
        yield from (first + timedelta(days=i) for i in range((last - first).days + 1))


def _kind(words: str) -> DayKind:
    folded = fold(words)
    return next((kind for word, kind in _KINDS if word in folded), "off")


def _words(value: CellValue) -> str:
    return " ".join(value.split()) if isinstance(value, str) else "" if value is None else str(value)
