"""What a document answers: every item that waits, by escalation, each with its outcome and what was said.

A row is a line of its own widgets; what only some outcomes need is folded below it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.forms.tag_edit import TagEdit
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_GROUP
from ui.widgets.base import Themed
from ui.widgets.buttons import IconButton
from ui.widgets.chips import Chip
from ui.widgets.choices import CheckBox
from ui.widgets.combo import Combo, SeekEdit
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field, LineEdit, TextArea
from ui.widgets.labels import ElidedLabel
from workbench.domain.states import SUB_CLASSES
from workbench.domain.vocabularies import VOCABULARIES
from workbench.messages import text
from workbench.services.answering import AnswerLine
from workbench.values.dates import ParsedDate

CHIP_WIDTH, CLASS_WIDTH, EXTRACT_WIDTH = 124, 168, 232
_OPENS = ("in_progress", "partial", "forwarded", "returned")  # outcomes that ask for more than a line


@dataclass(frozen=True, slots=True)
class Choices:
    """What the rows choose from: bodies as (name, id), and how dates are read."""

    bodies: Sequence[tuple[str, str]]
    read: Callable[[str], ParsedDate]
    today: date

    @property
    def names(self) -> Mapping[str, str]:
        """Names of the bodies by id."""
        return {uid: name for name, uid in self.bodies}


@dataclass(frozen=True, slots=True)
class Item:
    """An escalation item in the list: what is shown of it."""

    uid: str
    title: str
    meta: str


class GroupHead(Themed, QWidget):
    """The line above the items of an escalation. `muted` when the document says nothing of it."""

    def __init__(self, code: str, note: str) -> None:
        super().__init__()
        self._code = ElidedLabel(code, "label", weight=600, tabular=True)
        self._note = ElidedLabel(note, "label", "text2", weight=400, tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(8))
        self._code.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._code)
        row.addWidget(self._note, 1)
        self.follow_theme()

    def show_note(self, note: str, muted: bool) -> None:
        """Say how it stands."""
        self._note.setText(note)
        self._code.set_token("text3" if muted else "text")

    def note(self) -> str:
        """The words shown."""
        return self._note.text()

    def restyle(self) -> None:
        self.setFixedHeight(px(HEIGHT_GROUP))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("window"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), color("border"))


class AnswerRow(Themed, QWidget):
    """One item. `changed` at every entry."""

    changed = Signal()

    def __init__(self, item: Item, choices: Choices) -> None:
        super().__init__()
        self.item = item
        self._choices = choices
        self._filling = self._current = False
        self.box = CheckBox()
        self.box.setAccessibleName(f"{item.title}. {item.meta}")
        self.title = ElidedLabel(item.title, "body", weight=500)
        self.meta = ElidedLabel(item.meta, "label", "text2", weight=400, tabular=True)
        self.chip = Chip("wait")
        self.chip.hide()
        classes = VOCABULARIES["answer_class"]
        self.outcome = Combo([(text(f"answer.class_{key}"), key) for key in classes.choices])
        self.outcome.setPlaceholderText(text("answer.choose_class"))
        self.outcome.setCurrentIndex(-1)
        self.outcome.setAccessibleName(text("answer.class_name", title=item.title))
        self.extract = LineEdit("", text("answer.extract_hint"), text("answer.extract_name", title=item.title))
        self.fold = IconButton("chevron-down", text("answer.more"), side=24)
        self.fold.setCheckable(True)
        self.more: MoreFields | None = None
        self._lay_out()
        self._listen()
        self._look_ticked()
        self.follow_theme()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 1)
        self._column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(4), px(12), px(4))
        row.setSpacing(px(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.meta)
        state = QWidget()
        state.setFixedWidth(px(CHIP_WIDTH))
        held = QHBoxLayout(state)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self.chip)
        held.addStretch(1)
        self.outcome.setFixedWidth(px(CLASS_WIDTH))
        self.extract.setFixedWidth(px(EXTRACT_WIDTH))
        row.addWidget(self.box)
        row.addLayout(words, 1)
        for widget in (state, self.outcome, self.extract, self.fold):
            row.addWidget(widget)
        self._column.addLayout(row)

    def _listen(self) -> None:
        self.box.toggled.connect(lambda _: self._tell())
        self.outcome.currentIndexChanged.connect(lambda _: self._chosen())
        self.extract.textEdited.connect(lambda _: self._tell(tick=True))
        self.fold.toggled.connect(self._turn)

    def _tell(self, tick: bool = False) -> None:
        if self._filling:
            return
        self._look_ticked()
        if tick and not self.box.isChecked():
            self._filling = True
            self.box.setChecked(True)
            self._filling = False
            self._look_ticked()
        self.changed.emit()

    def _look_ticked(self) -> None:
        self.title.set_token("text" if self.box.isChecked() else "text2")

    def _chosen(self) -> None:
        if self._filling:
            return
        if self.outcome.value() in _OPENS and not self.fold.isChecked():
            self.fold.setChecked(True)
        if self.more is not None:
            self.more.show_class(str(self.outcome.value() or ""))
        self._tell(tick=True)

    def _turn(self, on: bool) -> None:
        """Unfold what only some outcomes need; made when first wanted."""
        if on and self.more is None:
            self.more = MoreFields(self._choices)
            self.more.changed.connect(lambda: self._tell(tick=True))
            self._column.insertWidget(1, self.more)
            for before, widget in pairwise([self.fold, *self.more.stops()]):
                QWidget.setTabOrder(before, widget)
            self.more.show_class(str(self.outcome.value() or ""))
        if self.more is None:
            return
        if on:
            self.more.extract.setPlainText(self.extract.text())
        elif self.more.extract.toPlainText() != self.extract.text():
            self.extract.setText(self.more.extract.toPlainText())
            self.extract.setCursorPosition(0)
        self.more.setVisible(on)
        self.extract.setEnabled(not on)
        self.fold.set_icon("chevron-up" if on else "chevron-down")

    def stops(self) -> list[QWidget]:
        """Where the keyboard stops in this line, in order."""
        more = self.more.stops() if self.more is not None else []
        return [self.box, self.outcome, self.extract, self.fold, *more]

    def set_outcome(self, key: str) -> None:
        """Choose an outcome as if by hand."""
        self.outcome.set_value(key)

    def line(self) -> AnswerLine | None:
        """What was entered, None when the document does not speak of the item."""
        if not self.box.isChecked():
            return None
        more = self.more.values() if self.more is not None else {}
        said = self.more.extract.toPlainText() if self.more is not None and self.fold.isChecked() else None
        words = (self.extract.text() if said is None else said).strip()
        return AnswerLine(self.item.uid, str(self.outcome.value() or ""), words, **more)

    def show_line(self, line: AnswerLine) -> None:
        """Put in what was entered before."""
        self._filling = True
        self.box.setChecked(True)
        self.outcome.set_value(line.answer_class) if line.answer_class else None
        self.extract.setText(line.extract)
        self._filling = False
        self._look_ticked()
        if any(getattr(line, name) for name in _MORE if name != "satisfied") or line.satisfied != "unrated":
            self.fold.setChecked(True)
            assert self.more is not None
            self.more.show_line(line)

    def show_status(self, status: str) -> None:
        """The state the item will have."""
        if status:
            self.chip.set_status(status)
        self.chip.setVisible(bool(status))

    def show_problem(self, words: str) -> None:
        """Say what is missing in this line."""
        self.outcome.setProperty("bad", bool(words))
        self.outcome.setToolTip(words)
        self.outcome.setAccessibleDescription(words)
        self.outcome.update()

    def mark(self, current: bool) -> None:
        """Show whether the keyboard is in this line."""
        if current != self._current:
            self._current = current
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("tint" if self._current else "surface"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), color("border"))
        if self._current:
            painter.fillRect(QRectF(0, 0, px(3), self.height()), color("accent"))


_MORE = tuple(f.name for f in fields(AnswerLine) if f.name not in ("item", "answer_class", "extract"))


class MoreFields(Themed, QWidget):
    """Finer class, judgement, who leads, with whom, what, by when; where it was sent on to."""

    changed = Signal()

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._filling = False
        self._names = choices.names
        bodies = list(choices.bodies)
        self.extract = TextArea(lines=2)
        self.sub_class = Combo()
        self.satisfied = Combo([(VOCABULARIES["satisfied"].label(k), k) for k in VOCABULARIES["satisfied"].choices])
        self.lead = SeekEdit(bodies, text("entry.type_to_find"))
        self.cooperators = TagEdit(bodies, self._names, text("entry.type_more"))
        self.deliverable = LineEdit()
        self.roadmap = LineEdit()
        self.due = DateEdit(choices.read, lambda: choices.today)
        self.forwarded = SeekEdit(bodies, text("entry.type_to_find"))
        self.fields = {
            "extract": Field(text("answer.extract"), self.extract),
            "sub_class": Field(text("answer.sub_class"), self.sub_class),
            "satisfied": Field(text("answer.satisfied"), self.satisfied),
            "assigned_lead": Field(text("answer.lead"), self.lead),
            "cooperators": Field(text("answer.cooperators"), self.cooperators),
            "deliverable": Field(text("answer.deliverable"), self.deliverable),
            "roadmap_text": Field(text("answer.roadmap"), self.roadmap),
            "roadmap_date": Field(text("answer.roadmap_date"), self.due),
            "forwarded_to": Field(text("answer.forwarded_to"), self.forwarded),
        }
        self._lay_out()
        self._listen()
        self.follow_theme()

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(px(44), 0, px(48), px(10))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))
        for place in range(6):
            self._grid.setColumnStretch(place, 1)
        places = {
            "extract": (0, 0, 6), "sub_class": (1, 0, 2), "satisfied": (1, 2, 2), "forwarded_to": (1, 4, 2),
            "assigned_lead": (2, 0, 2), "cooperators": (2, 2, 4),
            "deliverable": (3, 0, 2), "roadmap_text": (3, 2, 2), "roadmap_date": (3, 4, 2),
        }  # fmt: skip
        for name, (row, column, span) in places.items():
            self._grid.addWidget(self.fields[name], row, column, 1, span, Qt.AlignmentFlag.AlignTop)

    def _listen(self) -> None:
        for line in (self.lead, self.deliverable, self.roadmap, self.forwarded):
            line.textChanged.connect(lambda _: self._tell())
        for combo in (self.sub_class, self.satisfied):
            combo.currentIndexChanged.connect(lambda _: self._tell())
        self.extract.textChanged.connect(self._tell)
        self.cooperators.changed.connect(self._tell)
        self.due.changed.connect(lambda _: self._tell())
        self.due.problem_changed.connect(self.fields["roadmap_date"].set_error)

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    def show_class(self, outcome: str) -> None:
        """Show what this outcome asks for."""
        self._filling = True
        finer = SUB_CLASSES.get(outcome, ())
        label = VOCABULARIES["answer_sub_class"].label
        offered: list[tuple[str, object]] = [(text("entry.none"), ""), *((label(key), key) for key in finer)]
        self.sub_class.set_choices(offered, self.sub_class.value() or "")
        self._filling = False
        under_way = outcome in ("in_progress", "partial")
        for name in ("assigned_lead", "cooperators", "deliverable", "roadmap_text", "roadmap_date"):
            self.fields[name].setVisible(under_way)
        self.fields["sub_class"].setVisible(bool(finer))
        self.fields["satisfied"].setVisible(outcome in ("resolved", "explained", "rejected"))
        self.fields["forwarded_to"].setVisible(outcome == "forwarded")

    def stops(self) -> list[QWidget]:
        """Where the keyboard stops, in order."""
        return [field.editor.focusProxy() or field.editor for field in self.fields.values()]

    def values(self) -> dict[str, Any]:
        """What is entered in the fields that are shown."""
        shown = {name for name, field in self.fields.items() if not field.isHidden()}
        found: dict[str, Any] = {
            "sub_class": str(self.sub_class.value() or ""),
            "satisfied": str(self.satisfied.value() or "unrated"),
            "assigned_lead": str(self.lead.value() or ""),
            "cooperators": self.cooperators.values(),
            "deliverable": self.deliverable.text().strip(),
            "roadmap_text": self.roadmap.text().strip(),
            "roadmap_date": self.due.value(),
            "forwarded_to": str(self.forwarded.value() or ""),
        }
        return {name: value for name, value in found.items() if name in shown}

    def show_line(self, line: AnswerLine) -> None:
        """Put in what was entered before."""
        self._filling = True
        self.extract.setPlainText(line.extract)
        self.sub_class.set_value(line.sub_class)
        self.satisfied.set_value(line.satisfied)
        self.lead.setText(self._names.get(line.assigned_lead, ""))
        self.cooperators.set_values(line.cooperators)
        self.deliverable.setText(line.deliverable)
        self.roadmap.setText(line.roadmap_text)
        self.due.set_value(line.roadmap_date)
        self.forwarded.setText(self._names.get(line.forwarded_to, ""))
        self._filling = False
