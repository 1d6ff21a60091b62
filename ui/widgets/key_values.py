"""Label and value rows: how a record is read in the detail pane.

Lays its rows out itself: each is as high as the higher of its two texts at the present width, so that neither a
long label nor a long value can run into its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.paragraph import Paragraph

_COLUMN_GAP, _ROW_GAP = 12, 4
_LEAST_VALUE = 120
_WIDEST_LABEL, _LABEL_SHARE = 148, 0.36  # design px; of the width of the whole


class KeyValues(Themed, QWidget):
    """Rows of label and value; both wrap, values can be copied from their context menu. The labels' column is as wide
    as `label_width`, or as the longest of the labels that have room on one line; longer ones wrap and widen nothing.
    """

    def __init__(self, label_width: int = 116, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_width = label_width
        self._rows: list[tuple[Paragraph, QWidget]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow_theme()

    def clear(self) -> None:
        """Take all rows away."""
        for name, shown in self._rows:
            for widget in (name, shown):
                widget.hide()
                widget.deleteLater()
        self._rows.clear()
        self._fit()

    def add(self, label: str, value: str | QWidget) -> QWidget:
        """Add a row; a text becomes a paragraph. Gives the value widget."""
        name = Paragraph(label, "label", "text2", weight=400, parent=self)
        shown = value if isinstance(value, QWidget) else Paragraph(value)
        shown.setParent(self)
        if isinstance(value, str):
            shown.setAccessibleName(f"{label}: {value}")
        elif not shown.accessibleName():
            shown.setAccessibleName(label)
        self._rows.append((name, shown))
        if self.isVisible():
            name.show()
            shown.show()
            self._fit()
        else:
            self.updateGeometry()  # being shown, or given a size, fits all rows at once
        return shown

    def restyle(self) -> None:
        super().restyle()
        self._fit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rooms = list(self._places(width))
        return rooms[-1][1].bottom() + 1 if rooms else 0

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > px(self._label_width) else px(self._label_width) * 3
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(self._label_width + _COLUMN_GAP + _LEAST_VALUE), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put every row in its place, and hold the height they need."""
        wanted = 0
        for widget, room in self._places(self.width()):
            widget.setGeometry(room)
            wanted = room.bottom() + 1
        if self.minimumHeight() != wanted:
            self.setMinimumHeight(wanted)
        self.updateGeometry()

    def _places(self, width: int) -> Iterator[tuple[QWidget, QRect]]:
        """Widgets with their rooms, row by row; the value comes last in its row and is as high as the row."""
        side = self._label_room(width)
        left = side + px(_COLUMN_GAP)
        rest = max(px(_LEAST_VALUE), width - left)
        top = 0
        for name, shown in self._rows:
            line = px(20)
            label_height = name.heightForWidth(side)
            value_height, value_width = _size_in(shown, rest)
            # a label is set smaller than its value: one line of it stands in the middle of the value's first line
            drop = max(0, (line - px(16)) // 2)
            height = max(line, label_height + 2 * drop, value_height)
            yield name, QRect(0, top + drop, side, label_height)
            yield shown, QRect(left, top, value_width, height)
            top += height + px(_ROW_GAP)

    def _label_room(self, width: int) -> int:
        most = min(px(_WIDEST_LABEL), round(width * _LABEL_SHARE))
        fitting = (wide for name, _ in self._rows if (wide := name.sizeHint().width()) <= most)
        return max(px(self._label_width), *fitting, 0)


def _size_in(shown: QWidget, width: int) -> tuple[int, int]:
    """Height and width of a value that has so much room."""
    if shown.hasHeightForWidth():
        return shown.heightForWidth(width), width
    hint = shown.sizeHint()
    return hint.height(), min(hint.width(), width)
