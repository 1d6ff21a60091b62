"""Switching the theme of the running application."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QPushButton, QStyle
from pytestqt.qtbot import QtBot

from ui.theme import fonts, icons, shapes, theme
from ui.theme.shapes import Shape
from ui.theme.sheet import sheet
from ui.theme.tokens import DARK, LIGHT, Tokens
from ui.widgets.fields import LineEdit


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_palette_follows_the_tokens(qapp: QApplication, name: theme.ThemeName) -> None:
    theme.apply(qapp, name)
    assert qapp.palette().window().color() == QColor(theme.current().window)
    assert theme.current().name == name


def test_system_follows_the_computer(qapp: QApplication) -> None:
    theme.apply(qapp, "system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.current() in ((DARK,) if dark else (LIGHT,))
    theme.apply(qapp, "light")


def test_switch_keeps_text_selection_and_focus(qapp: QApplication, qtbot: QtBot) -> None:
    edit = LineEdit("Vướng mắc")
    qtbot.addWidget(edit)
    edit.show()
    edit.setSelection(0, 5)
    with qtbot.waitSignal(theme.theme_changed):
        theme.apply(qapp, "dark", 1.15)
    assert (edit.text(), edit.selectedText()) == ("Vướng mắc", "Vướng")
    assert edit.height() == 35
    assert edit.font().pixelSize() == 15


def test_mnemonics_are_always_underlined(qapp: QApplication) -> None:
    assert qapp.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut) == 1


def test_bound_icon_changes_colour_with_the_theme(qapp: QApplication) -> None:
    action = QAction()
    icons.bind(action, "house", "accent")
    assert _ink(action) == QColor(LIGHT.accent)
    theme.apply(qapp, "dark")
    assert _ink(action) == QColor(DARK.accent)


def test_rebinding_replaces_the_icon(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.bind(button, "house", "accent")
    icons.bind(button, "house", "red")
    theme.apply(qapp, "dark")
    assert button.icon().pixmap(16, 16).toImage().pixelColor(0, 0).alpha() == 0
    assert len(button.children()) == 1


def test_icon_is_drawn_for_the_pixel_ratio() -> None:
    assert icons.pixmap("house", "text2", 16, 1.25).size().toTuple() == (20, 20)


def test_every_shape_draws_something_of_its_own() -> None:
    drawn = {shape: bytes(_shape(shape).constBits()) for shape in Shape}
    assert len(set(drawn.values())) == len(Shape)


def _shape(shape: Shape) -> QImage:
    image = QImage(48, 48, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    shapes.draw(painter, QRectF(0, 0, 48, 48), shape, QColor(LIGHT.text), QColor(LIGHT.surface))
    painter.end()
    return image


def _ink(action: QAction) -> QColor:
    image = action.icon().pixmap(16, 16).toImage()
    strongest = max((image.pixelColor(x, y) for x in range(16) for y in range(16)), key=QColor.alpha)
    return QColor(strongest.red(), strongest.green(), strongest.blue())


def test_menus_and_lists_keep_the_type_scale_where_taking_a_sheet_brings_the_system_s_fonts(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has fonts of its own for them, and Qt takes those up again with every new sheet."""

    def taken(tokens: Tokens, px: Callable[[float], int]) -> str:
        for kind in ("QMenu", "QMenuBar", "QTipLabel", "QAbstractItemView"):
            qapp.setFont(QFont("Tinos", 30), kind)
        return sheet(tokens, px)

    monkeypatch.setattr(theme, "sheet", taken)
    theme.apply(qapp, "light", 1.3)
    found = {
        kind: QApplication.font(kind).pixelSize() for kind in ("QMenu", "QMenuBar", "QTipLabel", "QAbstractItemView")
    }
    assert set(found.values()) == {fonts.body().pixelSize()}
