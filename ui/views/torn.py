"""A record in a window of its own, to be read beside the register. Follows every change; closes with the main window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.theme.metrics import px
from ui.views.detail import DetailPane
from workbench.records.record import Ref
from workbench.services.details import REGISTER_OF

_WIDTH, _HEIGHT = 520, 640


class TornWindow(QWidget):
    """One record. Esc and Ctrl+W close it."""

    def __init__(self, context: Context, ref: Ref, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("window")
        self._ref, self._context = ref, context.of(self)
        self.pane = DetailPane(self._context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.pane.closed.connect(self.close)
        self.pane.edit_wanted.connect(self._edit)
        for keys in ("Esc", "Ctrl+W"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)
        context.events.changed.connect(self._follow)
        context.events.day_changed.connect(self._follow)
        self.resize(px(_WIDTH), px(_HEIGHT))
        self._follow()

    def _follow(self, _: object = None) -> None:
        """Show the record as it stands; close when it is gone."""
        self.pane.show_ref(self._ref)
        if self.pane.shown is None:
            self.close()
            return
        self.setWindowTitle(f"{self.pane.shown.code} – {self.pane.shown.title}")

    def _edit(self) -> None:
        from ui.forms.record_form import open_form

        open_form(self, self._context, self._ref.entity, self._ref.uid)


def tear_off(context: Context, ref: Ref, owner: QWidget) -> TornWindow | None:
    """Open the record in a window of its own, a little to the side of the owner's corner for each that is open."""
    if ref.entity not in REGISTER_OF:
        return None
    window = owner.window()
    torn = TornWindow(context, ref, window)
    step = px(28) * (1 + len(window.findChildren(TornWindow)))
    torn.move(window.geometry().topLeft().x() + step, window.geometry().topLeft().y() + step)
    torn.show()
    return torn
