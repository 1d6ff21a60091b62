"""Dates, deadlines and spans of time as people write them, read without guessing.

`parse_date` never invents: what cannot be told has no value and a problem. Spans (a month, a quarter, a year)
have a last day, by which a deadline is counted, and no day of their own. Reached through `values.dates`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from workbench.values.text import clean, fold

Precision = Literal["day", "month", "quarter", "half", "nine_months", "year", "range", "none"]
DateProblem = Literal["", "bad_date", "ambiguous_date", "unreadable"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """What a cell or a sentence says about time.

    `value` is a day, only when the precision is "day". `iso` is "2026-08-31", "2026-08", "2026-Q3", "2026-H1",
    "2026-9M", "2026", "2021/2025" or "". `note` is "before" ("trước ngày…"), "about" ("dự kiến…", "khoảng…"), "from"
    ("từ tháng 6/2026") or "after" ("sau ngày…"): the time then only begins there.
    """

    value: date | None = None
    precision: Precision = "none"
    iso: str = ""
    first_day: date | None = None
    last_day: date | None = None
    problem: DateProblem = ""
    alternatives: tuple[date, ...] = ()
    note: Literal["", "before", "about", "from", "after"] = ""


NO_DATE = ParsedDate()
_BAD = ParsedDate(problem="bad_date")
_UNREADABLE = ParsedDate(problem="unreadable")


def day_date(day: date) -> ParsedDate:
    """A known day as a `ParsedDate`."""
    return ParsedDate(day, "day", day.isoformat(), day, day)


def parse_date(
    raw: object,
    *,
    day_first: bool = True,
    serials: bool = False,
    date1904: bool = False,
    default_year: int | None = None,
    century_pivot: int = 70,
) -> ParsedDate:
    """The date, month, quarter, half year, year or span of years that a cell holds.

    Numbers are Excel serials only with `serials` (then "44275" too); 1900-2199 is always a year. Two-digit years
    below `century_pivot` are 20yy. `default_year` completes "tháng 8", "Quý III", "5/8". A day and month that
    only fit the other way round give "ambiguous_date" with that reading as the alternative.
    """
    if isinstance(raw, datetime):
        return day_date(raw.date())
    if isinstance(raw, date):
        return day_date(raw)
    if raw is None:
        return NO_DATE
    if isinstance(raw, str):
        return _from_text(raw, _Reading(day_first, serials, date1904, default_year, century_pivot))
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _from_number(float(raw), serials, date1904)
    return _UNREADABLE


def swapped(day: date) -> date | None:
    """The same digits with day and month exchanged; None when that is no other date."""
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def serial_date(serial: float, *, date1904: bool = False) -> date | None:
    """The day of an Excel serial (1900 system, or 1904); None outside 1954-2119."""
    if not 20000 <= serial < 80000:
        return None
    return (date(1904, 1, 1) if date1904 else date(1899, 12, 30)) + timedelta(days=int(serial))


def _from_number(number: float, serials: bool, date1904: bool) -> ParsedDate:
    if number.is_integer() and _FIRST_YEAR <= number <= _LAST_YEAR:
        return _span("year", int(number))
    day = serial_date(number, date1904=date1904) if serials else None
    return day_date(day) if day else _UNREADABLE


@dataclass(frozen=True, slots=True)
class _Reading:
    day_first: bool
    serials: bool
    date1904: bool
    default_year: int | None
    century_pivot: int


_PLAIN = re.compile(
    r"(\d{1,4})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp][Mm])?)?"
)
_EMPTY = re.compile(r"[\s.\-–—…_/]*")


@lru_cache(maxsize=16384)
def _from_text(raw: str, how: _Reading) -> ParsedDate:
    found = _PLAIN.fullmatch(raw.strip())
    if found:
        return _numeric(found[1], found[3], found[4], how)
    cleaned = clean(raw)
    if _EMPTY.fullmatch(cleaned):
        return NO_DATE
    return _from_words(fold(cleaned.replace("…", " ")), how)


def _numeric(a: str, b: str, c: str, how: _Reading) -> ParsedDate:
    """Three numbers: year first when the first has four digits, else day and month in the order of `how`."""
    if len(a) == 4:
        return _made(int(a), int(b), int(c)) if len(c) <= 2 else _BAD
    if len(a) == 3 or len(c) not in (2, 4):
        return _BAD
    year = int(c) if len(c) == 4 else _century(int(c), how)
    day, month = (int(a), int(b)) if how.day_first else (int(b), int(a))
    made = _made(year, month, day)
    if made.value is None and (other := _made(year, day, month)).value:
        return ParsedDate(problem="ambiguous_date", alternatives=(other.value,))
    return made


def _century(two_digits: int, how: _Reading) -> int:
    return two_digits + (2000 if two_digits < how.century_pivot else 1900)


def _made(year: int, month: int, day: int) -> ParsedDate:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return _BAD
    try:
        return day_date(date(year, month, day))
    except ValueError:
        return _BAD


_MONTHS: dict[Precision, int] = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
_LETTER: dict[Precision, str] = {"quarter": "Q", "half": "H"}


def _span(kind: Precision, year: int, number: int = 1) -> ParsedDate:
    """A month, quarter, half, nine months or year as first and last day (R3)."""
    length = _MONTHS[kind]
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= number <= 12 // length:
        return _BAD
    last = length * number
    first_day = date(year, last - length + 1, 1)
    last_day = date(year, last, monthrange(year, last)[1])
    iso = {"month": f"{year}-{number:02d}", "nine_months": f"{year}-9M", "year": str(year)}.get(kind)
    return ParsedDate(None, kind, iso or f"{year}-{_LETTER[kind]}{number}", first_day, last_day)


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTH_WORDS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EN = "|".join(_ENGLISH)
_GAP = r"[\s.,_\-/:]*"
_Y = r"((?:19|20|21)\d\d)(?!\d)"
_OF_YEAR = rf"(?:{_GAP}(?:cua |trong )?(?:nam )?{_GAP}{_Y})?"
_M = (
    r"(\d{1,2}|muoi mot|muoi hai|muoi|gieng|mot|hai|ba|tu|bon|nam(?=\s*(?:nam\b|/))|sau|bay|tam|chin|chap)"
    r"(?![a-z\d]|\s*[-,+&]\s*\d{1,2}(?!\d))"
)
_WRITTEN = re.compile(
    rf"\bngay{_GAP}(\d{{1,2}})?{_GAP}\bth(?:ang|g|\.)?{_GAP}(?:{_M})?(?:{_GAP}\bnam{_GAP}(\d{{2,4}})?(?!\d)|[\s,./\-]*{_Y})?"
)
_NUMBERS = re.compile(r"(?<![\w/.\-])(\d{1,4}) ?([/.\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\w/\-]|\.\d)")
_NAMED = re.compile(
    rf"(?<![\w/])(?:(\d{{1,2}})[\s/.\-]*(?:({_EN})[a-z]*|thg ?(\d{{1,2}}))|({_EN})[a-z]* (\d{{1,2}})(?!\d),?)"
    r"[\s/.\-]*(\d{4}|\d{2})(?!\d)"
)
_BARE = re.compile(
    rf"(?<![\w/.\-])(?<!tuan )(?<!dot )(?<!lan )(?<!phien )(\d{{1,2}})\s*(?:thang|thg)\s?(\d{{1,2}})(?!\d)"
    rf"(?:{_GAP}\bnam{_GAP}|[\s,./\-]+){_Y}"
)
_COMPACT = re.compile(r"\d{8}")
_BETWEEN = r"\s*(?:-|den|toi|~)\s*"
_DAYS = re.compile(
    rf"(?:tu )?(?:ngay )?(\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]\d{{2,4}}){_BETWEEN}(?:ngay )?"
    rf"(\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]\d{{2,4}})"
)
_TWO_DAYS = re.compile(
    r"(?<![\d/.\-])(\d{1,2})(?:[/.](\d{1,2}))?\s*(?:[,;&+]|\bva\b|\bhoac\b|\bhay\b)\s*(?:ngay )?"
    r"(\d{1,2})([/.\-])(\d{1,2})\4(\d{4}|\d{2})(?!\d)"
)
_SHORT_DAYS = re.compile(
    rf"(?:tu )?(?:ngay )?(\d{{1,2}})(?:[/.](\d{{1,2}}))?{_BETWEEN}(?:ngay )?"
    rf"(\d{{1,2}})([/.\-])(\d{{1,2}})\4(\d{{4}}|\d{{2}})"
)
_MONTH_SPAN = re.compile(
    rf"(?:tu )?(?:thang )?(\d{{1,2}}) ?[/.] ?{_Y}{_BETWEEN}(?:het )?(?:thang )?(\d{{1,2}}) ?[/.] ?{_Y}"
)
_SHORT_MONTHS = re.compile(
    rf"\b(?:thang|thg|th|t)[\s.]*(\d{{1,2}}){_BETWEEN}(?:het )?(?:thang|thg|th|t)?[\s.]*{_M}{_OF_YEAR}"
)
_YEARS = re.compile(rf"(?<![\d/])(?:tu )?(?:nam )?{_Y}{_BETWEEN}(?:het )?(?:nam )?{_Y}(?!/)")
_HALF = re.compile(rf"(?:\b(?:0?6|sau) thang (dau|cuoi)|\bnua (dau|cuoi)|\bh([12])\b){_OF_YEAR}")
_HALF_CODE = re.compile(rf"\b{_Y}-(?:h([12])|(9)m|q([1-4])|m(\d\d?))\b")
_NINE = re.compile(rf"\b(?:0?9|chin) thang(?: dau)?(?: nam|{_GAP}(?=20\d\d)){_GAP}(?:{_Y})?")
_Q = r"(iv|i{1,3}|0?[1-4])(?![a-z\d])"
_QUARTER = re.compile(rf"\bq(?:uy|ui)?[\s.]*{_Q}(?!\s*(?:[,+&-]|va)\s*{_Q}){_OF_YEAR}")
_MONTH = re.compile(rf"\b(?:thang|thg|th|t)[\s.]*{_M}{_OF_YEAR}")
_BARE_MONTH = re.compile(rf"(?<![\d/.\-a-z])(\d{{1,2}}) ?[/.\-] ?{_Y}(?![/\w])|(?<![\d/\-]){_Y}-(\d{{1,2}})(?![\d/\-])")
_YEAR = re.compile(rf"\b(?:nam|year)\s*{_Y}|^{_Y}$")
_PART_NAMED = re.compile(r"\b(?:thang|quy|qui)\b")
_ENGLISH_MONTH = re.compile(rf"\b({_EN})[a-z]*[\s.,/\-]*{_Y}")
_SLASHED = re.compile(rf"\bngay (\d{{1,2}}) ?[/.\-] ?(\d{{1,2}}),? nam {_Y}")
_COUNTED_FROM = re.compile(
    r"\b\d{1,3} ?(?:ngay|tuan|thang|quy|nam)\b[^,;.]{0,24}?(?:\bke tu|\btu (?:ngay|khi)|\bsau (?:ngay|khi)|\btinh tu)\b"
    r"|\bsau \d{1,3} ?(?:ngay|tuan|thang|nam)\b|\b\d{1,3} ?(?:ngay|tuan|thang|nam) sau\b"
)
_LUNAR = re.compile(
    r"\bam lich\b|\bram thang|\bm[ou]ng (?:\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?: thang)? (?:gieng|chap)\b"
)
_GLUED_WORD = re.compile(r"\b(ngay|thang|nam)(?=\d)")
_ANY_YEAR = re.compile(rf"(?<!\d){_Y}")
_DAY_MONTH = re.compile(r"(?:(?:truoc|den|het|vao|cham nhat|la) )*(?:ngay )?(\d{1,2}) ?[/.\-] ?(\d{1,2})")
_RECURRING = re.compile(r"\bh[aà]?ng (?:ngay|tuan|thang|quy|nam)|\bthuong xuyen|\bmoi (?:thang|quy|nam)")
_BEFORE = re.compile(r"\btruoc (?:ngay|thang|quy|\d)|\bcham nhat|\bmuon nhat")
_AFTER = re.compile(r"\bsau (?:ngay|thang|quy|nam|khi|\d)")
_FROM = re.compile(r"\b(?:ke )?tu (?:ngay|thang|quy|nam|dau|giua|cuoi|\d)")
_ABOUT = re.compile(r"\b(?:khoang|du kien|uoc|tam tinh|co the)\b|~")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")


def _from_words(folded: str, how: _Reading) -> ParsedDate:
    """The readings from the surest to the vaguest; the first that applies counts."""
    if how.serials and _SERIAL.fullmatch(folded):
        return _from_number(float(folded), True, how.date1904)
    folded = _GLUED_WORD.sub(r"\1 ", folded)
    if found := _DAYS.search(folded):
        return _day_span(found[1], found[2], how)
    if found := _SHORT_DAYS.match(folded):
        return _short_day_span(found, how)
    if _COUNTED_FROM.search(folded) or _LUNAR.search(folded):
        return _UNREADABLE
    if found := _TWO_DAYS.search(folded):
        return _of_two(found, how)
    days = _days_in(folded, how)
    if days:
        return _with_note(_beside_no_other(_only_one(days), folded, how), folded)
    for reading in (_span_of_months, _span_of_years, _part_of_year, _month_or_year):
        parsed = reading(folded, how)
        if parsed is not None:
            return _with_note(parsed, folded)
    return _UNREADABLE


def _with_note(parsed: ParsedDate, folded: str) -> ParsedDate:
    if _BEFORE.search(folded):
        return replace(parsed, note="before")
    if _AFTER.search(folded):
        return replace(parsed, note="after")
    if parsed.precision != "range" and _FROM.search(folded):
        return replace(parsed, note="from")
    return replace(parsed, note="about") if _ABOUT.search(folded) else parsed


def _beside_no_other(day: ParsedDate, folded: str, how: _Reading) -> ParsedDate:
    """A day, unless the text names another time beside it: "Quý III/2026 (đã trình ngày 15/7/2026)".

    "Trong tháng 6/2026, trước ngày 30/6/2026" says one thing twice.
    """
    if day.value is None:
        return day
    rest = folded
    for pattern in (_SLASHED, _WRITTEN, _NUMBERS, _BARE, _NAMED):
        rest = pattern.sub(" ; ", rest)
    other = (
        _part_of_year(rest, how)
        or _span_of_years(rest, how)
        or (_month_or_year(rest, how) if _MONTH.search(rest) else None)
    )
    if other is None or not other.first_day or not other.last_day:
        return day
    if other.first_day <= day.value <= other.last_day and _BEFORE.search(folded):
        return day
    return ParsedDate(problem="ambiguous_date", alternatives=(day.value,))


def _days_in(folded: str, how: _Reading) -> list[ParsedDate]:
    """Every reading of a whole day in running text, good or bad."""
    found: list[ParsedDate] = [_made(int(m[3]), int(m[2]), int(m[1])) for m in _SLASHED.finditer(folded)]
    if found:
        return found
    for m in _WRITTEN.finditer(folded):
        found.append(_written(m[1], m[2], m[3] or m[4], how))
    for m in _NUMBERS.finditer(folded):
        found.append(_numeric(m[1], m[3], m[4], how))
    if found:
        return [f for f in found if f != NO_DATE] or [NO_DATE]
    for m in _BARE.finditer(folded):
        found.append(_made(int(m[3]), int(m[2]), int(m[1])))
    if found:
        return found
    for m in _NAMED.finditer(folded):
        month = int(m[3]) if m[3] else _ENGLISH.index(m[2] or m[4]) + 1
        year = int(m[6]) if len(m[6]) == 4 else _century(int(m[6]), how)
        found.append(_made(year, month, int(m[1] or m[5])))
    if not found and _COMPACT.fullmatch(folded):
        digits = folded
        by_year = _made(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        found.append(by_year if by_year.value else _made(int(digits[4:]), int(digits[2:4]), int(digits[:2])))
    return found


def _written(day: str | None, month: str | None, year: str | None, how: _Reading) -> ParsedDate:
    """ "ngày 5 tháng 8 năm 2026", with places that a blank form leaves empty."""
    if year is None:
        if day is None or month is None or how.default_year is None:
            return _UNREADABLE if day or month else NO_DATE
        year = str(how.default_year)
    if len(year) == 3:
        return _BAD
    number = int(year) if len(year) == 4 else _century(int(year), how)
    if month is None:
        return _span("year", number)
    in_year = int(month) if month.isdigit() else _MONTH_WORDS[month]
    return _made(number, in_year, int(day)) if day else _span("month", number, in_year)


def _only_one(found: list[ParsedDate]) -> ParsedDate:
    first = found[0]
    if all(f == first for f in found):
        return first
    days = dict.fromkeys(f.value for f in found if f.value)
    return ParsedDate(problem="ambiguous_date", alternatives=tuple(days))


def _day_span(a: str, b: str, how: _Reading) -> ParsedDate:
    start, end = (_from_text(part, how) for part in (a, b))
    if start.value is None or end.value is None or end.value < start.value:
        return _BAD
    return ParsedDate(None, "range", f"{start.iso}/{end.iso}", start.value, end.value)


def _of_two(found: re.Match[str], how: _Reading) -> ParsedDate:
    """ "12 và 13/3/2026", "12/3, 15/4/2026": two days, the first in the month and year of the other."""
    last = _numeric(found[3], found[5], found[6], how)
    month = found[2] or (str(last.value.month) if last.value else "0")
    first = _numeric(found[1], month, str(last.value.year), how) if last.value else _BAD
    days = tuple(day.value for day in (first, last) if day.value)
    return ParsedDate(problem="ambiguous_date", alternatives=days)


def _short_day_span(found: re.Match[str], how: _Reading) -> ParsedDate:
    """ "15 - 20/6/2026", "15/6 đến 20/7/2026": the first day is of the month and year of the last one."""
    end = _numeric(found[3], found[5], found[6], how)
    if end.value is None:
        return _BAD
    month = int(found[2]) if found[2] else end.value.month
    start = _made(end.value.year, month, int(found[1]))
    if start.value is None or start.value > end.value:
        return _BAD
    return ParsedDate(None, "range", f"{start.iso}/{end.iso}", start.value, end.value)


def _span_of_months(folded: str, how: _Reading) -> ParsedDate | None:
    if short := _SHORT_MONTHS.search(folded):
        last = int(short[2]) if short[2].isdigit() else _MONTH_WORDS[short[2]]
        ends = [_in_year("month", short[3], number, how) for number in (int(short[1]), last)]
        return _joined(*ends) if all(end.iso for end in ends) else ends[1]
    found = _MONTH_SPAN.search(folded)
    if found is None:
        return None
    return _joined(_span("month", int(found[2]), int(found[1])), _span("month", int(found[4]), int(found[3])))


def _span_of_years(folded: str, how: _Reading) -> ParsedDate | None:
    found = _YEARS.search(folded)
    return _joined(_span("year", int(found[1])), _span("year", int(found[2]))) if found else None


def _joined(start: ParsedDate, end: ParsedDate) -> ParsedDate:
    if not start.first_day or not end.last_day or end.last_day < start.first_day:
        return _BAD
    return ParsedDate(None, "range", f"{start.iso}/{end.iso}", start.first_day, end.last_day)


def _part_of_year(folded: str, how: _Reading) -> ParsedDate | None:
    if found := _HALF_CODE.search(folded):
        year = int(found[1])
        if found[2]:
            return _span("half", year, int(found[2]))
        if found[3]:
            return _span("nine_months", year)
        return _span("quarter", year, int(found[4])) if found[4] else _span("month", year, int(found[5]))
    if found := _HALF.search(folded):
        half = 1 if "dau" in found[0] or found[3] == "1" else 2
        return _in_year("half", found[4], half, how)
    if found := _NINE.search(folded):
        return _in_year("nine_months", found[1], 1, how)
    found_all = list(_QUARTER.finditer(folded))
    if not found_all:
        return None
    quarters = [_in_year("quarter", m[3], _ROMAN.get(m[1]) or int(m[1]), how) for m in found_all]
    if len(quarters) == 1:
        return quarters[0]
    between = folded[found_all[0].end() : found_all[1].start()]
    if len(quarters) == 2 and re.fullmatch(_BETWEEN, between):
        return _joined(quarters[0], quarters[1])
    return ParsedDate(problem="ambiguous_date")


def _month_or_year(folded: str, how: _Reading) -> ParsedDate | None:
    if _RECURRING.search(folded):
        return None
    months = list(_MONTH.finditer(folded))
    if len(months) == 1:
        which = months[0][1]
        return _in_year("month", months[0][2], int(which) if which.isdigit() else _MONTH_WORDS[which], how)
    if months:
        return ParsedDate(problem="ambiguous_date")
    if found := _ENGLISH_MONTH.search(folded):
        return _span("month", int(found[2]), _ENGLISH.index(found[1]) + 1)
    if _PART_NAMED.search(folded):  # a month or quarter is named but not read: the year alone would mislead
        return ParsedDate(problem="ambiguous_date") if _ANY_YEAR.search(folded) else None
    if found := _BARE_MONTH.search(folded):
        return _span("month", int(found[2] or found[3]), int(found[1] or found[4]))
    if found := _YEAR.search(folded):
        if len(set(_ANY_YEAR.findall(folded))) > 1:
            return ParsedDate(problem="ambiguous_date")
        return _span("year", int(found[1] or found[2]))
    if how.default_year and (found := _DAY_MONTH.fullmatch(folded)):
        return _numeric(found[1], found[2], str(how.default_year), how)
    return None


def _in_year(kind: Precision, year: str | None, number: int, how: _Reading) -> ParsedDate:
    known = int(year) if year else how.default_year
    return _span(kind, known, number) if known else _UNREADABLE


_YEAR_SPAN = re.compile(rf"(?<!\d){_Y}(?:{_BETWEEN}(?:het )?(?:nam )?{_Y})?")


_SPAN_SIGNS = str.maketrans("÷→⇒", "---")  # as engineers write a span


def parse_year_range(raw: object) -> tuple[int | None, int | None]:
    """First and last year of "2021 - 2024", "Từ năm 2024 đến năm 2027"; one year alone is the first."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return (int(raw), None) if _FIRST_YEAR <= raw <= _LAST_YEAR and float(raw).is_integer() else (None, None)
    found = _YEAR_SPAN.search(fold(raw.translate(_SPAN_SIGNS))) if isinstance(raw, str) else None
    if found is None:
        return None, None
    return int(found[1]), int(found[2]) if found[2] else None
