"""The analysis pages: marks lead to their records, by mouse and by keyboard; tables, pictures and figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.building import new, write
from tests.ui.looking import clipped
from tests.ui.window_scene import PLACES, open_window
from ui.ask import Answers
from ui.main_window import MainWindow
from ui.theme import fonts, theme
from ui.views.analysis.chart_view import Mark
from ui.views.analysis.drawing import draw_upright
from ui.views.analysis.figure_pages import TilesPage
from ui.views.analysis.matrix_page import MatrixPage
from ui.views.analysis.matrix_view import shade
from ui.views.analysis.page import AnalysisPage
from ui.views.analysis.pictures import picture_of
from ui.views.registers import RegisterPage
from ui.views.registers_facets import FacetPopup
from ui.widgets.labels import ElidedLabel
from workbench.services.analysis.behind import Behind
from workbench.services.analysis.charts import Bar, Bars, Part
from workbench.values.money import BILLION

VL_DT = (PLACES["VL"], PLACES["DT"])


def analysis(window: MainWindow) -> AnalysisPage:
    window.go("analysis")
    page = window.stack.current()
    assert isinstance(page, AnalysisPage)
    return page


def listed(window: MainWindow) -> set[str]:
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    return {row.ref.uid for row in page.model.rows}


@pytest.mark.parametrize("key", ["by_field", "by_locality", "by_age", "waiting", "answer_times"])
def test_enter_on_a_mark_lists_exactly_its_records(window: MainWindow, key: str) -> None:
    view = analysis(window).cards[key].view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    mark = view.current()
    assert mark is not None and mark.uids
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert listed(window) == set(mark.uids)


def test_a_click_on_a_bar_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    view = analysis(window).cards["by_field"].view
    qtbot.wait(60)
    mark = view.marks[0]
    point = view.mapFromScene(view.getPlotItem().getViewBox().mapViewToScene(mark.area.center()))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert listed(window) == set(mark.uids)


def test_arrows_go_round_and_say_the_mark(window: MainWindow) -> None:
    view = analysis(window).cards["by_age"].view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.current() == view.marks[-1]
    assert view.accessibleDescription() == view.marks[-1].words


def test_arrows_up_and_down_go_to_the_nearest_mark_of_the_next_row(window: MainWindow) -> None:
    view = analysis(window).cards["by_field"].view
    area = QRectF(0, 0, 1, 1)
    grid = [(0, 0), (0, 2), (1, 1), (3, 0), (3, 2), (3, 3)]
    view.show_with(lambda _: [Mark(area, f"{r}{c}", (), row=r, column=c) for r, c in reversed(grid)], "thử")
    assert [mark.words for mark in view.marks] == ["00", "02", "11", "30", "32", "33"]
    view.setFocus()
    keys = Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left
    said = []
    for key in (*keys, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(view, key)
        mark = view.current()
        said.append(mark.words if mark else "")
    assert said == ["00", "02", "11", "30", "30", "11", "00", "00", "00"]


def test_the_map_is_walked_as_it_lies(window: MainWindow) -> None:
    window.go("tiles")
    page = window.stack.current()
    assert isinstance(page, TilesPage)
    view = page.map.view
    view.setFocus()
    view.step_to(next(place for place, mark in enumerate(view.marks) if mark.words.startswith("Cần Thơ")))
    around = {}
    for key, back in ((Qt.Key.Key_Up, Qt.Key.Key_Down), (Qt.Key.Key_Left, Qt.Key.Key_Right)):
        QTest.keyClick(view, key)
        around[key] = view.accessibleDescription().split(" –")[0].split(":")[0]
        QTest.keyClick(view, back)
        assert view.accessibleDescription().startswith("Cần Thơ")
    assert [words.split(",")[0] for words in around.values()] == ["Đồng Tháp", "An Giang"]


def test_the_row_of_the_current_mark_is_set_off(window: MainWindow) -> None:
    view = analysis(window).cards["by_field"].view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    mark = view.current()
    assert mark is not None and view.side._lit == -mark.row
    view.clearFocus()
    assert view.side._lit is None


def test_a_scale_of_thousands_is_shown_whole(window: MainWindow) -> None:
    view = analysis(window).cards["by_age"].view
    bar = Bar("lt1", "<1", (Part("young", Behind(123_456, list)),))
    view.show_with(draw_upright(Bars("by_age", "obstacles", ("young",), (bar,), True)), "thử")
    room = QFontMetrics(fonts.label(400, tabular=True)).horizontalAdvance("150.000")
    assert view.side.fixedWidth >= room


def test_a_chart_turns_into_its_table_and_copies_it(window: MainWindow) -> None:
    card = analysis(window).cards["by_field"]
    card.turn()
    assert card.shows_table()
    card.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Lĩnh vực" and len(lines) == 1 + len(card.figures)
    assert "<th>Lĩnh vực</th>" in QGuiApplication.clipboard().mimeData().html()


def test_a_scope_narrows_every_chart(window: MainWindow) -> None:
    page = analysis(window)
    before = page.cards["by_field"].figures
    page.pills["locality"].opened.emit()
    [popup] = page.findChildren(FacetPopup)
    popup.model.turn(0)
    popup.applied.emit(frozenset(popup.model.chosen))
    assert page.cards["by_field"].figures != before
    page.pills["locality"].cleared.emit()
    assert page.cards["by_field"].figures == before


def test_a_picture_stands_on_white_whatever_the_window_wears(window: MainWindow) -> None:
    page = analysis(window)
    page.cards["by_field"].view.setFocus()
    with theme.on_paper():
        picture = picture_of(page.content)
    assert picture.pixelColor(2, 2).name() == "#ffffff"
    assert page.content.objectName() == "window"


def test_the_matrix_opens_what_joins_two_localities(window: MainWindow) -> None:
    window.go("matrix")
    page = window.stack.current()
    assert isinstance(page, MatrixPage) and page._shown is not None
    wanted = set(page._shown.matrix.cells[page.view.row][page.view.column])
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert wanted and listed(window) == wanted


def test_the_matrix_changes_between_agreements_and_obstacles(window: MainWindow) -> None:
    window.go("matrix", of="obstacles")
    page = window.stack.current()
    assert isinstance(page, MatrixPage) and page._shown is not None
    assert page._shown.matrix.register == "obstacles"


def test_capital_shows_the_projects_that_join_two_localities_and_their_money(qtbot: QtBot, window: MainWindow) -> None:
    write(
        window.context.workbench,
        new("project", "bridge", code="DA-2026-901", name="Cầu liên tỉnh", localities=VL_DT, status="doing"),
        new("capital_line", "line", project="bridge", year=2026, source="central", need=1200 * BILLION),
    )
    window.go("matrix", of="projects")
    page = window.stack.current()
    assert isinstance(page, MatrixPage) and page._shown is not None
    keys = page._shown.matrix.keys
    place = keys.index(VL_DT[0]), keys.index(VL_DT[1])
    assert page.view.words(*place) == "Vĩnh Long – Đồng Tháp: 1 dự án, nhu cầu vốn 1.200 tỷ đồng, đã bố trí 0 tỷ đồng"
    page.view.pointed.emit(*place)
    qtbot.wait(20)
    said = [label.text() for label in page.pair.findChildren(ElidedLabel) if not label.isHidden()]
    assert said == ["nhu cầu 1.200, đã bố trí 0 tỷ đồng"]
    page.view.opened.emit(*place)
    assert listed(window) == {"bridge"}


def test_sectors_are_stepped_through_named_and_opened(window: MainWindow) -> None:
    told = {"sector": "A03", "role": "main"}
    write(
        window.context.workbench,
        *(new("sector_priority", f"p{n}", code=f"NG-2026-90{n}", locality=n, **told) for n in VL_DT),
        new("sector_priority", "blank", code="NG-2026-909", sector="A03", locality=PLACES["CM"]),
    )
    window.go("matrix")
    page = window.stack.current()
    assert isinstance(page, MatrixPage)
    view = page.sectors.view
    assert [mark.series for mark in view.marks] == ["unsaid", "main", "main", "two"]
    assert view.marks[0].words.startswith("Cà Mau – ") and "chưa nêu" in view.marks[0].words
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.accessibleDescription() == view.marks[-1].words
    page.sectors.copy()
    assert QGuiApplication.clipboard().text().splitlines()[1].endswith("\t2\t1")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert listed(window) == {*(f"p{n}" for n in VL_DT), "blank"}


@pytest.mark.parametrize(("width", "scale", "below"), [(1366, 1.0, False), (1093, 1.0, False), (1093, 1.25, True)])
def test_charts_stand_below_the_matrix_where_there_is_no_room_beside_it(
    qtbot: QtBot, tmp_path: Path, width: int, scale: float, below: bool
) -> None:
    theme.apply(QGuiApplication.instance(), "light", scale)  # type: ignore[arg-type]
    window = open_window(tmp_path, scale=scale)
    qtbot.addWidget(window)
    window.resize(width, 544)
    window.show()
    window.go("matrix")
    qtbot.wait(60)
    page = window.stack.current()
    assert isinstance(page, MatrixPage)
    assert (page.sectors.x() < page.view.width()) is below
    assert page.view.height() >= page.view.minimumSizeHint().height()


@pytest.mark.parametrize(("number", "step"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (40, 4)])
def test_shades_follow_the_number(number: int, step: int) -> None:
    assert shade(number) == step


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_page_is_saved_as_a_picture(qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"out{suffix}"
    window = open_window(tmp_path, asker=Answers(target))
    qtbot.addWidget(window)
    window.resize(1366, 738)
    window.show()
    analysis(window).save_picture(suffix)
    if suffix == ".png":
        assert not QImage(str(target)).isNull()
    else:
        drawn = target.read_text("utf-8")
        assert "<svg" in drawn[:400]
        assert "<text" not in drawn and QSvgRenderer(str(target)).isValid()  # letters look alike without our fonts


def test_the_matrix_turns_into_its_table_and_is_copied(window: MainWindow) -> None:
    window.go("matrix")
    page = window.stack.current()
    assert isinstance(page, MatrixPage) and page._shown is not None
    page.matrix.turn()
    assert page.matrix.shows_table()
    page.matrix.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[1:] == list(page._shown.matrix.labels)
    assert len(lines) == 1 + len(page._shown.matrix.labels)


def test_all_agreements_of_the_timeline_are_listed(window: MainWindow) -> None:
    window.go("matrix")
    page = window.stack.current()
    assert isinstance(page, MatrixPage) and page._shown is not None
    page.all_link.click()
    assert listed(window) == set(page._shown.timeline.uids) and len(page._shown.timeline.uids) > 0


def test_figures_are_saved_as_a_workbook(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    window = open_window(tmp_path, asker=Answers(target))
    qtbot.addWidget(window)
    window.show()
    analysis(window).save_figures()
    assert target.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("name", ["dark", "contrast", "light"])
def test_charts_follow_the_theme(qtbot: QtBot, window: MainWindow, name: str) -> None:
    view = analysis(window).cards["by_field"].view
    before = len(view.marks)
    theme.apply(QGuiApplication.instance(), name)  # type: ignore[arg-type]
    assert len(view.marks) == before
    assert view.backgroundBrush().color() == theme.color("surface")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [(1366, 738), (1093, 544), (1024, 540)])
def test_nothing_is_clipped(qtbot: QtBot, tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    window = open_window(tmp_path, language=lang)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    for page in ("analysis", "matrix"):
        window.go(page)
        qtbot.wait(60)
        assert clipped(window) == [], page
    window.go("matrix", of="projects")
    qtbot.wait(60)
    assert clipped(window) == []
