"""Pages of a sheet end where nothing is left alone."""

from __future__ import annotations

from workbench.exchange.pagebreaks import page_breaks

TEN = [10.0] * 30


def test_pages_that_end_well_are_left_to_the_program() -> None:
    assert page_breaks(TEN, 105, kept={4, 14}) == []
    assert page_breaks(TEN, 105, kept={4}, forced={7}) == [7]


def test_a_title_at_the_end_of_a_page_goes_with_its_rows_and_every_end_is_set() -> None:
    assert page_breaks(TEN, 105, kept={9}) == [9, 19, 29]
    assert page_breaks(TEN, 105, kept={9}, heading=20) == [9, 17, 25]


def test_a_signature_takes_its_rows_with_it() -> None:
    assert page_breaks(TEN[:21], 105, kept={18, 19}) == [10, 18]


def test_what_is_higher_than_a_page_is_cut_all_the_same() -> None:
    assert page_breaks([10.0, *TEN], 105, kept=set(range(30))) == [10, 20, 21]
    assert page_breaks([200.0, 10, 10, 10], 105, kept={1}) == []
    assert page_breaks([50.0, 45, 200.0, 10], 105, kept={1}) == [1, 2, 3]


def test_a_page_asked_for_begins_there() -> None:
    assert page_breaks([*TEN[:10], 10, 10], 105, kept={9, 10}, forced={3}) == [3]
    assert page_breaks(TEN, 105, kept={12}, forced={3}) == [3, 12, 22]


def test_rows_too_high_for_the_signature_under_them_leave_the_last_of_them_with_it() -> None:
    rows, signature = [40.0, 40.0], [10.0] * 5
    heights = [*TEN[:10], *rows, *signature]
    assert page_breaks(heights, 105, kept=set(range(10, 16)), heading=10) == [10, 11]
