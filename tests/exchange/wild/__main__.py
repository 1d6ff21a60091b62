"""Figures over many seeds: `python -m tests.exchange.wild [first] [count] [name filter] [notes to show]`."""

from __future__ import annotations

import sys
from collections import Counter

from tests.exchange.layouts.scoring import Score, score
from tests.exchange.layouts.variants import FORMS
from tests.exchange.sheets import context
from tests.exchange.wild.maker import wild
from workbench.exchange.recognise import recognise


def main() -> None:
    """A line for each form and all of them, then notes with the habits of their sheets."""
    first, count = (int(a) for a in (sys.argv[1:3] if len(sys.argv) > 2 else ("1", "50")))
    wanted = sys.argv[3] if len(sys.argv) > 3 else ""
    by: dict[str, Score] = {key: Score() for key in (*FORMS, "all")}
    kinds: Counter[str] = Counter()
    notes: list[str] = []
    for seed in range(first, first + count):
        for form in FORMS:
            case = wild(form, seed)
            made = score(case, recognise(case.raw, context()))
            by[form] += Score(made.counts)
            by["all"] += Score(made.counts)
            notes += [n for n in made.notes if wanted in n]
            kinds.update(" ".join(n.split(": ", 1)[1].split()[:2]) for n in made.notes)
    for name, total in by.items():
        print(f"{name:10}{total.line()}")
    print("\n".join(notes[: int(sys.argv[4]) if len(sys.argv) > 4 else 40]))
    print(kinds.most_common(40))


if __name__ == "__main__":
    main()
