"""Strategies for cases and edits."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.roundtrip.check import Case
from tests.roundtrip.damage import DAMAGES
from tests.roundtrip.editing import KINDS, Edit
from tests.roundtrip.records import FORMS, STRATEGIES


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A form with up to five records and up to two damages."""
    form = draw(st.sampled_from(FORMS))
    records = draw(st.lists(STRATEGIES[form], min_size=1, max_size=5))
    damages = draw(st.lists(st.sampled_from(sorted(DAMAGES)), max_size=2, unique=True))
    if "codes_deleted" in damages:  # other damages find their way by the codes
        damages = [d for d in damages if d != "codes_deleted"] + ["codes_deleted"]
    return Case(form, records, damages, draw(st.integers(0, 10**6)))


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """A form with records of which one is edited in some way."""
    form = draw(st.sampled_from(FORMS))
    records = draw(st.lists(STRATEGIES[form], min_size=2, max_size=4))
    return Edit(form, records, draw(st.sampled_from(KINDS)), draw(st.integers(0, 10**6)))
