"""Label and value rows: how a record is read in the detail pane."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph


class KeyValues(Themed, QWidget):
    """Rows of label and value; values wrap and can be copied from their context menu."""

    def __init__(self, label_width: int = 116, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_width = label_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self.follow_theme()

    def clear(self) -> None:
        """Take all rows away."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add(self, label: str, value: str | QWidget) -> QWidget:
        """Add a row; a text becomes a paragraph. Gives the value widget."""
        row = self._grid.rowCount() if self._grid.count() else 0
        name = Label(label, "label", "text2", weight=400)
        name.setMinimumHeight(px(20))
        shown = value if isinstance(value, QWidget) else Paragraph(value)
        if not shown.accessibleName() or isinstance(value, str):
            shown.setAccessibleName(f"{label}: {value}" if isinstance(value, str) else label)
        name.setBuddy(shown)
        side = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, row, 0, side)
        if isinstance(value, str):
            self._grid.addWidget(shown, row, 1)
        else:
            self._grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return shown

    def restyle(self) -> None:
        self._grid.setColumnMinimumWidth(0, px(self._label_width))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        super().restyle()
