"""One-line inputs.

Vietnamese typing tools send Backspace and new letters: nothing here touches the text while it has the focus, except
that line breaks and tabs, which nobody types into one line, are taken out of what is pasted.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import fonts, icons
from ui.theme.metrics import px
from ui.theme.tokens import HEIGHT_INPUT, ICON
from ui.widgets.base import Themed

_BREAKS = re.compile("[\r\n\t\v\f\u2028\u2029]+")  # a copied cell of a spreadsheet ends in one


class LineEdit(Themed, QLineEdit):
    """A one-line input, 30 px high. `tabular` for dates, codes and numbers."""

    def __init__(
        self,
        content: str = "",
        placeholder: str = "",
        name: str = "",
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(content, parent)
        self._tabular = tabular
        self._leading: tuple[str, str] | None = None
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.textEdited.connect(self._keep_one_line)
        self.follow_theme()

    def _keep_one_line(self, words: str) -> None:
        """Make what was pasted one line: a break between words is a blank, one at the end nothing."""
        if not _BREAKS.search(words):
            return
        at = self.cursorPosition()
        before, after = (_BREAKS.sub(" ", part) for part in (words[:at], words[at:]))
        if _BREAKS.fullmatch(words[at - 1 : at]):
            before = before.rstrip()
        self.selectAll()
        self.insert(before + after)  # so that it can be undone
        self.setCursorPosition(len(before))

    def set_leading_icon(self, name: str, token: str = "text2") -> None:
        """Show an icon before the text."""
        self._leading = (name, token)
        self.restyle()

    def add_trailing_icon(self, name: str, tip: str, token: str = "text2") -> QAction:
        """An icon at the end that can be clicked (`triggered`)."""
        action = QAction(self)
        action.setToolTip(tip)
        icons.bind(action, name, token)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        return action

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._leading is not None:
            name, token = self._leading
            picture = icons.pixmap(name, token if self.isEnabled() else "text3", ICON, self.devicePixelRatioF())
            QPainter(self).drawPixmap(QPointF(px(9), (self.height() - px(ICON)) / 2), picture)

    def restyle(self) -> None:
        self.setFont(fonts.body(tabular=self._tabular))
        self.setFixedHeight(px(HEIGHT_INPUT))
        self.setTextMargins(px(20) if self._leading else 0, 0, self.textMargins().right(), 0)
        super().restyle()
