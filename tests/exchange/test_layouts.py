"""Submissions in layouts of every kind are read as a careful clerk would, and nothing goes wrong without a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.exchange.layouts.expect import Case
from tests.exchange.layouts.scoring import Score, score
from tests.exchange.layouts.variants import (
    CHANGES,
    FORMS,
    LAYOUTS,
    ODD,
    all_forms,
    by_sector,
    changed,
    damaged,
    single,
    under_each_other,
)
from tests.exchange.sheets import context
from workbench.exchange.recognise import recognise

# level -> least share of records and of fields that must be found
LEAST = {1: (1.0, 0.995), 2: (0.995, 0.99), 3: (0.98, 0.97), 4: (0.95, 0.92), 5: (0.7, 0.6)}


def read_well(made: Score, level: int) -> None:
    """The standing target, for one layout."""
    records, fields = LEAST[level]
    notes = "\n".join(made.notes)
    assert made.counts["silent"] == 0, notes
    assert made.share("rec", "rec_false") >= 0.99, notes
    assert made.share("rec", "rec_missed") >= records, notes
    assert made.share("fld", "fld_missed", "fld_wrong") >= fields, notes
    assert made.share("place", "place_wrong") >= 0.99, notes
    assert made.share("sender", "sender_wrong") >= 0.98, notes
    assert made.share("flag", "flag_missed") >= 0.95, notes
    assert made.counts["flag_false"] <= max(1, made.counts["flag_true"] // 4), notes


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_in_this_layout_is_read_well(layout: str) -> None:
    made = Score()
    for form in FORMS:
        case = single(layout, form, 1)
        made += score(case, recognise(case.raw, context()))
    assert made.counts["rec"] >= 15
    read_well(made, LAYOUTS[layout].level)


def test_a_sheet_for_each_field_lends_it_to_its_rows() -> None:
    made = Score()
    for form in FORMS[:2]:
        case = by_sector(form, 1)
        made += score(case, recognise(case.raw, context()))
    read_well(made, 3)


def test_forms_on_sheets_of_their_own_are_told_apart() -> None:
    case = all_forms(1)
    read = recognise(case.raw, context())
    assert set(read.forms) == set(FORMS)
    read_well(score(case, read), 2)


@pytest.mark.parametrize("form", FORMS)
def test_tables_of_two_forms_under_each_other_are_read_apart(form: str) -> None:
    case = under_each_other(form, 1)
    read_well(score(case, recognise(case.raw, context())), 4)


@pytest.mark.parametrize("name", CHANGES)
def test_a_table_that_another_program_has_changed_is_read_well(name: str) -> None:
    change, layout = CHANGES[name]
    made = Score()
    for form in FORMS:
        case = changed(name, change, layout, form, 1)
        made += score(case, recognise(case.raw, context()))
    read_well(made, LAYOUTS[layout].level)


@pytest.mark.parametrize("form", FORMS)
def test_spoilt_cells_are_flagged_where_they_stand(form: str) -> None:
    made = Score()
    for seed in range(1, 5):
        case = damaged(form, seed)
        made += score(case, recognise(case.raw, context()))
    assert made.counts["flag"] >= 10
    read_well(made, 3)


@pytest.mark.parametrize("make", ODD, ids=lambda make: make.__name__)
def test_what_is_no_plain_table_is_read_as_far_as_it_can_be_told(make: Callable[[str, int], Case]) -> None:
    made = Score()
    for form in FORMS:
        case = make(form, 1)
        made += score(case, recognise(case.raw, context()))
        level = case.level
    read_well(made, level)
