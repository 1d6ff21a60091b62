"""`python -m tests.roundtrip [--long] [--cases N]`: forms out and back over many random cases."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from hypothesis import HealthCheck, given, settings

from tests.roundtrip.cases import cases, edits
from tests.roundtrip.check import Case, Office, check
from tests.roundtrip.editing import Edit, check_edit
from tests.roundtrip.records import FORMS


def main() -> int:
    """Run; says how many cases of which kind there were."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="5,000 cases and more")
    parser.add_argument("--cases", type=int, default=0)
    told = parser.parse_args()
    count = told.cases or (5_000 if told.long else 200)
    office = Office()
    seen: Counter[str] = Counter()
    quiet = settings(
        max_examples=count // 2, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=True
    )

    @quiet
    @given(cases())
    def untouched_or_damaged(case: Case) -> None:
        seen.update((case.form, *(case.damages or ("nothing",))))
        check(office, case)

    @quiet
    @given(edits())
    def edited(edit: Edit) -> None:
        seen.update((edit.form, f"edit {edit.kind}"))
        check_edit(office, edit)

    untouched_or_damaged()
    edited()
    forms = sum(seen[form] for form in FORMS)
    print(f"{forms} cases, all held")
    for key, n in sorted(seen.items()):
        print(f"  {key:24} {n}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
