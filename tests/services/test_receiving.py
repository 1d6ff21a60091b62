"""A folder of submissions: each file on its own, one bad file stops none, what waits lies in the inbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.journeys.forms import ROWS, submission
from workbench.clock import FixedClock
from workbench.errors import Cancelled, UserError
from workbench.services.importing.session import ImportSession
from workbench.services.importing.waiting import inbox
from workbench.services.receiving import files_in, preview_all, receive_all, row_words, together
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.reporting import Rounds
from workbench.services.returning import returned, save_returned
from workbench.services.seeding import NewRecord
from workbench.values.periods import Period

LACKING = (3, "Thiếu vốn cho tuyến đường ven biển", "Giao thông", None, "Cà Mau", None, None, "Bộ Tài chính")


@pytest.fixture
def registers(tmp_path: Path) -> Iterator[Registers]:
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    with create_record(tmp_path / "so.lkv", new, FixedClock.on(date(2026, 10, 12))) as opened:
        yield Registers(opened)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six files of a mail folder: two that are whole, one to be decided, one that repeats, two that are no forms."""
    made = tmp_path / "nhan"
    (made / "Cà Mau").mkdir(parents=True)
    submission(made / "1 whole.xlsx", ROWS[:1])
    submission(made / "2 again.xlsx", ROWS[:1])
    submission(made / "Cà Mau" / "3 lacking.xlsx", (ROWS[1], LACKING))
    (made / "4 quyet dinh.pdf").write_bytes(b"%PDF-1.7\n")
    (made / "5 half.xlsx").write_bytes((made / "1 whole.xlsx").read_bytes()[:900])
    (made / "~$1 whole.xlsx").write_bytes(b"lock")
    (made / ".DS_Store").write_bytes(b"x")
    return made


def test_files_of_a_folder_are_read_by_name_without_what_programs_leave(folder: Path) -> None:
    assert [file.name for file in files_in([folder])] == [
        "1 whole.xlsx", "2 again.xlsx", "4 quyet dinh.pdf", "5 half.xlsx", "3 lacking.xlsx",
    ]  # fmt: skip


def test_one_bad_file_stops_none_of_the_others(registers: Registers, folder: Path) -> None:
    taken = receive_all(registers, files_in([folder]))
    assert [(one.path.name[0], one.status, one.new, one.same, one.waiting) for one in taken] == [
        ("1", "written", 1, 0, 0), ("2", "same", 0, 1, 0), ("4", "refused", 0, 0, 0), ("5", "refused", 0, 0, 0),
        ("3", "waiting", 1, 0, 1),
    ]  # fmt: skip
    assert "PDF" in taken[2].message and taken[3].message
    assert len(registers.workbench.repository.all("obstacle")) == 2
    sums = together(taken)
    assert (sums.status, sums.new, sums.same, sums.waiting) == ("waiting", 2, 1, 1)


def test_what_waits_is_named_by_its_place_in_the_inbox(registers: Registers, folder: Path) -> None:
    taken = receive_all(registers, files_in([folder]))[-1]
    (waiting,) = inbox(registers.workbench.repository)
    assert (waiting.batch, waiting.code, waiting.waiting) == (taken.batch, taken.code, 1)
    assert row_words(taken)[-1] == f"Hộp chờ: {taken.code}"


def test_a_folder_shows_in_the_round(registers: Registers, folder: Path) -> None:
    receive_all(registers, files_in([folder]))
    roster = Rounds.of(registers.workbench).roster(Period("quarter", 2026, 3))
    came = [(owed.form, owed.state, owed.replaced) for owed in roster.obligations if owed.is_received]
    assert came == [("B02", "errors", 1)]


def test_a_return_of_ours_that_comes_again_is_known(registers: Registers, tmp_path: Path) -> None:
    with ImportSession(registers) as session:
        loaded = session.load(submission(tmp_path / "b02.xlsx", (LACKING,)))
        plan = session.plan(loaded)
        session.commit(plan)
        save_returned(returned(registers.workbench, loaded, plan), tmp_path / "tra")
    told = []
    receive_all(registers, files_in([tmp_path / "tra"]), each=lambda received: told.append(received.again))
    assert [again.code for again in told if again] == ["LN-2026-001"]


def test_a_look_beforehand_tells_the_same_and_writes_nothing(registers: Registers, folder: Path) -> None:
    before = registers.workbench.journal.head()
    seen = preview_all(registers, files_in([folder]))
    assert registers.workbench.journal.head() == before
    assert [(one.path.name[0], one.status, one.new, one.waiting) for one in seen] == [
        ("1", "written", 1, 0), ("2", "written", 1, 0), ("4", "refused", 0, 0), ("5", "refused", 0, 0),
        ("3", "waiting", 1, 1),
    ]  # fmt: skip
    assert row_words(seen[-1])[-1] == "Sẽ vào hộp chờ"


def test_stopping_in_between_keeps_what_was_taken_in(registers: Registers, folder: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int, key: str = "") -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        receive_all(registers, files_in([folder]), progress=Impatient())
    assert len(registers.workbench.repository.all("obstacle")) == 1


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(UserError, match="empty_folder"):
        files_in([tmp_path / "x"])
