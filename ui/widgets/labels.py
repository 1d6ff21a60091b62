"""Text on a page: labels of the type scale, elided lines, key hints. Always plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import BODY, CAPTION, FIGURE, LABEL, SECTION, SHAPE, TITLE, TypeStep
from ui.widgets.base import Themed

if TYPE_CHECKING:
    from ui.theme.shapes import Shape

Role = Literal["caption", "label", "body", "section", "title", "figure"]
STEPS: dict[Role, TypeStep] = {
    "caption": CAPTION,
    "label": LABEL,
    "body": BODY,
    "section": SECTION,
    "title": TITLE,
    "figure": FIGURE,
}


class Label(Themed, QLabel):
    """A plain-text label: `role` of the type scale, `token` colour, `weight` if not that of the role."""

    def __init__(
        self,
        content: str = "",
        role: Role = "body",
        token: str = "text",
        weight: int | None = None,
        tabular: bool = False,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._step, self._token, self._weight, self._tabular = STEPS[role], token, weight, tabular
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(content)
        self.follow_theme()

    def set_token(self, token: str) -> None:
        """Change the colour."""
        self._token = token
        self.restyle()

    def restyle(self) -> None:
        self.setFont(fonts.of(self._step, self._weight, self._tabular))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, color(self._token))
        self.setPalette(palette)
        if not self.wordWrap():
            self.setMinimumHeight(px(self._step.line))
        super().restyle()


class SectionLabel(Label):
    """Small heading above a group of controls or inside a card: 12 px semi-bold, second text colour."""

    def __init__(self, content: str = "", token: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(content, "label", token, weight=600, parent=parent)


class ElidedLabel(Themed, QWidget):
    """One line that ends in “…” when there is no room; the tool tip then has all of it."""

    def __init__(
        self,
        content: str = "",
        role: Role = "body",
        token: str = "text",
        weight: int | None = None,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._content, self._step, self._token = content, STEPS[role], token
        self._weight, self._tabular = weight, tabular
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(content)
        self.follow_theme()

    def text(self) -> str:
        """The whole text."""
        return self._content

    def setText(self, content: str) -> None:
        """Show another text."""
        self._content = content
        self.setAccessibleName(content)
        self._tip()
        self.updateGeometry()
        self.update()

    def set_token(self, token: str) -> None:
        """Change the colour."""
        self._token = token
        self.update()

    def is_elided(self) -> bool:
        """Whether something is cut off at the present width."""
        return self.fontMetrics().horizontalAdvance(self._content) > self.width()

    def restyle(self) -> None:
        self.setFont(fonts.of(self._step, self._weight, self._tabular))
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._content) + 1, px(self._step.line))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") + 1, px(self._step.line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tip()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(color(self._token if self.isEnabled() else "text3"))
        shown = self.fontMetrics().elidedText(self._content, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _tip(self) -> None:
        self.setToolTip(self._content if self.is_elided() else "")


class KeyHint(Themed, QLabel):
    """A key in a small box, as “Ctrl+F” at the end of a search field."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setObjectName("keyhint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.follow_theme()

    def restyle(self) -> None:
        self.setFont(fonts.caption(500))
        self.setFixedHeight(px(18))
        super().restyle()


class ShapeMark(Themed, QWidget):
    """A status shape alone, for use beside text that says the same: in the middle of a line so many design px high."""

    def __init__(
        self, shape: Shape, token: str, size: int = SHAPE, line: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shape, self._token, self._size, self._line = shape, token, size, max(line, size)
        self.follow_theme()

    def set_mark(self, shape: Shape, token: str) -> None:
        """Show another shape or colour."""
        self._shape, self._token = shape, token
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(px(self._size), px(self._line))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        from ui.theme import shapes

        painter, side = QPainter(self), px(self._size)
        room = QRectF(0, (self.height() - side) // 2, side, side)
        shapes.draw(painter, room, self._shape, color(self._token), color("surface"))


class Swatch(Themed, QWidget):
    """A small square in the colour of a series."""

    def __init__(self, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedSize(px(9), px(9))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color(self._token))


class Line(QFrame):
    """A 1 px line between parts."""

    def __init__(self, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("line")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


def text_width(font: QFont, content: str) -> int:
    """Width of one line in px, rounded up."""
    return QFontMetrics(font).horizontalAdvance(content)
