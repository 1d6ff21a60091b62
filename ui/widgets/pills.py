"""Pills: facet filters with a count, and choice of one among a few."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import fonts, icons, theme
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_PILL, RADIUS_PILL
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.labels import text_width
from workbench.messages import text

_CHEVRON, _APART = 14, 6


class Pill(Themed, QAbstractButton):
    """A rounded button 28 px high; tinted while it is checked."""

    def __init__(self, label: str = "", arrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrow = arrow
        self.setText(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    def is_active(self) -> bool:
        """Whether it is shown tinted."""
        return self.isChecked()

    def shown_text(self) -> str:
        """The words on it."""
        return self.text()

    def trailing_icon(self) -> str:
        """Name of the icon at the end, if there is an arrow."""
        return "chevron-down"

    def restyle(self) -> None:
        self.setFont(fonts.label())
        self.setFixedHeight(px(HEIGHT_PILL))
        super().restyle()

    def sizeHint(self) -> QSize:
        font = fonts.label(600 if self.is_active() else 500)
        width = text_width(font, self.shown_text()) + px(2 * (14 if self._arrow else 11))
        return QSize(width + (px(_CHEVRON + 1) if self._arrow else 0), px(HEIGHT_PILL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (opens and self._arrow):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        active = self.is_active()
        if theme.prints() and not active:
            return  # what is chosen is told on paper, what could be is not
        painter = QPainter(self)
        fill = "tint" if active else "hover" if self.underMouse() and self.isEnabled() else "surface"
        rect = QRectF(self.rect())
        box(painter, rect, px(RADIUS_PILL), fill, "tint_border" if active else "strong")
        token = "text3" if not self.isEnabled() else "accent" if active else "text"
        painter.setFont(fonts.label(600 if active else 500))
        painter.setPen(color(token))
        left = px(14 if self._arrow else 11)
        room = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.shown_text())
        if self._arrow:
            picture = icons.pixmap(
                self.trailing_icon(), "accent" if active else "text2", _CHEVRON, self.devicePixelRatioF()
            )
            at = QPointF(self.width() - px(11) - px(_CHEVRON), (self.height() - px(_CHEVRON)) / 2)
            painter.drawPixmap(at, picture)
        if self.hasFocus():
            focus_ring(painter, rect, px(RADIUS_PILL))


class FilterPill(Pill):
    """A facet of the filter bar: “Lĩnh vực”, or “Lĩnh vực: 3 ×” while it narrows.

    `opened` asks for the popup (click, Enter, Alt+Down); `cleared` comes from a click on the cross or Delete.
    """

    opened = Signal()
    cleared = Signal()

    def __init__(self, label: str, count: int = 0, parent: QWidget | None = None) -> None:
        self._count = count
        self._words = ""
        super().__init__(label, arrow=True, parent=parent)
        self._on_cross = False
        self.clicked.connect(self._decide)
        self._name()

    def set_count(self, count: int, words: str = "") -> None:
        """How many values are chosen; `words` may name the one value instead (“Lĩnh vực: Giao thông”)."""
        self._count, self._words = count, words
        self._name()
        self.updateGeometry()
        self.update()

    def count(self) -> int:
        """How many values are chosen."""
        return self._count

    def is_active(self) -> bool:
        return self._count > 0

    def shown_text(self) -> str:
        if not self._count:
            return self.text()
        return text("kit.facet_active", label=self.text(), value=self._words or text("kit.number", count=self._count))

    def event(self, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if pressed and self._count and event.key() == Qt.Key.Key_Delete:  # type: ignore[attr-defined]
            event.accept()  # here it clears the filter
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._count and event.key() == Qt.Key.Key_Delete:
            self.cleared.emit()
            return
        super().keyPressEvent(event)

    def trailing_icon(self) -> str:
        return "x" if self._count else "chevron-down"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._on_cross = self._count > 0 and event.position().x() > self.width() - px(32)
        super().mousePressEvent(event)

    def _decide(self) -> None:
        on_cross, self._on_cross = self._on_cross, False
        (self.cleared if on_cross else self.opened).emit()

    def _name(self) -> None:
        self.setAccessibleName(self.shown_text())
        self.setToolTip(text("kit.facet_clear_hint") if self._count else "")


class ChoicePills(Themed, QWidget):
    """One choice of a few, all visible: “Sáng  Tối  Theo máy”, in several lines where one has no room.

    `chosen` gives the key.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], current: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._pills: dict[str, Pill] = {}
        for key, label in choices:
            pill = _KeyPill(key, label, self)
            pill.setCheckable(True)
            pill.setAutoExclusive(True)
            pill.setChecked(key == current)
            pill.chosen.connect(self.chosen)
            self._pills[key] = pill
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow_theme()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        wide = sum(pill.sizeHint().width() + px(_APART) for pill in self._pills.values()) - px(_APART)
        room = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else wide
        return QSize(wide, self.heightForWidth(min(wide, room)))

    def minimumSizeHint(self) -> QSize:
        widest = max((pill.sizeHint().width() for pill in self._pills.values()), default=0)
        return QSize(widest, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for pill, place in zip(self._pills.values(), self._places(self.width()), strict=True):
            pill.setGeometry(place)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _places(self, width: int) -> list[QRect]:
        """Where each pill stands: from the left, in as many lines as the width asks for."""
        found, x, y = [], 0, 0
        for pill in self._pills.values():
            size = pill.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + px(_APART)
            found.append(QRect(QPoint(x, y), size))
            x += size.width() + px(_APART)
        return found

    def current(self) -> str:
        """Key of the choice, or an empty text."""
        return next((key for key, pill in self._pills.items() if pill.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose without a signal."""
        self._pills[key].setChecked(True)


class _KeyPill(Pill):
    chosen = Signal(str)

    def __init__(self, key: str, label: str, parent: QWidget) -> None:
        super().__init__(label, parent=parent)
        self._key = key
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.chosen.emit(self._key)
