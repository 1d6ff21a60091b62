"""A file imported before, its columns, rows, blank rows, letters or sheet name changed: it brings no changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook, load_workbook

from tests.bench.matching import HEADINGS, write
from tests.bench.planted_rows import planted
from workbench.clock import FixedClock
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord

Rows = list[list[object]]
TOP = 5  # rows above the headings


def columns_mixed(rows: Rows) -> Rows:
    order = list(range(len(rows[TOP])))
    Random(5).shuffle(order)
    return [*rows[:TOP], *([row[n] for n in order] for row in rows[TOP:])]


def rows_mixed(rows: Rows) -> Rows:
    data = rows[TOP + 1 :]
    Random(6).shuffle(data)
    return [*rows[: TOP + 1], *data]


def blank_rows(rows: Rows) -> Rows:
    made = rows[: TOP + 1]
    for n, row in enumerate(rows[TOP + 1 :]):
        made += [row] if n % 3 else [[None] * len(row), row]
    return made


def said(write: Callable[[str], str], start: int) -> Callable[[Rows], Rows]:
    def change(rows: Rows) -> Rows:
        low = [[write(v) if isinstance(v, str) else v for v in row] for row in rows[start:]]
        return [*rows[:start], *low]

    return change


CHANGES: dict[str, Callable[[Rows], Rows]] = {
    "columns in another order": columns_mixed,
    "rows in another order": rows_mixed,
    "blank rows": blank_rows,
    "all in capitals": said(str.upper, 0),
    "data in small letters": said(str.lower, TOP + 1),
    "headings in small letters": lambda rows: [*rows[:TOP], *said(str.lower, 0)(rows[TOP : TOP + 1]), *rows[TOP + 1 :]],
    "more blanks": said(lambda words: f" {words.replace(' ', '  ')} ", TOP + 1),
    "another sheet": lambda rows: rows,
}


@pytest.fixture(params=HEADINGS)
def taken(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[ImportSession, Rows]]:
    """A session on a record that took in a file, and the rows of the file."""
    path = write(tmp_path / "a.xlsx", request.param, planted(request.param, 40).stored)
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    with (
        create_record(tmp_path / "so.lkv", new, FixedClock.on(date(2026, 10, 12))) as opened,
        ImportSession(Registers(opened)) as session,
    ):
        plan = session.plan(session.load(path))
        session.commit(plan.decide_all({row.index: "write" for row in plan.rows if not row.decided}))
        sheet = load_workbook(path).active
        assert sheet is not None
        yield session, [list(row) for row in sheet.iter_rows(values_only=True)]


def test_nothing_changes(taken: tuple[ImportSession, Rows], tmp_path: Path) -> None:
    session, rows = taken
    for name, change in CHANGES.items():
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Trang của tỉnh" if name == "another sheet" else "Biểu"
        for row in change([list(row) for row in rows]):
            sheet.append(row)
        book.save(tmp_path / "b.xlsx")
        plan = session.plan(session.load(tmp_path / "b.xlsx"))
        differ = [
            (r.row.row, r.how, [(d.field, d.stored, d.incoming) for d in r.diffs]) for r in plan.rows if r.how != "same"
        ]
        assert (len(plan.rows), differ) == (40, []), name
