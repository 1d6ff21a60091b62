"""Figures over many seeds: `python -m tests.exchange.layouts [seeds] [name filter] [notes to show]`."""

from __future__ import annotations

import sys
from collections import defaultdict

from tests.exchange.layouts.scoring import Score, score
from tests.exchange.layouts.variants import every_case
from tests.exchange.sheets import context
from workbench.exchange.recognise import recognise


def main() -> None:
    """Print a line for each layout and each level, then notes."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    shown = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    by: dict[str, Score] = defaultdict(Score)
    notes: list[str] = []
    for make in every_case(seeds):
        case = make()
        if wanted and wanted not in case.name:
            continue
        made = score(case, recognise(case.raw, context()))
        by[case.name.partition("/")[0]] += Score(made.counts)
        by[f"level {case.level}"] += Score(made.counts)
        notes += made.notes
    for name, total in sorted(by.items(), key=lambda item: item[0]):
        print(f"{name:28}{total.line()}")
    print("\n".join(notes[:shown]))


if __name__ == "__main__":
    main()
