"""Inputs with a label above and a hint or error below; line edits and text areas.

Vietnamese typing tools send Backspace and new letters: nothing here touches the text while it has the focus.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.tokens import LABEL_GAP
from ui.widgets.base import Themed, set_state
from ui.widgets.labels import Label, ShapeMark
from ui.widgets.line_edit import LineEdit as LineEdit
from workbench.messages import text


class TextArea(Themed, QPlainTextEdit):
    """A several-line input of `lines` lines. Tab leaves it."""

    def __init__(
        self,
        content: str = "",
        placeholder: str = "",
        lines: int = 3,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(content, parent)
        self._lines = lines
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.follow_theme()

    def restyle(self) -> None:
        self.setFont(fonts.body())
        self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + px(20))
        super().restyle()


class Field(Themed, QWidget):
    """Label above, editor, and one line below: hint, or error with its shape.

    The label is the editor's buddy and accessible name. `required` adds the word “bắt buộc”.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        hint: str = "",
        required: bool = False,
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint, self._required, self._error = hint, required, ""
        self.label = Label(label, "label", "text2")
        self.label.setBuddy(editor)
        self._marker = Label(text("kit.required") if required else "", "label", "text3", weight=400)
        self._mark = ShapeMark(Shape.ALERT, "red", 12)
        self._below = Label("", "label", "text2", weight=400, wrap=True)
        self._lay_out(beside)
        self._marker.setVisible(required)  # not before it has a parent: it would be a window for a moment
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name_editor()
        self._show_below()
        self.follow_theme()

    def set_error(self, message: str) -> None:
        """Show what is wrong under the editor; an empty text takes it away."""
        self._error = message
        set_state(self.editor, "bad", bool(message))
        self._show_below()

    def error(self) -> str:
        """The error shown, or an empty text."""
        return self._error

    def hint(self) -> str:
        """The line below that stands there when nothing is wrong."""
        return self._hint

    def set_hint(self, hint: str) -> None:
        """Change the line below that stands there when nothing is wrong."""
        self._hint = hint
        self._show_below()

    def sizeHint(self) -> QSize:
        """As high as it is at the width that it has: a line below that wraps is guessed far too high before."""
        hint, column = super().sizeHint(), self.layout()
        if column is not None and self.testAttribute(Qt.WidgetAttribute.WA_Resized) and column.hasHeightForWidth():
            hint.setHeight(column.heightForWidth(self.width()))
        return hint

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def restyle(self) -> None:
        if self._required:
            self._marker.setText(text("kit.required"))
        super().restyle()

    def _lay_out(self, beside: QWidget | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(LABEL_GAP))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(self.label)
        top.addWidget(self._marker)
        top.addStretch(1)
        column.addLayout(top)
        if beside is None:
            column.addWidget(self.editor)
        else:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(self.editor, 1)
            row.addWidget(beside)
            column.addLayout(row)
        bottom = QHBoxLayout()
        bottom.setSpacing(px(6))
        mark = QVBoxLayout()
        mark.setContentsMargins(0, px(2), 0, 0)
        mark.addWidget(self._mark)
        mark.addStretch(1)
        bottom.addLayout(mark)
        bottom.addWidget(self._below, 1)
        bottom.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bottom)

    def _name_editor(self) -> None:
        plain = self.label.text().replace("&", "")
        self.editor.setAccessibleName(f"{plain}, {text('kit.required')}" if self._required else plain)

    def _show_below(self) -> None:
        shown = self._error or self._hint
        self._below.setText(shown)
        self._below.set_token("red" if self._error else "text2")
        self._below.setVisible(bool(shown))
        self._mark.setVisible(bool(self._error))
        self.editor.setAccessibleDescription(shown)
