"""Submissions of the second maker, drawn at random: found whole, and nothing wrong without a word."""

from __future__ import annotations

import pytest

from tests.exchange.layouts.scoring import Score, score
from tests.exchange.layouts.variants import FORMS
from tests.exchange.sheets import context
from tests.exchange.wild.maker import wild
from workbench.exchange.recognise import recognise


@pytest.mark.parametrize("form", FORMS)
def test_a_submission_of_any_habits_is_read_well(form: str) -> None:
    made = Score()
    for seed in range(1000, 1030):
        case = wild(form, seed)
        made += score(case, recognise(case.raw, context()))
    notes = "\n".join(made.notes)
    assert made.counts["rec"] > 100
    assert made.counts["silent"] == 0, notes
    assert made.share("rec", "rec_false") >= 0.99, notes
    assert made.share("rec", "rec_missed") >= 0.98, notes
    assert made.share("fld", "fld_missed", "fld_wrong") >= 0.97, notes
    assert made.share("place", "place_wrong") >= 0.99, notes
    assert made.share("sender", "sender_wrong") >= 0.98, notes
