"""Changing several rows of a register at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.window_scene import clipped, open_window
from ui.forms.bulk_form import BulkForm
from ui.main_window import MainWindow
from ui.views.registers import RegisterPage


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    return made


def ticked(window: MainWindow, view: str, count: int) -> RegisterPage:
    window.go("obstacles", view=view)
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    page.model.tick_only(range(count))
    return page


def sheet(window: MainWindow, page: RegisterPage, kind: str) -> BulkForm:
    page.acts.change_many(kind)
    form = window.findChild(BulkForm)
    assert form is not None
    return form


def test_the_effect_is_said_before_it_is_written(window: MainWindow) -> None:
    page = ticked(window, "open", 4)
    form = sheet(window, page, "officer")
    assert form.editor is not None
    form.editor.set_value("Phạm Quốc Huy")
    assert form.plan is not None and str(form.plan.changed) in form.apply_button.text()
    uids = [row.ref for row in page.table.chosen()]
    form.apply()
    held = {window.context.workbench.repository.need(ref).values.officer for ref in uids}
    assert held == {"Phạm Quốc Huy"}
    window.run_command("undo")
    back = {window.context.workbench.repository.need(ref).values.officer for ref in uids}
    assert back != {"Phạm Quốc Huy"}


def test_a_date_that_is_none_changes_nothing(window: MainWindow) -> None:
    page = ticked(window, "open", 2)
    form = sheet(window, page, "due")
    assert form.plan is None and not form.apply_button.isEnabled()
    form.done(0)


@pytest.mark.parametrize("size", [(1366, 738), (1093, 544), (1024, 540)])
def test_the_bar_has_room_for_every_act(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    page = ticked(window, "open", 4)
    qtbot.wait(60)
    assert page.bulk.isVisible()
    assert clipped(page.bulk) == []
    assert all(button.accessibleName() for button in page.bulk.buttons)
