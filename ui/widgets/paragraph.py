"""Running text of several lines, set with the line height of the type scale so that stacked marks have room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed
from ui.widgets.labels import STEPS, Role
from ui.widgets.text_lines import broken
from workbench.messages import text

_WIDTHS = 16  # widths whose lines are kept


class Paragraph(Themed, QWidget):
    """Wrapped plain text. Keeps the line breaks it is given; the context menu copies all of it.

    `max_lines` cuts after so many lines with “…”; the tool tip then has the rest. `middle`: in the middle of a row that
    is higher, as beside a button, not at its top.
    """

    def __init__(
        self,
        content: str = "",
        role: Role = "body",
        token: str = "text",
        weight: int | None = None,
        centred: bool = False,
        max_lines: int = 0,
        middle: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._content, self._step, self._token, self._weight = content, STEPS[role], token, weight
        self._centred, self._max_lines, self.middle = centred, max_lines, middle
        self._made_for: tuple[str, str] | None = None
        self._lines: dict[int, list[str]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(content)
        self.follow_theme()

    def text(self) -> str:
        """The whole text."""
        return self._content

    def setText(self, content: str) -> None:
        """Show another text."""
        self._content = content
        self.setAccessibleName(content)
        self._refit()
        self.updateGeometry()
        self.update()

    def set_token(self, token: str) -> None:
        """Change the colour."""
        self._token = token
        self.update()

    def restyle(self) -> None:
        self.setFont(fonts.of(self._step, self._weight))
        self._refit()
        super().restyle()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self._broken(width))) * px(self._step.line)

    def sizeHint(self) -> QSize:
        widest = max((self.fontMetrics().horizontalAdvance(line) for line in self._content.split("\n")), default=0)
        width = min(widest + 2, px(420))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(48), px(self._step.line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(text("kit.copy")).triggered.connect(lambda: QGuiApplication.clipboard().setText(self._content))
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(color(self._token if self.isEnabled() else "text3"))
        metrics = QFontMetricsF(self.font())
        line_height = px(self._step.line)
        lines = self._broken(self.width())
        top = (line_height - metrics.height()) / 2 + metrics.ascent()
        if self.middle:
            top += max(0, (self.height() - len(lines) * line_height) // 2)
        for number, line in enumerate(lines):
            spare = self.width() - metrics.horizontalAdvance(line)
            x = max(0.0, spare / 2) if self._centred else 0.0
            painter.drawText(QPointF(x, top + number * line_height), line)

    def _refit(self) -> None:
        """Hold the height that the present width needs; a layout alone would squeeze it."""
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized) and not self.isVisible():
            return
        wanted = self.heightForWidth(self.width())
        if self.minimumHeight() != wanted:
            self.setMinimumHeight(wanted)

    def _broken(self, width: int) -> list[str]:
        """The text in lines that fit, at word boundaries; layouts ask for the same width again and again."""
        made_for = (self._content, self.font().key())
        if self._made_for != made_for:
            self._made_for = made_for
            self._lines.clear()
        if width not in self._lines:
            if len(self._lines) >= _WIDTHS:
                self._lines.clear()
            self._lines[width] = self._break(width)
        return self._lines[width]

    def _break(self, width: int) -> list[str]:
        lines = broken(self._content, self.font(), width)
        if self._max_lines and len(lines) > self._max_lines:
            rest = " ".join(lines[self._max_lines - 1 :])
            cut = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, width)
            lines = [*lines[: self._max_lines - 1], cut]
            self.setToolTip(self._content)
        return lines
