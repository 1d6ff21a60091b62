"""Rows of a plain table with the line below each that every table of the window has."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.widgets.base import hairline


class RuledRows(QStyledItemDelegate):
    """`total`: the last row is the sum of the others and stands below a stronger line."""

    def __init__(self, total: bool = False) -> None:
        super().__init__()
        self._total = total

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().paint(painter, option, index)
        last = index.model().rowCount() - 1
        strong = self._total and index.row() == last - 1
        hairline(painter, option.rect, "control" if strong else "border")
