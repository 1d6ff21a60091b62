"""`python -m tests.bench.matching [rows]`: rows told again and look-alikes against a record, form by form.

Of rows that tell of a stored record again: how many are found (taken for it, or asked about with it), and how many
taken for or asked about with another. Of look-alikes: how many are taken for a stored record (must be none), how many
are asked about. Of rows told twice in one file: how many are pointed out. Each file is read and planned as an officer
would.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.bench.planted_rows import HEADINGS, Planted, Told, line, planted
from workbench.clock import FixedClock
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import PlanRow
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord

TITLES = {
    "B01": "DANH MỤC THỎA THUẬN LIÊN KẾT VÙNG",
    "B02": "TỔNG HỢP KHÓ KHĂN, VƯỚNG MẮC VÀ ĐỀ XUẤT, KIẾN NGHỊ",
    "B03": "KẾT QUẢ XỬ LÝ KIẾN NGHỊ GỬI CƠ QUAN CÓ THẨM QUYỀN",
}
TAKEN = ("same", "changed", "conflict")
ASKED = ("duplicate", "undecided")


@dataclass
class Figures:
    """Counts of one form. `missed`: kinds of damage of the rows that were not found."""

    form: str
    pairs: int
    found: int = 0
    taken: int = 0
    wrong: int = 0
    lookalikes: int = 0
    false_same: int = 0
    asked: int = 0
    seconds: float = 0.0
    missed: Counter[str] | None = None

    @property
    def recall(self) -> float:
        """Share of the true pairs that were found."""
        return self.found / self.pairs

    def __str__(self) -> str:
        return (
            f"{self.form}: {self.pairs} told again: found {self.recall:.1%} (taken {self.taken}, asked "
            f"{self.found - self.taken}), with another {self.wrong}; {self.lookalikes} look-alikes: false same "
            f"{self.false_same}, asked {self.asked}; planned in {self.seconds:.1f} s"
            + (f"; not found: {dict(self.missed)}" if self.missed else "")
        )


def write(path: Path, form: str, rows: Sequence[Told]) -> Path:
    """The rows as a form of a member."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet(f"Biểu {form[1:]}")
        sheet.write_string(0, 0, "ỦY BAN NHÂN DÂN TỈNH VĨNH LONG")
        sheet.write_string(2, 0, TITLES[form])
        sheet.write_string(3, 0, "Kỳ báo cáo: Quý III năm 2026")
        sheet.write_row(5, 0, HEADINGS[form])
        for n, told in enumerate(rows):
            for column, value in enumerate(line(form, n + 1, told)):
                if isinstance(value, date):
                    sheet.write_datetime(6 + n, column, value, day)
                elif value not in ("", None):
                    sheet.write(6 + n, column, value)
    return path


def measured(form: str, n: int, folder: Path, seed: int = 1) -> Figures:
    """Figures of one form with `n` stored records, `n` told again and `n` look-alikes."""
    rows = planted(form, n, seed)
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(folder / f"{form}.lkv", new, clock) as opened, ImportSession(Registers(opened)) as session:
        first = session.plan(session.load(write(folder / "a.xlsx", form, rows.stored)))
        first = first.decide_all({row.index: "write" for row in first.rows if not row.decided})
        session.commit(first)
        uids = _stored(session, form, rows)
        before = time.process_time()
        again = session.plan(session.load(write(folder / "b.xlsx", form, rows.again)))
        other = session.plan(session.load(write(folder / "c.xlsx", form, rows.lookalikes)))
        return _counted(form, rows, uids, again, other, time.process_time() - before)


def _stored(session: ImportSession, form: str, rows: Planted) -> list[str]:
    """Ids of the records, in the order of the rows they were made from."""
    linked = session.plan(session.load(Path(session.workbench.database.path).with_name("a.xlsx")))
    by_row = {row.row.row: row.ref.uid for row in linked.rows if row.ref}
    return [by_row.get(n + 7, "") for n in range(len(rows.stored))]


def _counted(
    form: str, rows: Planted, uids: Sequence[str], again: ImportPlan, other: ImportPlan, seconds: float
) -> Figures:
    made = Figures(form, len(rows.stored), lookalikes=len(rows.lookalikes), seconds=seconds, missed=Counter())
    by_row = {row.row.row: row for row in again.rows}
    for n, uid in enumerate(uids):
        row = by_row.get(n + 7)
        if row is not None and row.ref is not None and row.ref.uid == uid:
            made.found += 1
            made.taken += row.how in TAKEN
            continue
        assert made.missed is not None
        made.missed[rows.how[n]] += 1
        made.wrong += row is not None and row.how in TAKEN
    taken = [row for row in other.rows if row.how in TAKEN]
    made.false_same, made.asked = len(taken), sum(_asked(row) for row in other.rows)
    return made


def _asked(row: PlanRow) -> bool:
    return row.how in ASKED and row.ref is not None


@dataclass
class Repeats:
    """Rows told twice in one file: how many of those that can be written were pointed out, in how many rows."""

    form: str
    rows: int
    pairs: int
    found: int
    pointed_out: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.form}: {self.rows} rows in one file, {self.pairs} of them told again: pointed out with the right "
            f"one {self.found}, in all {self.pointed_out}; planned in {self.seconds:.1f} s"
        )


def repeats(form: str, n: int, folder: Path, seed: int = 1) -> Repeats:
    """Of `n` rows every twentieth is told again, damaged, at the end of the file."""
    rows = planted(form, n, seed)
    told = [*rows.stored, *rows.again[: n // 20]]
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(folder / f"{form}.lkv", new, clock) as opened, ImportSession(Registers(opened)) as session:
        loaded = session.load(write(folder / "a.xlsx", form, told))
        read = session.recognise(loaded)
        before = time.process_time()
        plan = session.plan(loaded, read=read)
        seconds = time.process_time() - before
    again = {row.row.row - 7 - n: row for row in plan.rows if row.row.row >= n + 7}
    able = {place: row for place, row in again.items() if not _lacking(row)}
    found = sum(row.twin == place for place, row in able.items())
    return Repeats(form, len(told), len(able), found, sum(row.twin >= 0 for row in plan.rows), seconds)


def _lacking(row: PlanRow) -> bool:
    """Whether something else than the repetition keeps the row out: it is asked about once that is mended."""
    stops = {issue.code for issue in row.row.all_issues if issue.severity == "stop"}
    return bool(stops - {"duplicate_record"})


def main() -> None:
    """A line for each form and each question."""
    n = int(sys.argv[1]) if sys.argv[1:] else 2_000
    for form in HEADINGS:
        with tempfile.TemporaryDirectory() as folder:
            print(measured(form, n, Path(folder)), flush=True)
    for form in ("B01", "B02"):
        with tempfile.TemporaryDirectory() as folder:
            print(repeats(form, n, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
