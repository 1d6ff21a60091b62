"""What an issued register would say otherwise today: corrections alone, or all that has happened since."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Label, Line
from ui.widgets.paragraph import Paragraph
from ui.widgets.pills import ChoicePills
from workbench.messages import text
from workbench.services.issuing import Difference

_MOST = 200  # shown; the rest is counted


class DifferencesSheet(Sheet):
    """`ask(later, show)` finds the differences: as of the day of issue, or as of today where `later`."""

    def __init__(
        self,
        heading: str,
        found: Sequence[Difference],
        ask: Callable[[bool, Callable[[Sequence[Difference]], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text("printpage.changes_title"), parent, 720)
        self._ask = ask
        self._listed: list[QWidget] = []
        self.body.addWidget(Label(text("printpage.changes_title"), "section"))
        self.body.addWidget(Paragraph(heading, "body", "text2"))
        choices = [("then", text("printpage.changes_then")), ("now", text("printpage.changes_now"))]
        self.which = ChoicePills(choices, "then", text("printpage.changes_which"))
        self.which.chosen.connect(lambda key: self._ask(key == "now", self.show_found))
        self.body.addWidget(self.which, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Line())
        self.list = ScrollBody()
        self.list.setFixedHeight(px(320))
        self.list.body.setSpacing(px(12))
        self.body.addWidget(self.list)
        row = QHBoxLayout()
        row.addStretch(1)
        self.close_button = Button(text("shell.close"), "primary")
        self.close_button.clicked.connect(self.accept)
        row.addWidget(self.close_button)
        self.body.addLayout(row)
        self.close_button.setFocus()
        self.show_found(found)

    def show_found(self, found: Sequence[Difference]) -> None:
        """List the differences, record by record."""
        column = self.list.body
        while (item := column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._listed = [_entry(difference) for difference in found[:_MOST]]
        if not found:
            self._listed.append(Paragraph(text("printpage.changes_none"), "body", "text2"))
        if len(found) > _MOST:
            self._listed.append(Paragraph(text("printpage.changes_more", n=len(found) - _MOST), "body", "text2"))
        for part in self._listed:
            column.addWidget(part)
        column.addStretch(1)

    def words(self) -> str:
        """Everything listed."""
        lines = [[part] if isinstance(part, Paragraph) else part.findChildren(Paragraph) for part in self._listed]
        return "\n".join(line.text() for part in lines for line in part)


def _entry(difference: Difference) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, px(12), 0)
    column.setSpacing(px(2))
    head = text(f"printpage.change_{difference.kind}", number=difference.number, heading=difference.heading)
    column.addWidget(Paragraph(head, "body", weight=600))
    if difference.kind == "changed":
        column.addWidget(Paragraph(text("printpage.change_before", words=difference.before or "–"), "body", "text2"))
        column.addWidget(Paragraph(text("printpage.change_after", words=difference.after or "–"), "body"))
    return made
