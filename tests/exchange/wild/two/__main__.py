"""Figures or files of the second hand: `python -m tests.exchange.wild.two FIRST COUNT [--out FOLDER]`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from tests.exchange.layouts.expect import Case
from tests.exchange.layouts.scoring import Score, score
from tests.exchange.sheets import context
from tests.exchange.wild.two.files import convert, expected, write
from tests.exchange.wild.two.look import LAYOUTS
from tests.exchange.wild.two.maker import FORMS, make
from workbench.exchange.recognise import recognise


def case(seed: int) -> Case:
    """The submission of a seed: layouts in turn, forms in turn."""
    names = list(LAYOUTS)
    return make(FORMS[(seed + seed // len(names)) % 3], names[seed % len(names)], seed)


def main() -> None:
    """A line for each level, then what went wrong; or the files and their answers in a folder."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("first", type=int)
    ask.add_argument("count", type=int)
    ask.add_argument("--notes", type=int, default=40)
    ask.add_argument("--match", default="")
    ask.add_argument("--out", type=Path)
    args = ask.parse_args()
    cases = [c for c in map(case, range(args.first, args.first + args.count)) if args.match in c.name]
    if args.out:
        _files(cases, args.out)
    else:
        _figures(cases, args.notes)


def _files(cases: list[Case], folder: Path) -> None:
    (folder / "files").mkdir(parents=True, exist_ok=True)
    for one in cases:
        write(one.raw, folder / "files")
    convert(folder / "files")
    lines = "".join(json.dumps(expected(one), ensure_ascii=False) + "\n" for one in cases)
    (folder / "expected.jsonl").write_text(lines, "utf-8")


def _figures(cases: list[Case], notes: int) -> None:
    by: dict[str, Score] = {}
    kinds: Counter[str] = Counter()
    said: list[str] = []
    for one in cases:
        made = score(one, recognise(one.raw, context()))
        for key in (f"level {one.level}", "the whole"):
            by.setdefault(key, Score()).counts.update(made.counts)
        said += made.notes
        kinds.update(" ".join(n.split(": ", 1)[1].split()[:2]) for n in made.notes)
    for key in sorted(by):
        print(f"{key:10}{by[key].line()}")
    print("\n".join(said[:notes]))
    print(kinds.most_common(30))


if __name__ == "__main__":
    main()
