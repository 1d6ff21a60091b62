"""Charts read without colours and with long names: strokes over what is late, names as wide as there is room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_theme_tokens import contrast
from ui.theme import fonts, theme
from ui.theme.theme import color
from ui.views.analysis.axes import Scale
from ui.views.analysis.chart_card import ChartCard
from ui.views.analysis.chart_view import ChartView
from ui.views.analysis.drawing import TOKENS, draw_bars, draw_dots
from ui.views.analysis.drawing_amounts import TOKENS as AMOUNTS
from ui.views.analysis.drawing_amounts import draw_nested
from ui.views.analysis.drawing_sectors import in_two
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.legend import Legend, PointLegend
from ui.widgets.pills import ChoicePills, Pill
from workbench.services.analysis.amounts import Amount, AmountRow, Amounts
from workbench.services.analysis.charts import Bar, Bars, Dot, DotRow, Dots, Part

LONG = "Đất đai, giải phóng mặt bằng và tái định cư của dự án qua hai tỉnh"


Make = Callable[..., ChartView]


@pytest.fixture
def chart(qtbot: QtBot) -> Make:
    """Makes a chart of one bar, so many px wide."""
    rooms = []  # a plot is not closed by itself, only with the room that it stands in

    def make(width: int, name: str = LONG) -> ChartView:
        bar = Bar("x", name, (Part("late", ("o1", "o2", "o3", "o4")), Part("wait", ("o5", "o6", "o7"))))
        room = QWidget()
        qtbot.addWidget(room)
        rooms.append(room)
        view = ChartView("Đang mở", room)
        view.resize(width, 200)
        view.show_with(draw_bars(Bars("by_field", "obstacles", ("late", "wait"), (bar,))), "")
        room.resize(width, 200)
        room.show()
        QApplication.processEvents()
        return view

    return make


def inks(view: ChartView, place: int) -> set[str]:
    """Colours along the middle of a mark."""
    area = view.mapFromScene(view.getPlotItem().getViewBox().mapViewToScene(view.marks[place].area).boundingRect())
    room, picture = area.boundingRect(), QImage(view.grab().toImage())
    return {picture.pixelColor(x, room.center().y()).name() for x in range(room.left() + 4, room.right() - 4)}


@pytest.mark.parametrize(("name", "strokes"), [("light", False), ("dark", False), ("contrast", True)])
def test_what_is_late_is_hatched_where_colours_do_not_tell(
    chart: Make, qapp: QApplication, name: str, strokes: bool
) -> None:
    theme.apply(qapp, name)  # type: ignore[arg-type]
    view = chart(600)
    late, waiting = inks(view, 0), inks(view, 1)
    assert color("red").name() in late and waiting == {color("plum").name()}
    assert (len(late) > 1) is strokes


def test_on_paper_it_is_hatched_under_every_theme(chart: Make) -> None:
    view = chart(600)
    assert len(inks(view, 0)) == 1
    with theme.on_paper():
        assert len(inks(view, 0)) > 1
    assert len(inks(view, 0)) == 1


def test_what_can_be_pressed_is_left_out_on_paper(qtbot: QtBot) -> None:
    line = ChoicePills([("a", "Thỏa thuận"), ("b", "Vướng mắc")], "a", "Ma trận")
    more = IconButton("ellipsis", "Thêm")
    link = LinkButton("Xem cả 46")
    chosen, other = line.findChildren(Pill)
    for widget in (line, more, link):
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint())
    with theme.on_paper():
        blank = [len(colours(widget)) == 1 for widget in (chosen, other, more, link)]
    assert blank == [False, True, True, True]
    assert all(len(colours(widget)) > 1 for widget in (chosen, other, more, link))


def colours(widget: QWidget) -> set[str]:
    """Every colour in the picture of a widget."""
    picture = widget.grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def test_the_legend_has_the_strokes_too(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "contrast")
    legend = Legend([("red", "Quá hạn"), ("plum", "Chờ trả lời")])
    qtbot.addWidget(legend)
    legend.resize(legend.sizeHint())
    picture = legend.grab().toImage()
    found = {picture.pixelColor(x, y).name() for x in range(1, 8) for y in range(picture.height())}
    assert {color("red").name(), color("surface").name()} <= found


def test_the_legend_of_points_tells_what_is_late_by_its_shape(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "contrast")
    legend = PointLegend([("red", "Quá hạn")])
    qtbot.addWidget(legend)
    legend.resize(legend.sizeHint())
    picture = legend.grab().toImage()
    red = color("red").name()
    rows = [sum(picture.pixelColor(x, y).name() == red for x in range(9)) for y in range(picture.height())]
    wide = [wide for wide in rows if wide]
    assert wide == sorted(wide) and wide[0] < wide[-1]  # a triangle without strokes of another colour


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_filling_of_a_chart_stands_out_from_its_ground(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)  # type: ignore[arg-type]
    seen = {token: theme.edge_of(token) or token for token in {*TOKENS.values(), *AMOUNTS.values()}}
    faint = {token: edge for token, edge in seen.items() if contrast(color(edge).name(), color("surface").name()) < 3}
    assert faint == {}


def height_of(view: ChartView, place: int) -> float:
    """How high a mark is, px."""
    area = view.mapFromScene(view.getPlotItem().getViewBox().mapViewToScene(view.marks[place].area).boundingRect())
    return float(area.boundingRect().height())


def test_bars_are_as_thick_in_a_high_chart_as_in_another(chart: Make) -> None:
    low, high = chart(600), chart(600)
    high.resize(600, 700)
    QApplication.processEvents()
    assert abs(height_of(low, 0) - height_of(high, 0)) <= 1


def test_what_is_little_is_seen_beside_what_is_much(chart: Make) -> None:
    rows = [("A", 10**14), ("B", 10**9)]
    groups = tuple(AmountRow(name, name, (Amount("need", dong, (name,)),)) for name, dong in rows)
    view = chart(600)
    view.show_with(draw_nested(Amounts("by_source", "projects", ("need",), groups)), "")
    QApplication.processEvents()
    box = view.getPlotItem().getViewBox()
    at, picture = view.mapFromScene(box.mapViewToScene(QPointF(0, -1))), view.grab().toImage()
    assert color("seq3").name() in {picture.pixelColor(at.x() + x, at.y()).name() for x in range(3)}


def test_words_at_the_end_of_a_bar_stand_clear_of_it_in_a_narrow_chart(chart: Make) -> None:
    need = Amount("need", 17_540 * 10**9, ("p1",))
    row = AmountRow("central", "Ngân sách trung ương", (need, Amount("planned", 10**12, ("p1",))), 0.412)
    view = chart(430)
    view.show_with(draw_nested(Amounts("by_source", "projects", ("need", "planned"), (row,))), "")
    QApplication.processEvents()
    box = view.getPlotItem().getViewBox()
    end = view.mapFromScene(box.mapViewToScene(QPointF(need.dong, 0))).x()
    words = QFontMetrics(fonts.label(500, tabular=True)).horizontalAdvance("17.540 · giải ngân 41,2%")
    assert end + words <= view.width()


@pytest.mark.parametrize(("own", "ground"), [(False, "red_bg"), (True, "hover")])
def test_the_ground_behind_the_usual_deadline_is_red_only_where_all_there_is_late(
    chart: Make, own: bool, ground: str
) -> None:
    view = chart(600)
    dots = (Dot(4, False, "KN-1", ("k1",)), Dot(40, not own, "KN-2", ("k2",)))
    view.show_with(draw_dots(Dots("waiting", (DotRow("b", "Bộ Y tế", dots),), 15, tuple)), "")
    QApplication.processEvents()
    at = view.mapFromScene(view.getPlotItem().getViewBox().mapViewToScene(QPointF(27, -1)))
    assert view.grab().toImage().pixelColor(at).name() == color(ground).name()


def test_no_number_at_the_foot_is_left_out_while_smaller_letters_fit() -> None:
    foot = Scale("bottom")
    foot.show_numbers(list(enumerate(("<1", "1–2", "2–3", "3–6", "6–9", ">9"))))
    for width, whole in ((400, True), (142, True), (60, False)):
        told = [words for _, words, _ in foot.placed(QRectF(0, 0, width, 22), -0.6, 5.6)]
        assert (len(told) == 6) is whole, width


def test_a_name_on_two_lines_is_cut_at_its_end_alone(qapp: QApplication) -> None:
    metrics, name = QFontMetrics(fonts.label(400)), "Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước"
    first, second = in_two(metrics, name, 150).split("\n")
    assert name.startswith(first) and not first.endswith("…") and second.endswith("…")
    assert metrics.horizontalAdvance(first) <= 150


def test_names_of_rows_take_a_share_of_a_wide_chart(chart: Make) -> None:
    narrow, wide = chart(300), chart(900)
    assert narrow.side.width() < wide.side.width() <= 0.4 * 900 + 1
    assert chart(900, "Y tế").side.width() < 80  # no wider than the name
    narrow.resize(900, 200)
    QApplication.processEvents()
    assert narrow.side.width() == wide.side.width()


def test_a_name_that_is_cut_is_told_whole(chart: Make) -> None:
    assert chart(300).side.whole_name(0.1) == LONG
    assert chart(300).side.whole_name(-1.0) == ""
    assert chart(900, "Y tế").side.whole_name(0.0) == ""


def test_a_legend_without_room_beside_the_heading_stands_below_it_whole(qtbot: QtBot) -> None:
    card = ChartCard("by_field", Legend([("red", "Quá hạn"), ("plum", "Chờ trả lời"), ("accent", "Đang xử lý")]))
    qtbot.addWidget(card)
    card.note.setText("42 vướng mắc")
    [legend] = card.findChildren(Legend)
    card.show()
    for width, below in ((700, False), (360, True), (700, False)):
        card.resize(width, 240)
        QApplication.processEvents()
        assert (card.body.indexOf(legend) >= 0) is below
        assert legend.width() >= legend.sizeHint().width()
