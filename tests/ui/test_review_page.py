"""The review page: what disagrees, overlaps and costs is shown; obstacles are raised and judgements kept from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.building import edit, write
from tests.ui.looking import clipped
from tests.ui.window_scene import TODAY
from ui.ask import Answers
from ui.forms.judge_form import JudgeForm
from ui.forms.record_form import RecordForm
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.tasks import InlineRunner
from ui.views.print_page import PrintPage
from ui.views.registers import RegisterPage
from ui.views.review_page import TABS, ReviewPage
from ui.views.review_parts.capital_pane import CapitalPane
from ui.views.review_parts.coherence_pane import CoherencePane
from ui.views.review_parts.overlap_pane import OverlapPane
from ui.widgets.buttons import Button
from workbench.clock import FixedClock
from workbench.messages import set_language, text
from workbench.records.record import Ref
from workbench.services.printed_analysis import figures_of
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "s.lkv"
    sample_record(path, FixedClock.on(TODAY)).close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, told: Path) -> MainWindow:
    path = tmp_path / "s.lkv"
    path.write_bytes(told.read_bytes())
    book = PreferenceBook()
    book.current = Preferences(officer="Lê Thị Hạnh")
    opened = Workbench.open(path, FixedClock.on(TODAY), "Lê Thị Hạnh")
    made = MainWindow(opened, path, InlineRunner(), book, Answers(tmp_path / "so-lieu.xlsx"))
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    return made


def review(window: MainWindow, tab: str = "coherence") -> ReviewPage:
    window.go("review", tab=tab)
    page = window.stack.current()
    assert isinstance(page, ReviewPage)
    return page


def words(pane: QWidget) -> str:
    """All that a part says, by the accessible names and texts of its widgets."""
    found = []
    for widget in pane.findChildren(QWidget):
        said = getattr(widget, "text", None)
        found.append(str(said()) if callable(said) else widget.accessibleName())
    return "\n".join(found)


def sheet(window: MainWindow, kind: type) -> QWidget:
    """The sheet open over the window."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    found += [w for w in window.findChildren(kind) if w.isVisible() and w not in found]
    return found[-1]


def test_pairs_are_shown_with_both_sides_of_what_differs(window: MainWindow) -> None:
    page = review(window)
    said = words(page.pane())
    assert "Đê biển Tây kết hợp đường giao thông" in said
    assert text("coherence.difference", field="Thời gian", ours="2026–2030", theirs="2031–2035") in said
    assert text("coherence.verdict_one_side") in said


def test_an_obstacle_is_raised_from_a_pair_and_shown_there(window: MainWindow) -> None:
    page = review(window)
    pane = page.pane()
    assert isinstance(pane, CoherencePane) and pane.found
    pair = next(p for p in pane.found.pairs if p.verdict == "different")
    pane.raise_obstacle(pair)
    form = sheet(window, RecordForm)
    assert isinstance(form, RecordForm)
    assert form.draft()["recommendation"] and form.draft()["content"]
    assert form.save()
    (made,) = window.context.workbench.repository.where("obstacle", plan_item=pair.item)
    assert made.values.kind == "planning" and made.values.state == "new"
    assert pane.found and next(p for p in pane.found.pairs if p.key == pair.key).obstacles == (made.uid,)
    assert made.values.code in words(pane)


def test_a_card_is_judged_with_a_reason_and_the_way_back(window: MainWindow) -> None:
    page = review(window, "overlaps")
    pane = page.pane()
    assert isinstance(pane, OverlapPane) and pane.found
    before = pane.found.unjudged
    pane.judge(pane.found.cards[0])
    form = sheet(window, JudgeForm)
    assert isinstance(form, JudgeForm)
    form.apply()
    assert form.isVisible() and form.fields["reason"].error()  # nothing was chosen, no reason given
    form.judgement.set_current("competing")
    form.reason.setPlainText("Cùng một lưới truyền tải")
    form.apply()
    assert not form.isVisible() and pane.found.unjudged == before - 1
    assert "Cùng một lưới truyền tải" in words(pane)
    window.run_command("undo")
    assert pane.found.unjudged == before


def test_an_obstacle_from_a_judged_card_is_tied_to_it(window: MainWindow) -> None:
    page = review(window, "overlaps")
    pane = page.pane()
    assert isinstance(pane, OverlapPane) and pane.found
    first = pane.found.cards[0]
    pane.judge(first)
    form = sheet(window, JudgeForm)
    assert isinstance(form, JudgeForm)
    form.judgement.set_current("duplicate")
    form.reason.setPlainText("Làm hai lần")
    form.apply()
    card = next(c for c in pane.found.cards if c.members == first.members)
    pane.raise_obstacle(card)
    entry = sheet(window, RecordForm)
    assert isinstance(entry, RecordForm) and entry.save()
    stored = window.context.workbench.repository.need(Ref("overlap", card.judged or ""))
    obstacle = next(r for r in window.context.workbench.repository.all("obstacle") if r.uid == stored.values.obstacle)
    assert "Làm hai lần" in obstacle.values.content
    assert text("review.raised", code=obstacle.values.code) in words(pane)


