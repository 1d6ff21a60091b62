"""The commitments tab of an agreement: where it stands as a whole, then its commitments along a line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.models.due import due_look
from ui.theme import fonts, shapes, status
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_BUTTON
from ui.widgets.base import Themed, focus_ring
from ui.widgets.buttons import Button
from ui.widgets.delegates import paint_bar
from ui.widgets.delegates_base import draw_line, width_of
from ui.widgets.labels import Label, Line
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.progress import Commitment, Progress
from workbench.values.dates import format_date
from workbench.values.percent import format_percent

_TONES = {"done": "green", "late": "red", "soon": "amber", "closed": "grey"}
_BEHIND = 0.15  # the share of the work may lag the share of the time by so much before it is said


class ProgressHead(QWidget):
    """Share done, time elapsed and late commitments as figures; the act that updates them, below where it is narrow."""

    update_wanted = Signal()

    def __init__(self, progress: Progress, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._figures = QWidget()
        self._button: Button | None = None
        self._beside = True
        row = QHBoxLayout(self._figures)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        late = text("progress.of", n=progress.late, total=progress.total)
        done = text("progress.of", n=progress.done, total=progress.total)
        figures = [
            ("progress.share", _share(progress.share), "text"),
            ("progress.elapsed", _share(progress.elapsed), "text"),
            ("progress.late", late, "red") if progress.late else ("progress.done", done, "text"),
        ]
        for key, words, token in figures:
            row.addLayout(_figure(text(key), words, token))
        row.addStretch(1)
        self._grid.addWidget(self._figures, 0, 0)
        if may_write:
            self._button = Button(text("progress.update"), "primary", small=True)
            self._button.clicked.connect(self.update_wanted)
            self._grid.addWidget(self._button, 0, 1, Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._figures.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._button is None:
            return
        needed = self._figures.sizeHint().width() + px(12) + self._button.sizeHint().width()
        beside = needed <= self.width()
        if beside != self._beside:
            self._beside = beside
            self._grid.removeWidget(self._button)
            side = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(self._button, 0 if beside else 1, 1 if beside else 0, side)


def is_behind(progress: Progress) -> bool:
    """Whether the work lags the time by more than a little."""
    return progress.share is not None and progress.elapsed is not None and progress.elapsed - progress.share > _BEHIND


def _figure(label: str, words: str, token: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Label(label, "label", "text2", weight=400))
    figure = Label(words, "title", token, tabular=True)
    figure.setAccessibleName(f"{label}: {words}")
    column.addWidget(figure)
    return column


def _share(share: float | None) -> str:
    return text("progress.unknown") if share is None else format_percent(share, 0)


class CommitmentLine(Themed, QAbstractButton):
    """One commitment on the line: its shape, title, who and by when, and a bar. A click updates it."""

    chosen = Signal(str)

    def __init__(self, place: int, commitment: Commitment, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commitment, self._last = commitment, last
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(commitment.title)
        percent = "" if commitment.percent is None else format_percent(commitment.percent / 100, 0)
        words = (commitment.who, status.word(commitment.status), self.due_words(), percent)
        self.setAccessibleName(", ".join(filter(None, (f"{place}. {commitment.title}", *words))))
        self.clicked.connect(lambda: self.chosen.emit(commitment.ref.uid))
        self.follow_theme()

    def due_words(self) -> str:
        """By when, and how that stands."""
        line = self._commitment
        if line.status == "done":
            return text("progress.settled")
        if line.due is None:
            return line.due_text
        late = due_look(line.due_status).words
        if late:
            return text("progress.due_late", date=format_date(line.due), late=late.lower())
        return text("progress.due", date=format_date(line.due))

    def restyle(self) -> None:
        self.setFixedHeight(px(54))
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(54))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), color("hover"))
        self._paint_mark(painter)
        self._paint_words(painter, self.rect().adjusted(px(26), px(1), -px(2), 0))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), px(RADIUS_BUTTON))

    def _paint_mark(self, painter: QPainter) -> None:
        look = status.LOOKS[self._commitment.status]
        mark = QRectF(px(1), px(6), px(14), px(14))
        if not self._last:
            painter.setPen(QPen(color("strong"), 1))
            x = mark.center().x()
            painter.drawLine(QPointF(x, mark.bottom() + px(4)), QPointF(x, self.height()))
        shapes.draw(painter, mark, look.shape, color(look.ink), color("surface"))

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        line = self._commitment
        draw_line(painter, QRect(room.left(), room.top(), room.width(), px(22)), line.title, fonts.body(500), "text")
        second = QRect(room.left(), room.top() + px(21), room.width(), px(16))
        due, font = self.due_words(), fonts.label(400, tabular=True)
        ink = status.LOOKS[line.status].ink if line.status in ("late", "soon") else "text2"
        draw_line(painter, second, due, font, ink, Qt.AlignmentFlag.AlignRight)
        who = QRect(second.left(), second.top(), second.width() - width_of(font, due) - px(12), second.height())
        draw_line(painter, who, line.who, fonts.label(400), "text2")
        ground = QRectF(room.left(), room.top() + px(40), room.width(), px(4))
        paint_bar(painter, ground, (line.percent or 0) / 100, _TONES.get(line.status, "ink"))


def fill(progress: Progress, may_write: bool, add: Callable[[QWidget], object], report: Callable[[str], object]) -> None:
    """Add the parts of the tab; `report(uid)` is asked for with the commitment to update, "" for the first open."""
    head = ProgressHead(progress, may_write)
    head.update_wanted.connect(lambda: report(_first_open(progress)))
    add(head)
    if is_behind(progress):
        add(Paragraph(text("progress.behind"), "label", "amber"))
    add(Line())
    holder = QWidget()
    lines = QVBoxLayout(holder)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)  # the line that joins the marks runs through
    for place, commitment in enumerate(progress.commitments, start=1):
        line = CommitmentLine(place, commitment, place == len(progress.commitments))
        line.setEnabled(may_write)
        line.chosen.connect(report)
        lines.addWidget(line)
    add(holder)


def _first_open(progress: Progress) -> str:
    """The commitment most likely to be reported on: a late one first, then the first that is open."""
    late = [line for line in progress.commitments if line.status == "late"]
    still = [line for line in progress.commitments if line.status not in ("done", "closed")]
    chosen = (late or still or list(progress.commitments))[0]
    return chosen.ref.uid
