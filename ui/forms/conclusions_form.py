"""Ghi kết luận: conclusions of a meeting entered one under the other from the keyboard, written as one act.

Enter goes to the next field, from the last one to a new line; a list or table that is pasted fills lines below.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.forms.act_sheet import ActSheet
from ui.forms.editors import body_choices
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.combo import SeekEdit
from ui.widgets.fields import LineEdit, TextArea
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.domain.deadlines import span
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.records.record import Ref
from workbench.services.linkage import conclusions_of
from workbench.services.meetings import ConclusionLine, named, pasted, propose_conclusions
from workbench.values.dates import format_date
from workbench.values.text import fold

_WIDTH, _LINES_HEIGHT, _LEAD, _DUE, _NUMBER = 920, 300, 250, 170, 22
_FIRST_LINES, _FIRST_LINE = 3, 34  # lines to begin with; px from the top of a field to below its first line, twice
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConclusionsForm(ActSheet):
    """Conclusions of one meeting, as many as there are."""

    def __init__(self, context: Context, meeting: str, window: QWidget | None) -> None:
        self._linked = linked = context.registers.linked()
        self._meeting = linked.repository.need(Ref("meeting", meeting))
        code = self._meeting.values.code
        super().__init__(context, text("meeting.form_title", code=code), "", window, _WIDTH)
        self._bodies: list[tuple[str, object]] = body_choices(linked)
        there = len(conclusions_of(linked, meeting))
        words = named(linked, self._meeting)
        if there:
            words += "\n" + text("meeting.there", n=there)
        self.body.addWidget(Paragraph(words, "body", "text2"))
        self.body.addWidget(Paragraph(text("meeting.form_hint"), "label", "text2", weight=400))
        self.rows: list[LineRow] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        self._heads = self._headings()
        self._scroll = self.roll = ScrollBody()
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda *_: self._align_headings())
        self._scroll.body.addLayout(self._grid)
        self._scroll.body.addStretch(1)
        room = window.height() - px(300) if window is not None else px(_LINES_HEIGHT)
        self._scroll.setFixedHeight(max(px(140), min(px(_LINES_HEIGHT), room)))
        lines = QVBoxLayout()  # the headings stay while the lines are scrolled
        lines.setSpacing(px(4))
        lines.addLayout(self._heads)
        lines.addWidget(self._scroll)
        self.body.addLayout(lines)
        self.more = Button(text("meeting.more_line"), "quiet", icon="plus", small=True)
        self.more.clicked.connect(lambda: self.add_line().content.setFocus())
        self.foot.insertWidget(0, self.more)
        for _ in range(_FIRST_LINES):
            self.add_line()
        self.finish()
        self.rows[0].content.setFocus()

    def _headings(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addSpacing(px(_NUMBER) + px(8))
        for key, width in (("content", 0), ("lead", _LEAD), ("due", _DUE)):
            label = Label(text(f"meeting.column_{key}"), "label", "text2")
            if width:
                label.setFixedWidth(px(width))
            row.addWidget(label, 0 if width else 1)
        return row

    def _align_headings(self) -> None:
        bar = self._scroll.verticalScrollBar()
        self._heads.setContentsMargins(0, 0, bar.sizeHint().width() if bar.maximum() > 0 else 0, 0)

    # lines

    def add_line(self) -> LineRow:
        """One more line at the end."""
        row = LineRow(len(self.rows) + 1, self._bodies, self._due_words, self)
        self.rows.append(row)
        for column, widget in enumerate((row.number, row.content, row.lead, row.term)):
            self._grid.addWidget(widget, row.place, column, Qt.AlignmentFlag.AlignTop)
            widget.show()  # at once, so that it can take the focus
        for before, after in zip(row.fields, row.fields[1:], strict=False):
            self.setTabOrder(before, after)
        if len(self.rows) > 1:
            self.setTabOrder(self.rows[-2].due, row.content)
        for field in row.fields:
            field.installEventFilter(self)
        row.content.textChanged.connect(self.look)
        row.lead.textChanged.connect(lambda _: self.look())
        row.due.textChanged.connect(lambda _: self.look())
        return row

    def lines(self) -> tuple[ConclusionLine, ...]:
        """Everything as entered, empty lines as well."""
        return tuple(row.line() for row in self.rows)

    def paste(self, words: str, at: LineRow) -> None:
        """Put a copied list or table into the lines from `at` on."""
        found = pasted(words, {fold(name): str(uid) for name, uid in self._bodies})
        for place, line in enumerate(found, start=at.place - 1):
            row = self.rows[place] if place < len(self.rows) else self.add_line()
            row.fill(line)
        last = self.rows[min(len(self.rows), at.place - 1 + len(found)) - 1]
        last.due.setFocus()
        self._scroll.ensureWidgetVisible(last.content)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter moves on; a list that is pasted spreads over the lines."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        row = next((row for row in self.rows if watched in row.fields), None)
        if row is None:
            return super().eventFilter(watched, event)
        words = QGuiApplication.clipboard().text()
        if event.matches(QKeySequence.StandardKey.Paste) and ("\n" in words.strip() or "\t" in words):
            self.paste(words, row)
            return True
        if event.key() in _ENTER and not event.modifiers():
            return self._step(row, watched)
        return super().eventFilter(watched, event)

    def _step(self, row: LineRow, field: QObject) -> bool:
        place = row.fields.index(field)  # type: ignore[arg-type]
        if place < len(row.fields) - 1:
            row.fields[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        below = self.rows[row.place] if row.place < len(self.rows) else self.add_line()
        below.content.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(below.content)
        return True

    def _due_words(self, typed: str) -> str:
        last = span(typed, self._meeting.values.held_date).last_day if typed else None
        shown = format_date(last) if last else ""
        return text("meeting.due_read", date=shown) if shown not in ("", typed) else ""

    # the act

    def issues(self) -> tuple[Issue, ...]:
        """What stands against it; that nothing was entered is said once it was tried."""
        found = propose_conclusions(self.context.workbench, self._meeting.uid, self.lines(), self._linked).issues
        return tuple(i for i in found if self.tried or i.severity != "stop" or i.code == "meeting.due_before")

    def act(self) -> ChangeSet:
        """The act as it stands."""
        return propose_conclusions(self.context.workbench, self._meeting.uid, self.lines(), self._linked).act

    def look(self) -> None:
        """Say what stands against it, and how many will be written."""
        super().look()
        number = sum(not line.is_empty for line in self.lines())
        self.apply_button.setText(text("meeting.save", n=number))
        self.apply_button.updateGeometry()

    def apply(self) -> None:
        """Write it; on a mistake go to the line it is in."""
        self.tried = True
        stops = [issue for issue in self.issues() if issue.severity == "stop"]
        super().apply()
        if stops and "line" in stops[0].params:
            row = self.rows[int(str(stops[0].params["line"])) - 1]
            (row.due if stops[0].field == "due_text" else row.content).setFocus()

    def done_words(self) -> str:
        """How many were written."""
        label = self.act().label
        return text(label.key, **label.params)


class LineRow:
    """The widgets of one line: what was concluded, who leads, by when with the day that is read from it."""

    def __init__(
        self, place: int, bodies: list[tuple[str, object]], read: Callable[[str], str], parent: QWidget
    ) -> None:
        self.place = place
        self._named = {str(uid): name for name, uid in bodies}
        self.number = Label(f"{place}.", "body", "text2", tabular=True)
        self.number.setFixedSize(px(_NUMBER), px(_FIRST_LINE))
        self.content = TextArea(lines=2, name=text("meeting.name_content", line=place), parent=parent)
        self.lead = SeekEdit(bodies, text("entry.type_to_find"), text("meeting.name_lead", line=place), parent)
        self.due = LineEdit("", text("meeting.due_example"), text("meeting.name_due", line=place), parent=parent)
        self.echo = Label("", "label", "text2", weight=400)
        self.lead.setFixedWidth(px(_LEAD))
        self.term = QWidget(parent)
        self.term.setFixedWidth(px(_DUE))
        column = QVBoxLayout(self.term)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(self.due)
        column.addWidget(self.echo)
        self.due.textChanged.connect(lambda typed: self.echo.setText(read(typed.strip())))

    @property
    def fields(self) -> list[QWidget]:
        """In the order of the keyboard."""
        return [self.content, self.lead, self.due]

    def fill(self, line: ConclusionLine) -> None:
        """Show a line."""
        self.content.setPlainText(line.content)
        self.lead.setText(self._named.get(line.lead, line.lead_text))
        self.due.setText(line.due_text)

    def line(self) -> ConclusionLine:
        """What is entered."""
        lead, typed = self.lead.value(), self.lead.text().strip()
        words = " ".join(self.content.toPlainText().split())
        return ConclusionLine(words, str(lead or ""), "" if lead else typed, self.due.text().strip())
