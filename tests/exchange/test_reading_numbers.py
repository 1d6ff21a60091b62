"""Number formats and serial numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.reading.numbers import date_of, from_serial, kind_of_format, whole


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("", "number"),
        ("General", "number"),
        ("@", "number"),
        ("0.00", "number"),
        ("#,##0.00_);[Red](#,##0.00)", "number"),
        ('#,##0 "đồng"', "number"),
        ("#,##0\\ [$đ-42A]", "number"),
        ("0.00E+00", "number"),
        ('_-* #,##0\\ "₫"_-', "number"),
        ("#,##0 đ", "number"),
        ('0 "ngày"', "number"),
        ("000\\-00", "number"),
        ("dd/mm/yyyy", "date"),
        ("d/m/yyyy;@", "date"),
        ("[$-42A]dd/mm/yyyy", "date"),
        ("[$-1010000]d/m/yyyy;@", "date"),
        ('"Ngày" dd "tháng" mm "năm" yyyy', "date"),
        ('"ngày "d" tháng "m" năm "yyyy;@', "date"),
        ("dd\\-mm\\-yyyy", "date"),
        ("mm-dd-yy", "date"),
        ("mmm-yy", "date"),
        ("mmmm", "date"),
        ("yyyy", "date"),
        ("[Red]dd/mm/yy", "date"),
        ("dd/mm/yyyy hh:mm", "datetime"),
        ("m/d/yy h:mm AM/PM", "datetime"),
        ("h:mm", "time"),
        ("hh:mm:ss AM/PM", "time"),
        ("mm:ss.0", "time"),
        ("[h]:mm:ss", "duration"),
        ("[mm]:ss", "duration"),
    ],
)
def test_meaning_of_formats(code: str, kind: str) -> None:
    assert kind_of_format(code) == kind


@pytest.mark.parametrize(
    ("serial", "shown"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (60, "29/02/1900"),
        (61, date(1900, 3, 1)),
        (45351, date(2024, 2, 29)),
        (2958465, date(9999, 12, 31)),
        (2958466, 2958466),
        (-1, -1),
        (0, 0),
    ],
)
def test_days_of_the_1900_calendar(serial: float, shown: object) -> None:
    assert from_serial(serial, "date") == shown


def test_a_moment_just_before_midnight_is_the_next_day() -> None:
    assert from_serial(45351.999999999, "datetime") == date(2024, 3, 1)


def test_times_and_lengths() -> None:
    assert from_serial(0.3125, "time") == time(7, 30)
    assert from_serial(1.5, "duration") == timedelta(hours=36)
    assert from_serial(0.3125, "datetime") == time(7, 30)


@given(st.datetimes(min_value=datetime(1900, 3, 1), max_value=datetime(9999, 12, 31)))  # noqa: DTZ001
def test_a_moment_survives_its_serial_number(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    serial = (moment - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
    found = from_serial(serial, "datetime")
    assert found == (moment if moment.time() != time() else moment.date())


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_whole_never_changes_a_number(number: float) -> None:
    assert whole(number) == number


@pytest.mark.parametrize("text", ["", "hôm nay", "2024-13-01", "9999-99-99"])
def test_what_is_no_iso_date_stays_text(text: str) -> None:
    assert date_of(text) == text
