"""The central job without a window: take in, escalate, answer, list; and back again by undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.journeys.forms import ROWS, submission
from workbench.clock import FixedClock
from workbench.domain.deadlines import Term
from workbench.services import answering, escalating
from workbench.services.details import detail
from workbench.services.importing.session import ImportSession
from workbench.services.linked import Linked
from workbench.services.records_new import create_record
from workbench.services.registers import Query, Registers
from workbench.services.seeding import NewRecord
from workbench.services.workbench import Workbench

DAY = date(2026, 10, 12)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workbench]:
    """A new record of the Mekong Delta council."""
    new = NewRecord("DBSCL", "Bộ phận thư ký Hội đồng", "Cần Thơ", officer="Lê Thị Hạnh")
    with create_record(tmp_path / "so.lkv", new, FixedClock.on(DAY)) as opened:
        yield opened


@pytest.fixture
def imported(work: Workbench, tmp_path: Path) -> Workbench:
    """The record with one submission in it."""
    take_in(work, submission(tmp_path / "VinhLong_Bieu02_Q3.xlsx"))
    return work


def take_in(work: Workbench, path: Path) -> int:
    """Import a file; how many rows were written."""
    with ImportSession(Registers(work)) as session:
        plan = session.plan(session.load(path))
        session.commit(plan)
        return plan.writing


def linked(work: Workbench) -> Linked:
    return Linked(work.repository, work.clock.today())


def obstacle(work: Workbench, words: str) -> str:
    [uid] = work.search.find("obstacle", words)
    return uid


def escalation_draft(work: Workbench, **values: object) -> escalating.EscalationDraft:
    made: dict[str, object] = {
        "obstacles": (obstacle(work, "cống ngăn mặn"),),
        "to_organization": "BNNMT",
        "number": "24/BC-HĐĐPĐBSCL",
        "document_date": DAY,
        "sent_date": DAY,
        "term": Term("working_days", 15, basis="Mặc định của sổ"),
    }
    return escalating.EscalationDraft(**{**made, **values})  # type: ignore[arg-type]


def test_a_submission_becomes_obstacles_with_their_cells(imported: Workbench) -> None:
    registers = Registers(imported)
    rows = registers.rows("obstacles")
    assert [r.code for r in rows] == ["VM-2026-001", "VM-2026-002"]
    shown = detail(registers, rows[0].ref)
    fact = next(f for f in shown.facts if f.field == "content")
    assert fact.value == ROWS[0][1]
    assert fact.source is not None
    assert [str(c) for c in fact.source.cells] == ["Biểu 02!B9"]
    assert fact.source.file == "VinhLong_Bieu02_Q3.xlsx"


def test_a_coarse_deadline_keeps_its_words_and_its_last_day(imported: Workbench) -> None:
    record = linked(imported).obstacles[obstacle(imported, "cát đắp nền")].values
    assert (record.requested_due, record.requested_due_text) == (date(2026, 12, 31), "quý IV/2026")


def test_the_sender_has_reported_for_the_period(imported: Workbench) -> None:
    [sent] = imported.repository.where("submission", period="2026-Q3")
    assert (sent.values.locality, sent.values.form, sent.values.state) == ("86.2", "B02", "sent")


def test_the_same_file_again_changes_nothing(imported: Workbench, tmp_path: Path) -> None:
    before = imported.journal.head()
    assert take_in(imported, tmp_path / "VinhLong_Bieu02_Q3.xlsx") == 0
    assert imported.journal.head() == before


def test_a_corrected_file_changes_just_the_corrected_field(imported: Workbench, tmp_path: Path) -> None:
    mended = [list(row) for row in ROWS]
    mended[0][5] = "Chưa có quy chế phối hợp"
    take_in(imported, submission(tmp_path / "lan2.xlsx", mended))
    [change] = [c for c in imported.journal.changes(imported.journal.head()[0]) if c.ref.entity == "obstacle"]
    assert change.before == {"cause": ROWS[0][5]}
    assert change.after == {"cause": "Chưa có quy chế phối hợp"}


def test_a_blank_cell_never_erases(imported: Workbench, tmp_path: Path) -> None:
    blanked = [list(row) for row in ROWS]
    blanked[0][5] = None
    assert take_in(imported, submission(tmp_path / "trong.xlsx", blanked)) == 0


def test_an_edit_since_the_import_is_asked_about_not_overwritten(imported: Workbench, tmp_path: Path) -> None:
    from workbench.records.changes import ChangeSet, Label, some, update

    record = linked(imported).obstacles[obstacle(imported, "cống ngăn mặn")]
    imported.commit(ChangeSet(Label("act.edit", {"code": "VM-2026-001"}), some(update(record, cause="Sửa tay"))))
    mended = [list(row) for row in ROWS]
    mended[0][5] = "Chưa có quy chế phối hợp"
    with ImportSession(Registers(imported)) as session:
        plan = session.plan(session.load(submission(tmp_path / "lan2.xlsx", mended)))
    [row] = [r for r in plan.rows if r.how == "conflict"]
    [diff] = row.diffs
    assert (diff.stored, diff.incoming, diff.base) == ("Sửa tay", "Chưa có quy chế phối hợp", ROWS[0][5])
    assert not row.writes


def test_the_old_file_once_more_does_not_bring_old_values_back(imported: Workbench, tmp_path: Path) -> None:
    mended = [list(row) for row in ROWS]
    mended[0][5] = "Chưa có quy chế phối hợp"
    take_in(imported, submission(tmp_path / "lan2.xlsx", mended))
    assert take_in(imported, tmp_path / "VinhLong_Bieu02_Q3.xlsx") == 0


def test_escalation_counts_working_days_and_moves_the_obstacle(imported: Workbench) -> None:
    proposal = escalating.propose(imported, escalation_draft(imported))
    assert not proposal.blocked
    imported.commit(proposal.act)
    now = linked(imported)
    [escalation] = now.escalations.values()
    assert escalation.values.due_date == date(2026, 11, 2)
    assert now.obstacles[obstacle(imported, "cống ngăn mặn")].values.state == "escalated"
    assert now.escalation_state(escalation.uid) == "sent"


def test_an_escalation_becomes_late_without_anything_being_stored(imported: Workbench) -> None:
    imported.commit(escalating.propose(imported, escalation_draft(imported)).act)
    [uid] = linked(imported).escalations
    later = Linked(imported.repository, date(2026, 11, 5))
    assert (later.escalation_due(uid).state, later.escalation_due(uid).days) == ("late", 3)


def test_one_answer_settles_items_of_two_escalations(imported: Workbench) -> None:
    imported.commit(escalating.propose(imported, escalation_draft(imported)).act)
    second = escalation_draft(imported, obstacles=(obstacle(imported, "cát đắp nền"),), number="25/BC-HĐĐPĐBSCL")
    imported.commit(escalating.propose(imported, second).act)
    items = linked(imported).items
    assert isinstance(imported.clock, FixedClock)
    imported.clock.at += timedelta(days=10)
    draft = answering.AnswerDraft(
        from_organization="BNNMT",
        number="1234/BNNMT-TL",
        document_date=date(2026, 10, 20),
        received_date=date(2026, 10, 22),
        subject="V/v quy trình vận hành",
        lines=tuple(answering.AnswerLine(uid, "resolved", "Đã ban hành quy trình") for uid in items),
    )
    proposal = answering.propose(imported, draft)
    assert proposal.effect.settled == ("VM-2026-001", "VM-2026-002")
    imported.commit(proposal.act)
    now = linked(imported)
    assert {o.values.state for o in now.obstacles.values()} == {"resolved"}
    assert {now.escalation_due(uid).state for uid in now.escalations} == {"met"}


def test_undo_of_everything_leaves_an_empty_record(imported: Workbench) -> None:
    imported.commit(escalating.propose(imported, escalation_draft(imported)).act)
    imported.undo()
    imported.undo()
    assert [imported.repository.count(e) for e in ("obstacle", "escalation", "document", "submission")] == [0] * 4


def test_undo_of_an_import_keeps_what_was_escalated_since(imported: Workbench) -> None:
    number = imported.journal.head()[0]
    imported.commit(escalating.propose(imported, escalation_draft(imported)).act)
    outcome = imported.undo(number)
    assert {kept.name for kept in outcome.kept} >= {"VM-2026-001"}
    assert [r.code for r in Registers(imported).rows("obstacles")] == ["VM-2026-001"]


def test_search_finds_without_tone_marks(imported: Workbench) -> None:
    found = Registers(imported).rows("obstacles", Query(search="CONG NGAN man vinh long"))
    assert [r.code for r in found] == ["VM-2026-001"]
