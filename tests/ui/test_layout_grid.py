"""Things that a ruler finds: words stand in the middle of their row and within the margins, links at their edge,
sheets and menus are no larger than what is in them, and tables show what names their rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.shell.nav import KEYS
from ui.theme.metrics import px
from ui.theme.tokens import BODY, LABEL
from ui.views.analysis.sheet_table import SheetTable
from ui.views.registers_facets import FacetPopup
from ui.views.settings_day import DaySheet
from ui.widgets.buttons import LinkButton
from ui.widgets.fields import Field, LineEdit
from ui.widgets.paragraph import Paragraph
from workbench.services.analysis.pages import Sheet

EVERY = (*KEYS, "capital", "timeliness", "tiles", "journal", "trash", "escalate", "answer")
LOWEST = 560  # px that a menu has on a screen of 768 px at 125 %, below the bar
SHORT, LONG = "Y tế", "Thành phố Hồ Chí Minh và vùng phụ cận"


def rows(layout: QLayout | None) -> Iterator[QHBoxLayout]:
    """Every row of widgets within a layout."""
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        inner = item.layout() if item is not None else None
        if inner is not None:
            yield from rows(inner)
    if isinstance(layout, QHBoxLayout):
        yield layout


def middle_of(widget: QWidget) -> float:
    """Where the middle of a control, or of the line of a paragraph, stands in what holds it."""
    if not isinstance(widget, Paragraph) or widget.middle:
        return widget.y() + widget.height() / 2
    line = px(BODY.line) if widget.font().pixelSize() > px(LABEL.size) else px(LABEL.line)
    return widget.y() + line / 2


def crooked(root: QWidget) -> list[str]:
    """One-line paragraphs that stand higher or lower than a button or link in their row."""
    found = []
    for holder in (root, *root.findChildren(QWidget)):
        if not holder.isVisible():
            continue
        for row in rows(holder.layout()):
            parts = [item.widget() for n in range(row.count()) if (item := row.itemAt(n)) is not None]
            seen = [part for part in parts if part is not None and part.isVisible()]
            acts = [part for part in seen if isinstance(part, QPushButton)]
            lines = [p for p in seen if isinstance(p, Paragraph) and p.heightForWidth(p.width()) <= px(BODY.line)]
            found += [
                f"“{line.text()}” {middle_of(line)} beside “{acts[0].text()}” {middle_of(acts[0])}"
                for line in lines
                if acts and abs(middle_of(line) - middle_of(acts[0])) > 2
            ]
    return found


@pytest.mark.parametrize("page", EVERY)
def test_words_stand_in_the_middle_of_a_row_with_buttons(window: MainWindow, page: str) -> None:
    window.go(page)
    QApplication.processEvents()
    assert crooked(window) == []


@pytest.mark.parametrize("page", EVERY)
def test_no_bar_of_a_page_reaches_over_its_right_margin(window: MainWindow, page: str) -> None:
    window.go(page)
    QApplication.processEvents()
    shown = window.stack.current()
    assert shown is not None
    column, over = shown.layout(), []
    for place in range(column.count() if column is not None else 0):
        item = column.itemAt(place) if column is not None else None
        bar = item.layout() if item is not None else None
        low = isinstance(bar, QHBoxLayout) and bar.geometry().height() <= px(64)  # a bar, not the page itself
        for widget in shown.findChildren(QWidget) if low else ():
            if bar is not None and bar.indexOf(widget) >= 0 and widget.isVisible():
                edge = widget.mapTo(shown, QPoint(widget.width(), 0)).x()
                over += [f"{type(widget).__name__} {edge}"] if edge > shown.width() - px(24) else []
    assert over == []


def test_a_sheet_is_as_high_as_its_fields_and_not_higher(qtbot: QtBot, window: MainWindow) -> None:
    window.go("settings")
    page = window.stack.current()
    page.calendar.add.click()  # type: ignore[union-attr]
    QApplication.processEvents()
    [sheet] = [one for one in window.findChildren(DaySheet) if one.isVisible()]
    column = sheet.layout()
    assert column is not None
    assert sheet.height() <= column.totalHeightForWidth(sheet.width()) + 2
    sheet.reject()


def test_a_field_keeps_the_height_that_its_hint_needs(qtbot: QtBot) -> None:
    field = Field("Căn cứ", LineEdit(""), "Luật hoặc văn bản quyết định ngày này, có số, ký hiệu và ngày tháng năm")
    qtbot.addWidget(field)
    field.resize(160, 200)
    field.show()
    narrow = field.sizeHint().height()
    field.resize(700, 200)
    QApplication.processEvents()
    assert field.sizeHint().height() < narrow


def test_every_menu_fits_on_a_small_screen(window: MainWindow) -> None:
    high = {name: menu.sizeHint().height() for name, menu in window.commands.menus.items()}
    assert {name: height for name, height in high.items() if height > LOWEST} == {}


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_words_of_a_link_stand_at_its_edge(qtbot: QtBot, side: str) -> None:
    link = LinkButton("Hiện", flush=side)  # type: ignore[arg-type]
    qtbot.addWidget(link)
    link.resize(link.sizeHint())
    picture = link.grab().toImage()
    ground = picture.pixelColor(0, 0)
    inked = [x for x in range(link.width()) for y in range(link.height()) if picture.pixelColor(x, y) != ground]
    air = inked[0] if side == "left" else link.width() - 1 - inked[-1]
    assert air <= 2


@pytest.mark.parametrize(("width", "least"), [(240, 150), (900, 400)])
def test_a_table_of_figures_shows_what_names_its_rows(qtbot: QtBot, width: int, least: int) -> None:
    table = SheetTable()
    qtbot.addWidget(table)
    table.resize(width, 200)
    table.show()
    names = tuple(f"Cột số {n}" for n in range(5))
    lines = ((LONG, *"12345"), (SHORT, *"67890"))
    table.show_sheet(Sheet("by_field", ("Lĩnh vực", *names), len(lines), lambda: lines))
    QApplication.processEvents()
    assert table.columnWidth(0) >= least


def test_a_list_of_values_is_as_wide_as_their_names(qtbot: QtBot) -> None:
    widths = []
    for name in (SHORT, LONG):
        popup = FacetPopup("Lĩnh vực", [("a", name, 3)], frozenset())
        qtbot.addWidget(popup)
        widths.append(popup.width())
    assert widths[0] < widths[1]


def test_the_ring_of_a_cell_that_is_dark_stands_clear_of_it(window: MainWindow) -> None:
    window.go("matrix")
    view = window.stack.current().view  # type: ignore[union-attr]
    window.activateWindow()
    view.setFocus()
    QApplication.processEvents()
    cell = view.place_of(view.row, view.column).toRect()
    picture = view.grab(QRect(cell.adjusted(-6, -6, 6, 6))).toImage()
    across = [picture.pixelColor(x, picture.height() // 2).name() for x in range(8)]
    ring = view.hasFocus()
    assert not ring or len(set(across)) >= 3, across
