"""The registers of the resolution's other tasks in the window: listing, entering, parts, room in the rail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.building import new, write
from tests.ui.window_scene import PLACES, open_window
from ui.forms.record_form import RecordForm, open_form
from ui.main_window import MainWindow
from ui.theme import fonts
from ui.theme.metrics import px
from ui.views.detail_capital import AMOUNTS, CapitalLine, Columns, heading_font
from ui.views.registers import RegisterPage
from ui.widgets.delegates_base import width_of
from workbench.messages import set_language, text
from workbench.records.record import Ref

BILLION = 1_000_000_000
ENTERED = {
    "plans": ("plan", {"name": "Quy hoạch tỉnh", "level": "provincial", "locality": "VL", "state": "drafting"}),
    "projects": ("project", {"name": "Đường ven biển", "localities": ("VL", "CT"), "total_investment": 9 * BILLION}),
    "mechanisms": ("mechanism", {"title": "Quỹ hạ tầng", "proposer": "VL", "due_text": "Quý II/2027"}),
    "sectors": ("sector_priority", {"locality": "CT", "sector": "H52", "product": "Cảng cạn", "capital": BILLION}),
    "initiatives": ("initiative", {"title": "Bản đồ mặn", "locality": "VL", "adopted_by": ("DT",)}),
    "tasks": ("task", {"content": "Rà soát quy mô tuyến", "source": "conclusions", "lead": "BTC"}),
}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.show()
    return made


def placed(values: dict[str, object]) -> dict[str, object]:
    """Letters of provinces as ids."""
    made = dict(values)
    for key in ("locality", "proposer"):
        if key in made:
            made[key] = PLACES[str(made[key])]
    for key in ("localities", "adopted_by"):
        if key in made:
            made[key] = tuple(PLACES[place] for place in made[key])  # type: ignore[attr-defined]
    return made


def form(window: MainWindow, entity: str, uid: str = "", given: dict[str, object] | None = None) -> RecordForm:
    return open_form(window, window.context, entity, uid, given=given or {})


def fill(made: RecordForm, values: dict[str, object]) -> RecordForm:
    for key, value in values.items():
        made.editors[key].set_value(value)
    return made


def page(window: MainWindow, register: str, **params: object) -> RegisterPage:
    window.go(register, **params)
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage)
    return shown


@pytest.mark.parametrize("register", ENTERED)
def test_a_record_is_entered_listed_edited_and_undone(window: MainWindow, register: str) -> None:
    entity, said = ENTERED[register]
    values = placed(said)
    before = page(window, register, view="all").model.rowCount()
    assert fill(form(window, entity), values).save()
    shown = page(window, register, view="all")
    assert shown.model.rowCount() == before + 1
    newest = max(shown.model.rows, key=lambda row: row.code)
    stored = window.context.workbench.repository.need(newest.ref)
    assert {key: stored.get(key) for key in values} == values
    again = form(window, entity, newest.ref.uid)
    assert {key: again.editors[key].value() for key in values} == values
    fill(again, {"note": "Đã đối chiếu"})
    assert again.save()
    assert window.context.workbench.repository.need(newest.ref).get("note") == "Đã đối chiếu"


def test_words_of_a_term_become_its_last_day(window: MainWindow) -> None:
    assert fill(form(window, "mechanism"), placed(ENTERED["mechanisms"][1])).save()
    [stored] = window.context.workbench.repository.all("mechanism")
    assert (stored.values.due_text, stored.values.due_date) == ("Quý II/2027", date(2027, 6, 30))


@pytest.fixture
def project(window: MainWindow) -> str:
    work = window.context.workbench
    write(
        work,
        new("project", "p", name="Đường ven biển", status="doing", localities=(PLACES["VL"],)),
        new("capital_line", "a", project="p", year=2026, source="central", need=90 * BILLION, allocated=60 * BILLION),
        new("capital_line", "b", project="p", year=2026, source="ppp", need=10 * BILLION),
    )
    return "p"


def test_the_capital_of_a_project_is_a_table_whose_lines_open(qtbot: QtBot, window: MainWindow, project: str) -> None:
    shown = page(window, "projects", view="all", uid=project, tab="capital")
    qtbot.waitUntil(lambda: bool(shown.detail.findChildren(CapitalLine)))
    lines = shown.detail.findChildren(CapitalLine)
    spoken = [n.accessibleName() for n in lines]
    assert "2026, Trung ương, Nhu cầu 90, Kế hoạch –, Bố trí 60, Giải ngân –" in spoken
    assert spoken[-1] == "Cộng, Nhu cầu 100, Kế hoạch 0, Bố trí 60, Giải ngân 0"
    missing, social = "40", "10,0%"
    assert {missing, social} <= {n.text() for n in shown.detail.findChildren(QLabel)}
    lines[1].setFocus()
    qtbot.keyClick(lines[1], Qt.Key.Key_Return)
    opened = window.findChildren(RecordForm)[-1]
    assert opened.editors["need"].value() == 90 * BILLION
    opened.done(0)


@pytest.mark.parametrize("room", [340, 415])
def test_sources_of_capital_have_room_in_the_pane_of_a_small_window_too(dressed: QApplication, room: int) -> None:
    names = [text(f"capital.{key}") for key in ("year", *AMOUNTS)]
    columns = Columns(names, [("2026", "10.000", "10.000", "10.000", "10.000")])
    left = room - 2 * px(4) - sum(columns.widths(room))
    for source in ("central", "local", "ppp"):
        assert width_of(fonts.body(400), text(f"capital.source_{source}")) <= left
    heads = zip(columns.widths(room), names, strict=True)
    assert all(width_of(heading_font(room), name) < width for width, name in heads)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_headings_of_the_capital_table_do_not_touch(dressed: QApplication, lang: str) -> None:
    set_language(lang)
    names = [text(f"capital.{key}") for key in ("year", *AMOUNTS)]
    widths = Columns(names, ()).widths(416)
    gaps = [wide - width_of(heading_font(416), name) for wide, name in zip(widths[1:], names[1:], strict=True)]
    assert min(gaps) >= 8


def test_a_line_of_capital_is_added_to_its_project_once(window: MainWindow, project: str) -> None:
    said = {"year": 2027, "source": "oda", "need": 5 * BILLION}
    assert fill(form(window, "capital_line", given={"project": project}), said).save()
    lines = window.context.workbench.repository.where("capital_line", project=project)
    assert sorted((n.values.year, n.values.source) for n in lines) == [(2026, "central"), (2026, "ppp"), (2027, "oda")]
    again = fill(form(window, "capital_line", given={"project": project}), said)
    assert not again.save()
    assert "2027" in again.fields["source"].error()
    again.done(0)


def test_content_is_added_to_its_plan(window: MainWindow) -> None:
    write(window.context.workbench, new("plan", "q", name="Quy hoạch vùng", state="approved"))
    said = {"name": "Cầu", "localities": (PLACES["VL"], PLACES["CT"]), "year_from": 2027, "year_to": 2031}
    assert fill(form(window, "plan_item", given={"plan": "q"}), said).save()
    [item] = window.context.workbench.repository.where("plan_item", plan="q")
    assert (item.values.name, item.values.year_to) == ("Cầu", 2031)
    assert "Cầu" in page(window, "plans", uid="q", view="all").detail.shown.parts[0].lines[0].title  # type: ignore[union-attr]


def test_a_project_of_an_obstacle_opens_from_it_and_back(window: MainWindow, project: str) -> None:
    work = window.context.workbench
    obstacle = next(iter(work.repository.all("obstacle")))
    from workbench.records.changes import update

    write(work, update(obstacle, project=project))
    shown = page(window, "obstacles", view="all", uid=obstacle.uid, tab="projects")
    [line] = [n for part in shown.detail.shown.parts for n in part.lines]  # type: ignore[union-attr]
    assert line.ref == Ref("project", project)
    shown.detail._go(line.ref)
    back = window.stack.current()
    assert isinstance(back, RegisterPage)
    assert back.table.current_uid() == project
    assert [n.ref.uid for n in back.detail.shown.obstacles] == [obstacle.uid]  # type: ignore[union-attr]
