"""What lies behind one row of the round: when it was due, each delivery with its file, what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.models.round_list import Line
from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Label
from ui.widgets.labels import Line as Rule
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.form_words import form_words
from workbench.services.reporting import Obligation, Version, state_words
from workbench.values.dates import format_date

MARKS = ("nil", "taken_in", "back")


class RoundPane(Themed, QWidget):
    """`import_wanted(batch)`, `records_wanted(Version)`, `marked(key)` of `MARKS`, `reminded()`."""

    import_wanted = Signal(str)
    records_wanted = Signal(object)
    marked = Signal(str)
    reminded = Signal()

    def __init__(self, writable: bool) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._writable = writable
        self.heading = Label("", "section")
        self.state = Paragraph("", "body")
        self.links: list[LinkButton] = []
        self.buttons = {key: Button(text(f"round.mark_{key}"), small=True) for key in MARKS}
        self.remind = Button(text("round.remind"), icon="mail", small=True)
        self._scroll = ScrollBody()
        self._chosen = Label("", "label", "text2", weight=400, tabular=True)
        self._column = QVBoxLayout(self)
        self._lay_out()
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _=False, key=key: self.marked.emit(key))
        self.remind.clicked.connect(self.reminded)
        self.follow_theme()

    def _lay_out(self) -> None:
        self._column.addWidget(self.heading)
        self._column.addWidget(self.state)
        self._column.addWidget(self._scroll, 1)
        self._column.addWidget(Rule())
        self._column.addWidget(self._chosen)
        first, second = QHBoxLayout(), QHBoxLayout()
        for key in ("nil", "taken_in"):
            first.addWidget(self.buttons[key])
        second.addWidget(self.buttons["back"])
        second.addWidget(self.remind)
        for row in (first, second):
            row.setSpacing(px(8))
            row.addStretch(1)
            self._column.addLayout(row)

    def restyle(self) -> None:
        self._column.setContentsMargins(px(16), px(12), px(16), px(12))
        self._column.setSpacing(px(8))
        self.setMinimumWidth(px(300))
        super().restyle()

    def show_line(self, line: Line | None, selected: list[Line]) -> None:
        """Show a row, and what can be done with the selected ones."""
        body = self._scroll.body
        while (item := body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.links = []
        self.heading.setText(f"{line.place} · {form_words(line.owed.form)}" if line else "")
        self.state.setText(_told(line.owed) if line else "")
        for number, version in reversed(list(enumerate(line.owed.versions, 1)) if line else []):
            body.addWidget(self._version(version, number, line.owed if line else None))
        if line and line.owed.is_received and not line.owed.versions:
            body.addWidget(Paragraph(text("round.by_hand"), "label", "text2", weight=400))
        body.addStretch(1)
        self._chosen.setText(text("round.selected", n=len(selected)))
        self._show_acts([one.owed for one in selected])

    def _show_acts(self, owed: list[Obligation]) -> None:
        able = {
            "nil": any(not one.is_received for one in owed),
            "taken_in": any(one.state in ("sent", "nil") for one in owed),
            "back": any(one.state == "consolidated" or (one.state == "nil" and not one.batch) for one in owed),
        }
        for key, button in self.buttons.items():
            button.setEnabled(self._writable and able[key])
        self.remind.setEnabled(any(one.late and not one.is_received for one in owed))

    def _version(self, version: Version, number: int, owed: Obligation | None) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, px(4), 0, px(8))
        column.setSpacing(px(2))
        last = owed is not None and number == len(owed.versions)
        day = format_date(version.received) if version.received else ""
        head = text("round.version" if last else "round.version_replaced", n=number, date=day)
        column.addWidget(Paragraph(head, "body", weight=600))
        column.addWidget(Paragraph(version.file, "label", "text2", weight=400))
        if last and owed is not None and owed.waiting:
            column.addWidget(Paragraph(text("reporting.rows_waiting", n=owed.waiting), "label", "amber", weight=500))
        opened = LinkButton(text("round.open_import", code=version.code), flush="left")
        records = LinkButton(text("round.open_records"), flush="left")
        opened.clicked.connect(lambda: self.import_wanted.emit(version.batch))
        records.clicked.connect(lambda: self.records_wanted.emit(version))
        for link in (opened, records):
            self.links.append(link)
            column.addWidget(link)
        return made


def _told(owed: Obligation) -> str:
    lines = [state_words(owed), text("round.due", date=format_date(owed.due))]
    if owed.received:
        lines.append(text("round.received", date=format_date(owed.received)))
    if owed.number:
        day = format_date(owed.document_date) if owed.document_date else ""
        lines.append(text("round.paper_dated" if day else "round.paper", number=owed.number, date=day))
    if owed.note:
        lines.append(owed.note)
    return "\n".join(lines)
