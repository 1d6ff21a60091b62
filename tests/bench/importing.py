"""`python -m tests.bench.importing [rows]`: form B01 of 14 columns into a new record, then the same again.

Ratios of CPU time, one process for each run, medians of interleaved rounds; the CPU of the reading process counts in,
making the empty record does not. Rivals: openpyxl with sqlite-utils (upsert and full-text index), and pandas.to_sql;
they check nothing, match nothing and keep no history. Peak memory is that of the process and its largest child.
What an unchanged file costs is told as a multiple of its reading: parsing in the reading process, and recognising.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.bench.read import write
from tests.bench.used import cpu, peak_mb

ROUNDS = 3


def ours(path: Path, folder: Path) -> dict[str, float]:
    """Imported into a new record, then once more unchanged."""
    from workbench.clock import FixedClock
    from workbench.services.importing.session import ImportSession
    from workbench.services.records_new import create_record
    from workbench.services.registers import Registers
    from workbench.services.seeding import NewRecord

    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    taken: dict[str, float] = {}
    with create_record(folder / "so.lkv", new, FixedClock.on(date(2026, 10, 12))) as opened:
        for name in ("first", "again"):
            before = cpu()
            with ImportSession(Registers(opened)) as session:
                loaded = session.load(path)
                session.rest()  # the reading process ends, so that its CPU counts in
                read = session.recognise(loaded)
                recognised = cpu()
                plan = session.plan(loaded, read=read)
                planned = cpu()
                session.commit(plan)
            assert plan.count("new" if name == "first" else "same") == len(plan.rows) > 0
            taken |= {name: cpu() - before, f"{name} read": recognised - before, f"{name} plan": planned - recognised}
            taken.setdefault("memory", peak_mb(with_child=True))  # of the first import
    return taken


def by_sqlite_utils(path: Path, folder: Path) -> dict[str, float]:
    """Rows as dictionaries, upserted by their number, with an index of words."""
    import openpyxl
    import sqlite_utils

    before = cpu()
    rows = openpyxl.load_workbook(path).active.iter_rows(min_row=6, values_only=True)
    headings = [str(heading) for heading in next(rows)]
    database = sqlite_utils.Database(folder / "rival.db")
    table = database["agreement"]
    table.upsert_all((dict(zip(headings, row, strict=True)) for row in rows), pk=headings[2])
    table.enable_fts([headings[1], headings[7]])
    database.close()
    return {"first": cpu() - before}


def by_pandas(path: Path, folder: Path) -> dict[str, float]:
    """A frame put into a table."""
    import sqlite3

    import pandas

    before = cpu()
    connection = sqlite3.connect(folder / "rival.db")
    pandas.read_excel(path, engine="openpyxl", header=5).to_sql("agreement", connection)
    connection.close()
    return {"first": cpu() - before}


RUNS: dict[str, Callable[[Path, Path], dict[str, float]]] = {
    "ours": ours,
    "openpyxl+sqlite-utils": by_sqlite_utils,
    "pandas.to_sql": by_pandas,
}


def measured(name: str, path: Path) -> dict[str, float]:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.importing", "--one", name, str(path)]
    said: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return said


def one(name: str, path: Path) -> None:
    """Run and tell."""
    with tempfile.TemporaryDirectory() as folder:
        taken = RUNS[name](path, Path(folder))
    print(json.dumps({"memory": peak_mb(with_child=True)} | taken))


def main() -> None:
    """Ours against each rival, and its parts."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
        return
    rows = int(sys.argv[1]) if sys.argv[1:] else 20_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bieu.xlsx"
        write(path, rows)
        found: dict[str, list[dict[str, float]]] = {name: [] for name in RUNS}
        for _ in range(ROUNDS):
            for name in RUNS:
                found[name].append(measured(name, path))
    middle = {
        name: {key: statistics.median(run[key] for run in runs) for key in runs[0]} for name, runs in found.items()
    }
    mine = middle["ours"]
    parts = f"read {mine['first read']:.2f}, plan {mine['first plan']:.2f}"
    again = f"{mine['again']:.2f} s = {mine['again'] / mine['again read']:.1f}x its reading"
    print(f"{rows} rows: first import {mine['first']:.2f} s ({parts}), again {again}, {mine['memory']:.0f} MB")
    for name in list(RUNS)[1:]:
        other = middle[name]
        print(f"  {name} {other['first']:.2f} s, {other['memory']:.0f} MB: ours {mine['first'] / other['first']:.2f}x, "
              f"memory {mine['memory'] / other['memory']:.2f}x")  # fmt: skip


if __name__ == "__main__":
    main()
