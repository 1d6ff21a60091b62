"""Forms out and back over random records: a quick set of what `python -m tests.roundtrip --long` runs at length."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from tests.roundtrip.cases import cases, edits
from tests.roundtrip.check import Case, Office, check
from tests.roundtrip.editing import Edit, check_edit

quick = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    made = Office()
    yield made
    made.session.__exit__()
    made.workbench.close()


@quick
@given(case=cases())
def test_nothing_changes_without_a_question_whatever_happened_to_the_form(office: Office, case: Case) -> None:
    check(office, case)


@quick
@given(edit=edits())
def test_an_edit_gives_exactly_what_was_edited(office: Office, edit: Edit) -> None:
    check_edit(office, edit)
