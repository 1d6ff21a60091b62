"""The commitments of an agreement in the window: how far it is, and reporting on one of them."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.looking import clipped
from ui.forms.progress_form import ProgressForm
from ui.main_window import MainWindow
from ui.views.detail_tasks import CommitmentLine, ProgressHead
from workbench.records.record import Ref


def open_tasks(window: MainWindow) -> str:
    """Show the agreement that holds the first open commitment; gives the commitment's id."""
    tasks = window.context.registers.linked().tasks.values()
    task = next(t for t in tasks if t.values.agreement and t.values.status not in ("done", "dropped"))
    window.go("agreements", uid=task.values.agreement, tab="tasks")
    return task.uid


def form_for(window: MainWindow, uid: str) -> ProgressForm:
    line = next(line for line in window.findChildren(CommitmentLine) if line._commitment.ref.uid == uid)
    line.click()
    form = window.findChild(ProgressForm)
    assert form is not None
    return form


def test_commitments_stand_on_a_line_with_their_figures(qtbot: QtBot, window: MainWindow) -> None:
    open_tasks(window)
    qtbot.wait(60)
    assert window.findChild(ProgressHead) is not None
    assert len(window.findChildren(CommitmentLine)) >= 1
    assert clipped(window) == []


def test_a_report_is_written_and_shown(qtbot: QtBot, window: MainWindow) -> None:
    uid = open_tasks(window)
    form = form_for(window, uid)
    form.percent.setText("85%")
    form.words["result"].setPlainText("Đã ký biên bản")
    form.save()
    assert window.context.workbench.repository.need(Ref("task", uid)).values.percent == 85
    line = next(line for line in window.findChildren(CommitmentLine) if line._commitment.ref.uid == uid)
    assert "85%" in line.accessibleName()


def test_a_wrong_share_is_said_at_its_field_and_nothing_is_written(window: MainWindow) -> None:
    uid = open_tasks(window)
    before = window.context.workbench.repository.need(Ref("task", uid)).values
    form = form_for(window, uid)
    form.percent.setText("nhiều")
    form.save()
    assert "nhiều" in form.percent_field.error()
    assert window.context.workbench.repository.need(Ref("task", uid)).values == before
    form.done(0)
