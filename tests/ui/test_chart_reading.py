"""Charts read without colours and with long names: strokes over what is late, names as wide as there is room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import theme
from ui.theme.theme import color
from ui.views.analysis.chart_card import ChartCard
from ui.views.analysis.chart_view import ChartView
from ui.views.analysis.drawing import draw_bars
from ui.widgets.legend import Legend, PointLegend
from workbench.services.analysis.charts import Bar, Bars, Part

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


def test_names_of_rows_take_a_share_of_a_wide_chart(chart: Make) -> None:
    narrow, wide = chart(300), chart(900)
    assert narrow.side.width() < wide.side.width() <= 0.34 * 900 + 1
    assert chart(900, "Y tế").side.width() < 80  # no wider than the name
    narrow.resize(900, 200)
    QApplication.processEvents()
    assert narrow.side.width() == wide.side.width()


def test_a_name_that_is_cut_is_told_whole(chart: Make) -> None:
    assert chart(300).side.whole_name(0.1) == LONG
    assert chart(300).side.whole_name(-1.0) == ""
    assert chart(900, "Y tế").side.whole_name(0.0) == ""


def test_a_legend_without_room_beside_the_heading_stands_below_it_whole(qtbot: QtBot) -> None:
    card = ChartCard("by_field", [("red", "Quá hạn"), ("plum", "Chờ trả lời"), ("accent", "Đang xử lý")])
    qtbot.addWidget(card)
    card.note.setText("42 vướng mắc")
    [legend] = card.findChildren(Legend)
    card.show()
    for width, below in ((700, False), (360, True), (700, False)):
        card.resize(width, 240)
        QApplication.processEvents()
        assert (card.body.indexOf(legend) >= 0) is below
        assert legend.width() >= legend.sizeHint().width()
