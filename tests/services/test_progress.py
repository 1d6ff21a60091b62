"""Where an agreement stands: its commitments against the time that has passed, and what is reported of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.services.linkage_scene import furnish, linked
from workbench.domain.agreements import Agreement, Task
from workbench.errors import UserError
from workbench.records.changes import ChangeSet, Label, create
from workbench.records.record import Ref
from workbench.services.progress import Progress, ProgressDraft, elapsed, last_entry, progress_of, report_progress
from workbench.services.workbench import Workbench


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    made = Agreement(
        code="TT-2026-001",
        title="Kiểm soát mặn",
        state="in_force",
        period_from=date(2026, 1, 1),
        period_to=date(2026, 12, 31),
    )
    tasks = [
        Task(code="NV-1", content="Ban hành quy chế", status="done", ordinal=1),
        Task(code="NV-2", content="Lắp trạm đo", status="doing", percent=50, ordinal=2, due_date=date(2026, 10, 7)),
        Task(code="NV-3", content="Diễn tập", status="not_started", ordinal=3, due_date=date(2026, 12, 14)),
        Task(code="NV-4", content="Không làm nữa", status="dropped", ordinal=4, due_date=date(2026, 1, 5)),
    ]
    parts = [create(f"t{number}", _of_agreement(task)) for number, task in enumerate(tasks, start=1)]
    record.commit(ChangeSet(Label("act.create", {"code": "TT-2026-001"}), (create("tt", made), *parts)))
    return record


def _of_agreement(task: Task) -> Task:
    return replace(task, source="agreement", agreement="tt")


def stands(scene: Workbench) -> Progress:
    now = linked(scene)
    return progress_of(now, now.agreements["tt"])


def test_dropped_commitments_do_not_count(scene: Workbench) -> None:
    now = stands(scene)
    assert (now.done, now.total, now.late) == (1, 3, 1)
    assert now.share == pytest.approx((100 + 50 + 0) / 3 / 100)


def test_a_late_commitment_is_said_to_be_late_and_a_settled_one_never(scene: Workbench) -> None:
    assert [line.status for line in stands(scene).commitments] == ["done", "late", "new", "closed"]


def test_elapsed_time_is_a_share_of_the_period() -> None:
    assert elapsed(date(2026, 1, 1), date(2026, 1, 11), date(2026, 1, 6)) == 0.5
    assert elapsed(date(2026, 1, 1), date(2026, 1, 11), date(2027, 1, 6)) == 1.0
    assert elapsed(date(2026, 1, 1), date(2026, 1, 11), date(2025, 1, 6)) == 0.0
    assert elapsed(None, date(2026, 1, 11), date(2026, 1, 6)) is None


def test_a_report_moves_the_commitment_and_keeps_its_words(scene: Workbench) -> None:
    draft = ProgressDraft("t2", "doing", 80, result="Đã lắp 10 trạm", next_steps="Lắp 2 trạm còn lại")
    scene.commit(report_progress(scene, linked(scene), draft))
    entry = last_entry(linked(scene), "t2")
    assert scene.repository.need(Ref("task", "t2")).values.percent == 80
    assert entry is not None and entry.values.result == "Đã lắp 10 trạm" and entry.values.entered == date(2026, 10, 12)


def test_a_report_is_one_undo(scene: Workbench) -> None:
    before = scene.repository.need(Ref("task", "t2")).values
    scene.commit(report_progress(scene, linked(scene), ProgressDraft("t2", "done", None, result="Xong")))
    scene.undo()
    assert scene.repository.need(Ref("task", "t2")).values == before
    assert last_entry(linked(scene), "t2") is None


def test_done_is_a_hundred_percent(scene: Workbench) -> None:
    scene.commit(report_progress(scene, linked(scene), ProgressDraft("t3", "done", 70)))
    assert scene.repository.need(Ref("task", "t3")).values.percent == 100


def test_nothing_said_writes_nothing(scene: Workbench) -> None:
    assert report_progress(scene, linked(scene), ProgressDraft("t2", "doing", 50)).is_empty


def test_a_share_beyond_a_hundred_is_refused(scene: Workbench) -> None:
    with pytest.raises(UserError) as refused:
        report_progress(scene, linked(scene), ProgressDraft("t2", "doing", 120))
    assert refused.value.code == "progress.out_of_range"


def test_a_pause_needs_its_reason(scene: Workbench) -> None:
    with pytest.raises(UserError) as refused:
        report_progress(scene, linked(scene), ProgressDraft("t2", "paused", 50))
    assert refused.value.code == "progress.needs_words"
