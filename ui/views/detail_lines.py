"""Lines inside the tabs of the detail pane: a record that belongs to the one shown, and an act of its history."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.models.due import DueLook, due_look
from ui.theme import fonts, shapes, status
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_BUTTON
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.buttons import LinkButton
from ui.widgets.delegates_base import draw_line
from ui.widgets.labels import ElidedLabel, Label, ShapeMark, text_width
from ui.widgets.labels import Line as Rule
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.details import HistoryLine, Line
from workbench.values.dates import format_date

_SHOWN_CHANGES = 6


class RecordLine(Themed, QAbstractButton):
    """Code and status over the title, with the deadline at the right; opens the record."""

    opened = Signal(object)

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.opened.emit(line.ref))
        self.setToolTip(line.title)
        self.follow_theme()

    def restyle(self) -> None:
        line = self._line
        due = due_look(line.due_status).full if line.due_status else ""
        words = line.status_word or (status.word(line.status) if line.status else "")
        self.setAccessibleName(", ".join(filter(None, (line.code, line.title, line.meta, words, due))))
        self.setFixedHeight(px(60 if line.meta else 44))
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(200), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, px(RADIUS_BUTTON), "hover" if self.underMouse() else "surface", "border")
        inner = self.rect().adjusted(px(10), px(5), -px(10), -px(5))
        self._paint_head(painter, QRect(inner.left(), inner.top(), inner.width(), px(17)))
        title = QRect(inner.left(), inner.top() + px(17), inner.width(), px(18))
        draw_line(painter, title, self._line.title, fonts.body(500), "text")
        if self._line.meta:
            meta = QRect(inner.left(), inner.top() + px(34), inner.width(), px(16))
            draw_line(painter, meta, self._line.meta, fonts.label(400), "text2")
        if self.hasFocus():
            focus_ring(painter, rect, px(RADIUS_BUTTON))

    def _paint_head(self, painter: QPainter, room: QRect) -> None:
        line = self._line
        used = draw_line(painter, room, line.code, fonts.label(400, tabular=True), "text2")
        look = status.LOOKS.get(line.status)
        left = room.left() + used + px(10)
        if look is not None:
            mark = QRectF(left, room.center().y() - px(5), px(11), px(11))
            shapes.draw(painter, mark, look.shape, color(look.ink), color("surface"))
            rest = QRect(int(mark.right()) + px(5), room.top(), px(140), room.height())
            draw_line(painter, rest, line.status_word or status.word(line.status), fonts.label(), look.ink)
        if line.due is not None and line.due_status is not None:
            due = due_look(line.due_status)
            ink = status.LOOKS[due.status].ink if due.status else "text2"
            words = " · ".join(filter(None, (format_date(line.due), due.words)))
            draw_line(painter, room, words, fonts.label(400, tabular=True), ink, Qt.AlignmentFlag.AlignRight)


class DueLine(QWidget):
    """A deadline and how it stands: in full words where there is room, else in short ones with the rest as a tip."""

    def __init__(self, day: date, look: DueLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        self._date = Label(format_date(day), tabular=True)
        row.addWidget(self._date)
        if look.status:
            shape = status.LOOKS[look.status]
            self._words = ElidedLabel(look.full, "label", shape.ink)
            row.addWidget(ShapeMark(shape.shape, shape.ink, 12))
            row.addWidget(self._words)
        row.addStretch(1)
        self.setToolTip(look.full)
        self.setAccessibleName(" ".join(filter(None, (format_date(day), look.full))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._look.status:
            used = self._date.sizeHint().width() + 2 * px(6) + px(12)
            fits = used + text_width(self._words.font(), self._look.full) <= self.width()
            self._words.setText(self._look.full if fits else self._look.words)


class HistoryEntry(QWidget):
    """Who did what, when and from where; fields with their values before and after; undo where it is possible."""

    undo_wanted = Signal(int)

    def __init__(self, entry: HistoryLine, may_undo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        head = QHBoxLayout()
        head.addWidget(Paragraph(entry.what, "body", weight=600), 1)
        if may_undo and (entry.can_undo or entry.can_redo):
            way = "undo" if entry.can_undo else "redo"
            undo = LinkButton(text(f"detail.{way}_ask"), f"{way}-2")
            undo.setAccessibleName(text(f"detail.{way}_name", what=entry.what))
            undo.clicked.connect(lambda: self.undo_wanted.emit(entry.number))
            head.addWidget(undo)
        column.addLayout(head)
        when = f"{entry.at:%H:%M, %d/%m/%Y}"
        words = " · ".join(filter(None, (when, entry.actor, entry.source)))
        column.addWidget(Paragraph(words, "label", "text2", weight=400))
        if entry.lines:
            column.addSpacing(px(4))
        for line in entry.lines[:_SHOWN_CHANGES]:
            column.addWidget(Paragraph(line, "label", weight=400, max_lines=3))
        more = len(entry.lines) - _SHOWN_CHANGES
        if more > 0:
            column.addWidget(Label(text("detail.more_changes", n=more), "label", "text2", weight=400))
        column.addSpacing(px(8))
        column.addWidget(Rule())
