"""Submissions of the second hand: found whole, and nothing wrong without a word."""

from __future__ import annotations

import pytest

from tests.exchange.layouts.scoring import Score, score
from tests.exchange.sheets import context
from tests.exchange.wild.two.look import LAYOUTS
from tests.exchange.wild.two.maker import make
from workbench.exchange.recognise import recognise

FORMS = ("B01", "B02", "B03")
FLOORS = {1: (1.0, 0.995), 2: (0.995, 0.99), 3: (0.98, 0.97), 4: (0.95, 0.92), 5: (0.7, 0.6)}  # records, fields


@pytest.mark.parametrize("level", FLOORS)
def test_submissions_in_layouts_and_words_of_their_own(level: int) -> None:
    names = [name for name, look in LAYOUTS.items() if look.level == level]
    made = Score()
    for n, name in enumerate(names):
        case = make(FORMS[n % 3], name, 77 + n)
        made += score(case, recognise(case.raw, context()))
    records, fields = FLOORS[level]
    notes = "\n".join(made.notes)
    assert made.counts["rec"] > 20
    assert made.counts["silent"] == 0, notes
    assert made.share("rec", "rec_false") >= 0.99, notes
    assert made.share("rec", "rec_missed") >= records, notes
    assert made.share("fld", "fld_missed", "fld_wrong") >= fields, notes
    assert made.share("place", "place_wrong") >= 0.99, notes
    assert made.share("flag", "flag_missed") >= 0.95, notes
    assert made.share("sender", "sender_wrong") >= 0.98, notes