def test_judging_and_raising_an_obstacle_is_one_act(window: MainWindow) -> None:
    pane = review(window, "overlaps").pane()
    assert isinstance(pane, OverlapPane) and pane.found
    repository, before = window.context.workbench.repository, pane.found.unjudged
    obstacles = len(repository.all("obstacle"))
    pane.judge(pane.found.cards[0])
    form = sheet(window, JudgeForm)
    assert isinstance(form, JudgeForm)
    form.judgement.set_current("unrelated")
    form.look()
    assert not form.raise_button.isEnabled()
    form.judgement.set_current("duplicate")
    form.look()
    form.raise_button.click()
    assert form.isVisible() and form.fields["reason"].error()  # no reason was given
    form.reason.setPlainText("Làm hai lần")
    form.raise_button.click()
    entry = sheet(window, RecordForm)
    assert isinstance(entry, RecordForm) and not form.isVisible() and not entry.again.isVisible()
    assert "Làm hai lần" in entry.draft()["content"]
    entry.reject()
    assert form.isVisible() and pane.found.unjudged == before  # back to the judgement, nothing written
    form.raise_button.click()
    entry = sheet(window, RecordForm)
    assert isinstance(entry, RecordForm) and entry.save()
    assert not form.isVisible() and pane.found.unjudged == before - 1
    assert len(repository.all("obstacle")) == obstacles + 1
    window.run_command("undo")
    assert pane.found.unjudged == before and len(repository.all("obstacle")) == obstacles


def test_a_judgement_asks_again_when_a_cause_changes(window: MainWindow) -> None:
    page = review(window, "overlaps")
    pane = page.pane()
    assert isinstance(pane, OverlapPane) and pane.found
    card = pane.found.cards[0]
    pane.judge(card)
    form = sheet(window, JudgeForm)
    assert isinstance(form, JudgeForm)
    form.judgement.set_current("unrelated")
    form.reason.setPlainText("Khác lưới")
    form.apply()
    assert "1 không liên quan" in words(pane)
    record = card.members[0].ref
    write(
        window.context.workbench,
        edit(window.context.workbench, record.entity, record.uid, place="Ven biển phía đông, xã đảo"),
    )
    page.reload()
    held = next(c for c in pane.found.cards if {m.ref.uid for m in c.members} == {m.ref.uid for m in card.members})
    assert held.standing == "changed" and text("review.changed", before="Không liên quan") in words(pane)


def test_enter_on_a_row_of_capital_opens_its_projects(window: MainWindow) -> None:
    pane = review(window, "capital").pane()
    assert isinstance(pane, CapitalPane)
    pane.table.setCurrentCell(0, 0)
    wanted = {
        r.uid
        for r in window.context.registers.linked().programme.projects.values()
        if r.values.project_class == "transport"
    }
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    page = window.stack.current()
    assert isinstance(page, RegisterPage) and {row.ref.uid for row in page.model.rows} == wanted


def test_capital_by_period_and_by_old_units(window: MainWindow) -> None:
    pane = review(window, "capital").pane()
    assert isinstance(pane, CapitalPane)
    pane.axis.set_current("year")
    pane.span.set_current("2021-2025")
    pane.fill()
    assert [pane.table.item(row, 0).text() for row in range(pane.table.rowCount())] == ["2023", "2024", "2025", "Cộng"]
    assert not pane.units.isVisible()
    pane.axis.set_current("region")
    pane.units.set_current("old")
    pane.fill()
    assert pane.units.isVisible() and pane.table.rowCount() >= 2


def test_a_locality_narrows_every_part(window: MainWindow) -> None:
    page = review(window)
    before = page.parts["coherence"].found
    assert before is not None
    uid = next(uid for uid, name, _ in page.places() if name == "Đồng Tháp")
    page.narrow(frozenset({uid}))
    after = page.parts["coherence"].found
    assert after is not None and 0 < len(after.pairs) < len(before.pairs) and len(after.cards) < len(before.cards)
    assert "Đồng Tháp" in page.place.shown_text()
    assert page.state()["localities"] == (uid,)


@pytest.mark.parametrize("tab", TABS)
def test_what_is_shown_can_be_printed_and_saved(window: MainWindow, tmp_path: Path, tab: str) -> None:
    page = review(window, tab)
    (name, headings, rows), *_ = page.pane().sheets()
    assert name and rows and all(len(row) == len(headings) for row in rows)
    page.figures.click()
    assert (tmp_path / "so-lieu.xlsx").exists()
    page.print_button.click()
    shown = window.stack.current()
    assert isinstance(shown, PrintPage) and shown.panel.chosen_register() == tab


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("tab", TABS)
def test_nothing_is_clipped(window: MainWindow, qtbot: QtBot, tab: str, lang: str) -> None:
    set_language(lang)
    page = review(window, tab)
    qtbot.wait(30)
    assert clipped(page) == []


def test_buttons_of_the_page_are_reached_by_tab(window: MainWindow, qtbot: QtBot) -> None:
    page = review(window)
    qtbot.wait(30)
    buttons = [b for b in page.pane().findChildren(Button) if b.isVisible()]
    assert buttons and all(b.focusPolicy() & Qt.FocusPolicy.TabFocus for b in buttons)


def test_figures_of_capital_are_written_in_the_language_of_the_window_and_printed_in_vietnamese(
    window: MainWindow,
) -> None:
    set_language("en")
    pane = review(window, "capital").pane()
    assert isinstance(pane, CapitalPane) and pane._read
    total = pane._read.total.capital
    last = pane.table.rowCount() - 1
    shown = [pane.table.item(last, column).text() for column in range(1, pane.table.columnCount())]
    assert shown == list(figures_of(total, "en").values()) and "," in shown[0]
    assert figures_of(total)["rate"] == figures_of(total, "en")["rate"].replace(".", ",")
