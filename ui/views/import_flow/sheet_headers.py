"""Edges of the sheet view: row tags with row numbers, column letters, the corner between them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.views.import_flow.corrections import SKIP, can_move_edge, moved_edge
from ui.views.import_flow.sheet_model import SheetModel
from ui.widgets.base import Themed
from ui.widgets.delegates_base import draw_line, width_of
from workbench.exchange.recognised import BandKind
from workbench.messages import text

ROW_HEIGHT = 24
LETTERS_HEIGHT = 20
_GRIP = 4  # px above and below an edge in which it is taken hold of
_TAG_PAD, _LEAST_TAG, _LEAST_NUMBER = 12, 72, 30
_INKS = {"heading": "accent", "group": "plum"}
_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


class RowHeader(Themed, QHeaderView):
    """The word for what each row is taken for, and its number in the file.

    Rows are chosen by dragging over their words; a band is made longer or shorter by dragging its edge.
    `stood_on(place, extending)`; `edge_moved(rows, kind)` when an edge is let go.
    """

    stood_on = Signal(int, bool)
    edge_moved = Signal(object, str)

    def __init__(self, sheet: SheetModel, with_tags: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._sheet, self._with_tags = sheet, with_tags
        self._tag_width = self._number_width = 0
        self._edge = self._to = -1  # edge held by the mouse, and where it would go
        self._choosing = False
        self.chosen: range = range(0)
        self.setMouseTracking(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.follow_theme()

    def refit(self) -> None:
        """Make room for the longest word and number of the sheet."""
        sheet = self._sheet.sheet
        kinds = {sheet.kind(row) for row in sheet.rows} if sheet and self._with_tags else set()
        font = fonts.caption(500)
        widest = max((width_of(font, text(f"importing.band_{kind}")) for kind in kinds), default=0)
        self._tag_width = max(px(_LEAST_TAG), widest + px(_TAG_PAD + 4)) if self._with_tags else 0
        last = str(sheet.rows[-1]) if sheet and sheet.rows else ""
        self._number_width = max(px(_LEAST_NUMBER), width_of(fonts.caption(tabular=True), last) + px(14))
        self.setFixedWidth(self._tag_width + self._number_width)

    def restyle(self) -> None:
        self.setMinimumSectionSize(px(ROW_HEIGHT))
        self.setDefaultSectionSize(px(ROW_HEIGHT))
        self.refit()
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(self._tag_width + self._number_width, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        sheet = self._sheet.sheet
        if sheet is None or logicalIndex >= len(sheet.rows):
            return
        row = sheet.rows[logicalIndex]
        tags = QRect(rect.left(), rect.top(), self._tag_width, rect.height())
        numbers = QRect(rect.left() + self._tag_width, rect.top(), self._number_width, rect.height())
        lit = logicalIndex in self.chosen or row in self._would_change()[0]
        painter.fillRect(tags, color("tint" if lit else "window"))
        if self._with_tags:
            changed, become = self._would_change()
            kind = become if row in changed else sheet.kind(row)
            words = text(f"importing.band_{kind}") if row in changed else self._sheet.tag(logicalIndex)
            room = tags.adjusted(px(_TAG_PAD), 0, 0, -1)
            draw_line(painter, room, words, fonts.caption(500), _INKS.get(kind, "text2"))
            if logicalIndex + 1 == (self._to if self._edge >= 0 else -1):
                painter.fillRect(tags.left(), rect.bottom() - 1, rect.width(), 2, color("accent"))
        painter.fillRect(numbers, color("sunken"))
        painter.fillRect(numbers.left(), numbers.bottom(), numbers.width(), 1, color("border"))
        painter.fillRect(numbers.right(), numbers.top(), 1, numbers.height(), color("border"))
        token = "text" if row == sheet.lit else "text2"
        draw_line(painter, numbers.adjusted(0, 0, -px(9), -1), str(row), fonts.caption(tabular=True), token, _RIGHT)

    # choosing rows, moving edges

    def _would_change(self) -> tuple[tuple[int, ...], BandKind]:
        sheet = self._sheet.sheet
        if sheet is None or self._edge < 0 or self._to == self._edge:
            return (), SKIP
        return moved_edge(sheet, self._edge, self._to)

    def edge_at(self, y: int) -> int:
        """The edge near a height that can be moved: the place below it; -1 when there is none."""
        sheet, place = self._sheet.sheet, self.logicalIndexAt(y)
        if sheet is None or place < 0 or not self._with_tags:
            return -1
        top = self.sectionViewportPosition(place)
        near = px(_GRIP)
        edge = place if y - top <= near else place + 1 if top + self.sectionSize(place) - y <= near else -1
        return edge if edge > 0 and can_move_edge(sheet, edge) else -1

    def _boundary(self, y: int) -> int:
        """The place whose upper edge is nearest to a height."""
        sheet, place = self._sheet.sheet, self.logicalIndexAt(y)
        if place < 0:
            return 0 if y < 0 or sheet is None else len(sheet.rows)
        middle = self.sectionViewportPosition(place) + self.sectionSize(place) // 2
        return place + (y > middle)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._with_tags:
            return
        y = event.position().toPoint().y()
        self._edge = self._to = self.edge_at(y)
        if self._edge < 0 and (place := self.logicalIndexAt(y)) >= 0:
            self._choosing = True
            self.stood_on.emit(place, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        y = event.position().toPoint().y()
        if self._edge >= 0:
            self._to = self._boundary(y)
            self.viewport().update()
        elif self._choosing and (place := self.logicalIndexAt(y)) >= 0:
            self.stood_on.emit(place, True)
        elif not event.buttons():
            shape = Qt.CursorShape.SplitVCursor if self.edge_at(y) >= 0 else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        rows, kind = self._would_change()
        self._edge = self._to = -1
        self._choosing = False
        self.viewport().update()
        if rows:
            self.edge_moved.emit(rows, kind)

    def show_chosen(self, chosen: range) -> None:
        """Tint the places of the view that are chosen."""
        self.chosen = chosen
        self.viewport().update()


class LetterHeader(Themed, QHeaderView):
    """A, B, C over the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(px(24))
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedHeight(px(LETTERS_HEIGHT))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        ground = self.viewport().rect()
        painter.fillRect(ground, color("sunken"))
        painter.fillRect(ground.left(), ground.bottom(), ground.width(), 1, color("strong"))
        painter.end()
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.fillRect(rect, color("sunken"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color("strong"))
        letters = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        draw_line(painter, rect.adjusted(0, 0, 0, -1), letters, fonts.caption(500), "text2", _CENTRE)


class Corner(QWidget):
    """The empty square where the headers meet."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("sunken"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, color("strong"))
