"""The first row of the window: menus, search in everything, and the reporting period in hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QSizePolicy, QWidget

from ui.shell.global_search import GlobalSearch
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed
from ui.widgets.buttons import LinkButton
from workbench.messages import text
from workbench.values.periods import Period

_OFFERED = 6


class TopBar(Themed, QWidget):
    """40 px: the menu bar at the left, whatever `set_corner` is given at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.menus.setStyleSheet("QMenuBar { border: none; }")  # the line is this bar's, at its own foot
        self.menus.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._corner: QWidget | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 1)
        self._row.setSpacing(0)
        self._row.addWidget(self.menus, 1)
        self.follow_theme()

    def set_corner(self, corner: QWidget) -> None:
        """Put a widget at the right in place of the one before."""
        if self._corner is not None:
            self._row.removeWidget(self._corner)
            self._corner.hide()
            self._corner.deleteLater()
        self._corner = corner
        self._row.addWidget(corner)

    def restyle(self) -> None:
        self.setFixedHeight(px(40))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, color("border"))


class Corner(Themed, QWidget):
    """Search field and period. `period_chosen(Period)` when the officer looks at another one."""

    period_chosen = Signal(object)

    def __init__(self, find: Callable[[str], object], keys: str, period: Period, window: QWidget) -> None:
        super().__init__()
        self.search = GlobalSearch(find, keys, window)
        self._period = period
        self._newest = period
        self._button = LinkButton("", "calendar", "text2")
        self._button.clicked.connect(self._offer)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.search)
        self._row.addWidget(self._button)
        self.set_period(period)
        self.follow_theme()

    def period(self) -> Period:
        """The period shown."""
        return self._period

    def set_period(self, period: Period) -> None:
        """Show a period."""
        self._period = period
        label = period.label()
        self._button.setText(label[:1].upper() + label[1:])
        self._button.setAccessibleName(text("shell.period", period=label))
        self._button.setToolTip(text("shell.period", period=label))

    def restyle(self) -> None:
        self.search.setFixedWidth(px(320))
        self._row.setContentsMargins(0, px(4), px(20), px(4))
        self._row.setSpacing(px(16))
        super().restyle()

    def _offer(self) -> None:
        menu = QMenu(self)
        period = self._newest.next()
        for _ in range(_OFFERED):
            action = menu.addAction(period.label())
            action.setCheckable(True)
            action.setChecked(period == self._period)
            action.triggered.connect(lambda _=False, chosen=period: self.period_chosen.emit(chosen))
            period = period.previous()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))
