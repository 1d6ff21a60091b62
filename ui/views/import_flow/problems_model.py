"""The list of findings as an item model, with the marks of its first column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.theme import shapes
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.theme import color
from ui.theme.tokens import SHAPE
from ui.views.import_flow.problems import ProblemLine
from ui.widgets.delegates_base import CellDelegate
from ui.widgets.roles import Role
from workbench.messages import text
from workbench.records.issues import Severity

Index = QModelIndex | QPersistentModelIndex
MARK, WHERE, WORDS, FOUND, FIX, ACT = range(6)
SHAPES: dict[Severity, tuple[Shape, str]] = {
    "stop": (Shape.ALERT, "red"),
    "check": (Shape.RING_ALERT, "amber"),
    "note": (Shape.INFO, "accent"),
}


class ProblemModel(QAbstractTableModel):
    """Findings in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ProblemLine, ...] = ()
        self.terse = False  # what the file says is not said again before what is suggested for it

    def show_lines(self, lines: Sequence[ProblemLine]) -> None:
        """Show these findings."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 6

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("", text("importflow.col_cell"), text("importflow.col_problem"), text("importflow.col_found"),
                text("importflow.col_fix"), "")[section]  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(line) if column == MARK else self._shown(line, column)
        if role == Role.TOKEN:
            return {WHERE: "text2", ACT: "accent" if line.act else "text2", FIX: "text2"}.get(column)
        if column == FIX and line.after:
            before = "" if self.terse else line.found
            return before if role == Role.BEFORE else line.after if role == Role.AFTER else None
        if column == MARK and role == Qt.ItemDataRole.ToolTipRole:
            return severity_word(line.severity)
        return None

    def _shown(self, line: ProblemLine, column: int) -> str:
        if column == FIX:
            return line.after or line.advice
        if column == ACT:
            return act_word(line)
        return ("", line.where, line.words, line.found)[column]


def severity_word(severity: Severity) -> str:
    """“chặn nhập”, “nên sửa”, “để biết”."""
    return text(f"importflow.severity_{severity}")


def act_word(line: ProblemLine) -> str:
    """The link at the end of a line, or what has been done by itself."""
    if line.act:
        return text(f"importflow.act_{line.act}")
    if line.severity == "note":
        return text("importflow.done_by_itself" if line.issue.fix else "importflow.to_know")
    return ""


def spoken(line: ProblemLine) -> str:
    """The whole line for a screen reader."""
    parts = [severity_word(line.severity), line.where, line.words, line.after or line.advice]
    return ", ".join(filter(None, parts))


class SeverityCell(CellDelegate):
    """Triangle, ring or disc: how grave a finding is, without colour."""

    height = 28

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        model = index.model()
        if not isinstance(model, ProblemModel):
            return
        shape, ink = SHAPES[model.lines[index.row()].severity]
        side = px(SHAPE)
        spot = QRectF(room.left() - px(4), room.top() + (room.height() - side) / 2, side, side)
        shapes.draw(painter, spot, shape, color(ink), color("surface"))

    def cell_width(self, index: Index) -> int:
        return px(SHAPE)
