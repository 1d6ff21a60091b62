"""The right end of the menu bar: search in everything, and the reporting period in hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ui.shell.global_search import GlobalSearch
from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.buttons import LinkButton
from workbench.messages import text
from workbench.values.periods import Period

_OFFERED = 6


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
