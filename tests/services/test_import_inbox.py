"""What waits for a decision stays in the record, survives a restart, and is taken up where it was left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.building import edit, write
from tests.journeys.forms import ROWS, submission
from workbench.clock import FixedClock
from workbench.domain.submissions import ImportBatch
from workbench.exchange.recognised import Overrides
from workbench.services.importing import half_done
from workbench.services.importing.inbox import dismiss, put_off, take_up
from workbench.services.importing.session import ImportSession
from workbench.services.importing.waiting import inbox
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord
from workbench.services.workbench import Workbench
from workbench.storage.scraps import Scraps

CLOCK = FixedClock.on(date(2026, 10, 12))
ALIKE = "Chưa thống nhất quy trình vận hành các cống ngăn mặn giữa hai tỉnh"
HEAD = "STT\tNội dung khó khăn, vướng mắc\tĐề xuất, kiến nghị\tCơ quan có thẩm quyền giải quyết"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    create_record(tmp_path / "so.lkv", NewRecord("DBSCL", officer="Lê Thị Hạnh"), CLOCK).close()
    return tmp_path / "so.lkv"


@pytest.fixture
def session(record: Path) -> Iterator[ImportSession]:
    with Workbench.open(record, CLOCK, "Hạnh") as opened, ImportSession(Registers(opened)) as made:
        yield made


def doubtful(folder: Path) -> Path:
    """A file whose first row may be one that is stored."""
    rows = [list(row) for row in ROWS]
    rows[0][1] = ALIKE
    return submission(folder / "lan 2.xlsx", rows)


def test_rows_that_wait_come_into_the_inbox_by_themselves(session: ImportSession, tmp_path: Path) -> None:
    session.commit(session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
    assert inbox(session.workbench.repository) == ()
    session.commit(session.plan(session.load(doubtful(tmp_path))))
    [one] = inbox(session.workbench.repository)
    assert (one.file, one.waiting, one.form) == ("lan 2.xlsx", 1, "B02")


def test_a_file_of_an_unknown_sender_with_nothing_to_write_waits_too(session: ImportSession) -> None:
    text = "\n".join((HEAD, "1\tThiếu cát đắp nền\tĐiều phối\t", "2\tSạt lở bờ sông\tXây kè\t"))
    session.commit(session.plan(session.pasted("", text)))
    [one] = inbox(session.workbench.repository)
    assert (one.waiting, one.started) == (2, False)
    assert not session.workbench.repository.all("obstacle")


def test_leaving_the_same_rows_twice_writes_nothing(session: ImportSession) -> None:
    text = "\n".join((HEAD, "1\tThiếu cát đắp nền\tĐiều phối\t"))
    session.commit(session.plan(session.pasted("", text)))
    assert session.commit(session.plan(session.pasted("", text))) is None


def test_a_half_done_import_is_taken_up_after_a_restart(record: Path, tmp_path: Path) -> None:
    with Workbench.open(record, CLOCK, "Hạnh") as opened, ImportSession(Registers(opened)) as session:
        session.commit(session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
        overrides = Overrides(columns={("Biểu 02", 12): None}, period="2026-Q3")
        plan = session.plan(session.load(doubtful(tmp_path)), overrides)
        index = next(row.index for row in plan.rows if row.how == "duplicate")
        put_off(session, plan.decide(index, "write"))
        obstacles = len(opened.repository.all("obstacle"))
    with Workbench.open(record, CLOCK, "Hạnh") as opened, ImportSession(Registers(opened)) as session:
        [one] = inbox(opened.repository)
        found = take_up(session, one.batch)
        assert found.overrides == overrides
        assert found.plan.rows[index].action == "write"
        assert len(opened.repository.all("obstacle")) == obstacles
        session.commit(found.plan)
        assert len(opened.repository.all("obstacle")) == obstacles + 1
        assert inbox(opened.repository) == ()


def test_an_import_that_is_refused_stays_for_the_next_time_and_the_others_come(record: Path, tmp_path: Path) -> None:
    with Workbench.open(record, CLOCK, "Hạnh") as opened:
        scraps = Scraps(tmp_path / "home", record)
        for number, name in enumerate(("biểu 02.xlsx", "TỐI MẬT", "biểu 03.xlsx")):
            half_done.keep(scraps, ImportBatch(file_name=name, sha256=f"{number}" * 64, state="draft"), b"data")
        found = half_done.bring_in(opened, scraps)
        assert found.files == ["biểu 02.xlsx", "biểu 03.xlsx"]
        assert [(name, error.code) for name, error in found.left] == [("TỐI MẬT", "secret_content")]
        assert {ref.entity for summary in found.written for ref in summary.created} == {"import_batch"}
        assert [name for name, _ in half_done.bring_in(opened, scraps).left] == ["TỐI MẬT"]


def test_putting_off_twice_keeps_one_and_the_newer(session: ImportSession, tmp_path: Path) -> None:
    plan = session.plan(session.load(submission(tmp_path / "q3.xlsx")))
    put_off(session, plan)
    assert put_off(session, plan) is None
    put_off(session, plan.decide(0, "skip"))
    [one] = inbox(session.workbench.repository)
    assert [row.action for row in take_up(session, one.batch).plan.rows] == ["skip", "write"]


def test_a_decision_is_asked_again_when_the_stored_record_was_changed(session: ImportSession, tmp_path: Path) -> None:
    session.commit(session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
    plan = session.plan(session.load(doubtful(tmp_path)))
    index = next(row.index for row in plan.rows if row.how == "duplicate")
    put_off(session, plan.decide(index, "write"))
    ref = plan.rows[index].ref
    assert ref is not None
    write(session.workbench, edit(session.workbench, "obstacle", ref.uid, content=f"{ALIKE} và chưa có kinh phí"))
    [one] = inbox(session.workbench.repository)
    assert take_up(session, one.batch).plan.rows[index].action is None


def test_an_undone_import_stands_in_the_inbox_again(session: ImportSession, tmp_path: Path) -> None:
    plan = session.plan(session.load(submission(tmp_path / "q3.xlsx")))
    put_off(session, plan)
    session.commit(plan)
    assert inbox(session.workbench.repository) == ()
    session.workbench.undo()
    assert [one.file for one in inbox(session.workbench.repository)] == ["q3.xlsx"]


def test_what_is_not_wanted_is_taken_out(session: ImportSession, tmp_path: Path) -> None:
    put_off(session, session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
    [one] = inbox(session.workbench.repository)
    assert dismiss(session.workbench, one.batch) is not None
    assert inbox(session.workbench.repository) == ()
    assert dismiss(session.workbench, one.batch) is None


def test_what_the_sender_is_asked_about_waits_with_the_import(session: ImportSession, tmp_path: Path) -> None:
    session.commit(session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
    plan = session.plan(session.load(submission(tmp_path / "q4.xlsx", ROWS[:1], period="Quý IV năm 2026")))
    [(ref, _, _)] = plan.absent
    put_off(session, plan.ask_absent(ref, True))
    assert take_up(session, inbox(session.workbench.repository)[0].batch).plan.asked == {ref}
