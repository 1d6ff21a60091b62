"""The part of the print page for issued copies: choosing one, issuing another, what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.views.print_parts.shown import Opened
from ui.widgets.banner import Banner, Kind
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from ui.widgets.combo import Combo
from ui.widgets.fields import Field
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.issuing import Issued
from workbench.values.dates import format_date


class IssuedSection(QWidget):
    """`chosen(uid)` of a copy, empty for the draft; `wanted` when another is to be issued."""

    chosen = Signal(str)
    wanted = Signal()

    def __init__(self, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writable = writable
        self.copies = Combo()
        self.button = Button(text("printpage.issue"), icon="badge-check")
        self.button.setEnabled(writable)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(Label(text("printpage.section_issued"), "body", weight=600))
        column.addWidget(Field(text("printpage.copy"), self.copies))
        column.addWidget(Paragraph(text("printpage.issue_hint"), "label", "text2", weight=400))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self.wanted)
        self.copies.currentIndexChanged.connect(lambda _: self.chosen.emit(str(self.copies.value() or "")))

    def show_copies(self, copies: Sequence[Issued], current: str) -> None:
        """Offer the copies of a register, without a signal."""
        offered: list[tuple[str, object]] = [(text("printpage.copy_draft"), "")]
        offered += [(copy_words(copy), copy.uid) for copy in copies]
        self.copies.set_choices(offered, current)
        self.button.setEnabled(self._writable and not current)


def copy_words(copy: Issued) -> str:
    """“PH-2026-001 · 12/10/2026”."""
    return text("printpage.copy_words", name=copy.code, day=format_date(copy.at.date()))


class IssuedBanner(Themed, QWidget):
    """Over the pages of an issued copy: what it is, and how much the record differs by now."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.banner = Banner("info", "", text("printpage.see_changes"))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.banner)
        self.banner.acted.connect(self.asked)
        self.hide()
        self.follow_theme()

    def show_copy(self, opened: Opened | None) -> None:
        """Tell of a copy; nothing for the draft."""
        self.setVisible(opened is not None)
        if opened is None:
            return
        copy = opened.copy
        words = text("printpage.is_issued", name=copy.code, time=f"{copy.at:%H:%M}", day=format_date(copy.at.date()))
        key = "printpage.changed_since" if opened.changed else "printpage.unchanged_since"
        kind: Kind = "warn" if opened.changed else "info"
        message = f"{words} {text(key, n=len(opened.changed))}"
        self.banner.show_message(kind, message, text("printpage.see_changes"))

    def restyle(self) -> None:
        self._column.setContentsMargins(px(24), px(8), px(24), 0)
        super().restyle()
