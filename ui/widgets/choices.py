"""Check boxes, radio buttons, radio cards and switches, painted from the tokens."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ui.theme import fonts, theme
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import BODY, LABEL, RADIUS_CARD, RADIUS_INPUT, TypeStep
from ui.widgets.base import Themed, blank, box, focus_ring
from ui.widgets.labels import text_width
from ui.widgets.text_lines import broken, draw_lines

CHECK_SIDE = 16
_TEXT_GAP = 8
_LEAST_WRAPPED = 200
_LINE_FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextSingleLine


def paint_check(painter: QPainter, rect: QRectF, state: Qt.CheckState, enabled: bool = True) -> None:
    """A check box of any state filling the square `rect`."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(rect.topLeft(), _check(state, enabled, theme.current().name, rect.width(), ratio))


@lru_cache(maxsize=64)
def _check(state: Qt.CheckState, enabled: bool, _theme: str, side: float, ratio: float) -> QPixmap:
    """The box as a picture, drawn once in every theme."""
    rect, on = QRectF(0, 0, side, side), state != Qt.CheckState.Unchecked
    made = blank(rect, ratio)
    painter = QPainter(made)
    if not enabled:
        box(painter, rect, px(RADIUS_INPUT), "sunken", "strong")
    elif on:
        box(painter, rect, px(RADIUS_INPUT), "accent")
    else:
        box(painter, rect, px(RADIUS_INPUT), "surface", "control", 1.5)
    if on:
        unit = rect.width() / 16
        pen = QPen(color("on_accent" if enabled else "text3"), 2 * unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = ((4.2, 8.3), (6.9, 11), (11.8, 5.4)) if state == Qt.CheckState.Checked else ((4.4, 8.0), (11.6, 8.0))
        painter.drawPolyline(QPolygonF([QPointF(x * unit, y * unit) for x, y in points]))
    painter.end()
    return made


def paint_radio(painter: QPainter, rect: QRectF, on: bool, enabled: bool = True) -> None:
    """A radio mark filling the square `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = "strong" if not enabled else "accent" if on else "control"
    painter.setPen(QPen(color(edge), 1.5))
    painter.setBrush(color("surface"))
    painter.drawEllipse(rect.adjusted(0.75, 0.75, -0.75, -0.75))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent" if enabled else "text3"))
        painter.drawEllipse(rect.center(), rect.width() * 0.25, rect.width() * 0.25)
    painter.restore()


class _Marked(Themed):
    """Size and label of a mark followed by words."""

    def _hint(self: QAbstractButton) -> QSize:  # type: ignore[misc]
        words = self.text().replace("&", "")
        width = px(CHECK_SIDE) + (px(_TEXT_GAP) + text_width(self.font(), words) + px(2) if words else 0)
        return QSize(max(width, px(24)), px(24))

    def _mark_rect(self: QAbstractButton) -> QRectF:  # type: ignore[misc]
        side = px(CHECK_SIDE)
        left = 0.0 if self.text() else (self.width() - side) / 2
        return QRectF(left, (self.height() - side) / 2, side, side)

    def _paint_words(self: QAbstractButton, painter: QPainter) -> None:  # type: ignore[misc]
        painter.setFont(self.font())
        painter.setPen(color("text" if self.isEnabled() else "text3"))
        left = px(CHECK_SIDE) + px(_TEXT_GAP)
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), int(_LINE_FLAGS), self.text())


class CheckBox(_Marked, QCheckBox):
    """A check box; with `tristate` it can say “some”. Without label give an accessible name."""

    def __init__(
        self, label: str = "", checked: bool = False, tristate: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, parent)
        self.setTristate(tristate)
        self.setChecked(checked)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    def restyle(self) -> None:
        self.setFont(fonts.body())
        super().restyle()

    def sizeHint(self) -> QSize:
        return self._hint()

    def minimumSizeHint(self) -> QSize:
        return self._hint()

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark = self._mark_rect()
        paint_check(painter, mark, self.checkState(), self.isEnabled())
        self._paint_words(painter)
        if self.hasFocus():
            focus_ring(painter, mark.adjusted(-px(3), -px(3), px(3), px(3)), px(RADIUS_INPUT + 2))


class WrappedCheckBox(CheckBox):
    """A check box whose words go over several lines where one has no room."""

    def __init__(self, label: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(label, checked, parent=parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = len(self._lines(width))
        return px(24) + (lines - 1) * px(BODY.line)

    def sizeHint(self) -> QSize:
        whole = self._hint().width()
        width = min(whole, self.width()) if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else whole
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._hint().width(), px(_LEAST_WRAPPED)), px(24))

    def _lines(self, width: int) -> list[str]:
        return broken(self.text(), self.font(), width - px(CHECK_SIDE) - px(_TEXT_GAP))

    def _mark_rect(self) -> QRectF:
        side = px(CHECK_SIDE)
        return QRectF(0, (px(24) - side) / 2, side, side)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setPen(color("text" if self.isEnabled() else "text3"))
        at = QPointF(px(CHECK_SIDE) + px(_TEXT_GAP), (px(24) - px(BODY.line)) / 2)
        draw_lines(painter, at, self._lines(self.width()), self.font(), px(BODY.line))


class Radio(_Marked, QRadioButton):
    """A radio button."""

    def __init__(self, label: str = "", checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.setChecked(checked)
        self.follow_theme()

    def restyle(self) -> None:
        self.setFont(fonts.body())
        super().restyle()

    def sizeHint(self) -> QSize:
        return self._hint()

    def minimumSizeHint(self) -> QSize:
        return self._hint()

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark = self._mark_rect()
        paint_radio(painter, mark, self.isChecked(), self.isEnabled())
        self._paint_words(painter)
        if self.hasFocus():
            focus_ring(painter, mark.adjusted(-px(3), -px(3), px(3), px(3)), px(CHECK_SIDE))


class Switch(Themed, QAbstractButton):
    """An on/off switch, 36 x 20. Give it an accessible name, or a label beside it as buddy."""

    def __init__(self, name: str = "", checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(px(36), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        track = QRectF(0, (self.height() - px(20)) / 2, px(36), px(20))
        on = self.isChecked()
        if not self.isEnabled():
            box(painter, track, track.height() / 2, "sunken", "strong")
        elif on:
            box(painter, track, track.height() / 2, "accent")
        else:
            box(painter, track, track.height() / 2, "surface", "control", 1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("on_accent" if on and self.isEnabled() else "control"))
        x = track.right() - px(10) if on else track.left() + px(10)
        painter.drawEllipse(QPointF(x, track.center().y()), px(5.5), px(5.5))
        if self.hasFocus():
            ring = track.adjusted(-px(3), -px(2), px(3), px(2)).intersected(QRectF(self.rect()))
            focus_ring(painter, ring, ring.height() / 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class RadioCard(Themed, QRadioButton):
    """A choice as a card: heading, one or more lines below, a remark at the right.

    Cards with the same parent exclude each other and answer to the arrow keys. `small_heading` is the 12 px
    form of the three-way choice, where the value is the larger text.
    """

    def __init__(
        self,
        heading: str,
        detail: str = "",
        remark: str = "",
        small_heading: bool = False,
        checked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(heading, parent)
        self._detail, self._remark, self._small = detail, remark, small_heading
        self.setAccessibleName(". ".join(part for part in (heading, detail, remark) if part))
        self.setChecked(checked)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self._share_stop)
        self.follow_theme()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_stop()

    def _share_stop(self, _on: bool = False) -> None:
        """Tab comes to the card that is chosen; the arrow keys go on from there."""
        parent = self.parentWidget()
        cards = [card for card in parent.children() if isinstance(card, RadioCard)] if parent is not None else [self]
        chosen = any(card.isChecked() for card in cards)
        for card in cards:
            stops = card.isChecked() or not chosen
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def detail(self) -> str:
        """The text below the heading."""
        return self._detail

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return px(12) + px(18) + px(2) + self._detail_height(width) + px(11)

    def sizeHint(self) -> QSize:
        return QSize(px(200), self.heightForWidth(px(200) if self.width() < px(60) else self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(42))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def restyle(self) -> None:
        if self.isVisible():
            self._refit()
        super().restyle()

    def _refit(self) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        on = self.isChecked()
        fill = "tint" if on else "hover" if self.underMouse() else "surface"
        box(painter, rect, px(RADIUS_CARD), fill, "accent" if on else "strong", px(2) if on else 1)
        side = px(CHECK_SIDE)
        mark = QRectF(px(13), px(12) + (px(18) - side) / 2, side, side)
        paint_radio(painter, mark, on, self.isEnabled())
        self._paint_heading(painter, mark.right() + px(5), on)
        left = px(13) if self._small else int(mark.right()) + px(5)
        painter.setPen(color("text" if self._small else "text2"))
        lines = self._detail_lines(self.width())
        draw_lines(painter, QPointF(left, px(31)), lines, self._detail_font(), px(self._detail_step().line))
        if self.hasFocus():
            focus_ring(painter, rect.adjusted(px(3), px(3), -px(3), -px(3)), px(5))

    def _paint_heading(self, painter: QPainter, left: float, on: bool) -> None:
        right = self.width() - px(13)
        line = QRectF(left, px(12), right - left, px(18))
        if self._remark:
            painter.setFont(fonts.caption())
            painter.setPen(color("text2"))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._remark)
        painter.setFont(fonts.label(600 if on else 500) if self._small else fonts.body(600))
        painter.setPen(color("accent" if on else "text2" if self._small else "text"))
        painter.drawText(line, int(_LINE_FLAGS), self.text())

    def _detail_step(self) -> TypeStep:
        return BODY if self._small else LABEL

    def _detail_font(self) -> QFont:
        return fonts.of(self._detail_step(), 400)

    def _detail_lines(self, width: int) -> list[str]:
        left = px(13) if self._small else px(13 + CHECK_SIDE + 5)
        return broken(self._detail or " ", self._detail_font(), width - left - px(12))

    def _detail_height(self, width: int) -> int:
        return len(self._detail_lines(width)) * px(self._detail_step().line)
