"""Which number formats mean a date, and what day a serial number stands for. Knows no XML."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

FormatKind = Literal["number", "date", "time", "datetime", "duration"]

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers know no time zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_ORDINAL_1900 = EPOCH_1900.toordinal()
FALSE_LEAP_DAY = 60  # Excel counts a 29 February 1900 that never was
LAST_SERIAL = 2_958_466  # the day after 9999-12-31
MILLISECONDS_PER_DAY = 86_400_000

BUILTIN_FORMATS = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', 42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)', 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
# Numbers 27-36 and 50-58 are dates whose look depends on the language of Excel.
LOCAL_DATES = frozenset((*range(27, 37), *range(50, 59)))

_DURATION = re.compile(r"\[(h+|m+|s+)\]")
_NOISE = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|general|standard')
_FRACTION = re.compile(r"(?<=s)[.,]0+")


@lru_cache(maxsize=1024)
def kind_of_format(code: str) -> FormatKind:
    """What a number format code makes of a number; only its first section counts."""
    lowered = code.lower()
    bare = re.sub(r'"[^"]*"?|\\.', "", lowered)
    if _DURATION.search(bare.split(";")[0]):
        return "duration"
    section = _NOISE.sub("", lowered).split(";")[0]
    clock = "am/pm" in section or "a/p" in section
    section = _FRACTION.sub("", section.replace("am/pm", "").replace("a/p", ""))
    if any(sign in section for sign in "0#?@%"):
        return "number"
    clock = clock or "h" in section or "s" in section
    day = "d" in section or "y" in section or "e" in section or ("m" in section and not clock)
    if day:
        return "datetime" if clock else "date"
    return "time" if clock else "number"


def from_serial(serial: float, kind: FormatKind, *, since_1904: bool = False) -> object:
    """The date, time or length of time that `serial` shows under a format of `kind`.

    A serial that no calendar knows (negative, past 9999) comes back as the number it is; the false leap day
    comes back as the text Excel shows for it, so that it is judged like any other impossible date.
    """
    if kind == "number":
        return serial
    if kind == "duration":
        return _length(serial)
    if not 0 <= serial < LAST_SERIAL:
        return serial
    if serial > FALSE_LEAP_DAY and serial % 1 == 0 and not since_1904:
        return date.fromordinal(_ORDINAL_1900 + int(serial))
    day, part = divmod(serial, 1)
    rest = timedelta(milliseconds=round(part * MILLISECONDS_PER_DAY))
    if rest.days:
        day, rest = day + 1, timedelta()
    if serial < 1 and not day and not since_1904:
        return _clock(rest) if kind in ("time", "datetime") else serial
    if kind == "time" and not day:
        return _clock(rest)
    if not since_1904:
        if day == FALSE_LEAP_DAY:
            return "29/02/1900"
        if day < FALSE_LEAP_DAY:
            day += 1
    try:
        moment = (EPOCH_1904 if since_1904 else EPOCH_1900) + timedelta(days=day) + rest
    except OverflowError:
        return serial
    return moment if rest else moment.date()


def _clock(rest: timedelta) -> time:
    return (EPOCH_1900 + rest).time()


def _length(serial: float) -> object:
    if abs(serial) >= LAST_SERIAL:
        return serial
    return timedelta(milliseconds=round(serial * MILLISECONDS_PER_DAY))


def whole(value: float) -> int | float:
    """An int where the number is whole and exact, else the number itself."""
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def date_of(text: str) -> date | datetime | str:
    """An ISO date or date-time cell (strict workbooks, OpenDocument); text that is neither stays text."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
    moment = moment.replace(tzinfo=None)
    return moment if moment.time() != time() else moment.date()
