"""Right of the changes: the row stood on, and the choices it asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.views.import_flow.change_model import STATUS, group_of, stops
from ui.views.import_flow.change_words import Origins, PlanWords, field_label, forms, missing_words
from ui.views.import_flow.choice_cards import FieldChoice
from ui.widgets.banner import Banner
from ui.widgets.base import Themed
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import ScrollBody
from ui.widgets.chips import Chip
from ui.widgets.choices import RadioCard
from ui.widgets.key_values import KeyValues
from ui.widgets.labels import ElidedLabel
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import Diff, PlanRow

WIDTH, WIDTH_COMPACT = 372, 316


class ChoicePane(Themed, QWidget):
    """`chosen(index, field, choice)`, `all_chosen(index, choice)`, `acted(index, act)` with write, link, skip or later,
    `absent_asked(Ref, on)` whether the sender is asked about a record that the file does not mention,
    `compared(index)` for side by side, `stepped(by)`, `problem_wanted(index)`, `record_wanted(Ref)`."""

    chosen = Signal(int, str, str)
    all_chosen = Signal(int, str)
    acted = Signal(int, str)
    compared = Signal(int)
    stepped = Signal(int)
    problem_wanted = Signal(int)
    record_wanted = Signal(object)
    absent_asked = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._width = WIDTH
        self._index = -1
        self._plan: ImportPlan | None = None
        self._words: PlanWords | None = None
        self._origins: Origins | None = None
        self.fields: list[FieldChoice] = []
        self.absent_cards: tuple[RadioCard, ...] = ()
        self._first_act: Button | None = None
        self._code = ElidedLabel("", "body", "text2", tabular=True)
        self.chip = Chip("same")
        self.previous = IconButton("chevron-up", text("importflow.previous_row"))
        self.next = IconButton("chevron-down", text("importflow.next_row"))
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self._scroll = ScrollBody()
        self._foot = QWidget()
        self._lay_out()
        self.follow_theme()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._code)
        self._head.addWidget(self.chip)
        self._head.addStretch(1)
        self._head.addWidget(self.previous)
        self._head.addWidget(self.next)
        self._acts = QGridLayout(self._foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._foot)

    # showing

    def set_plan(self, plan: ImportPlan, words: PlanWords, origins: Origins) -> None:
        """Another plan: nothing is shown until a row is stood on."""
        self._plan, self._words, self._origins = plan, words, origins
        self._index = -1

    def show_nothing(self) -> None:
        """No row is stood on."""
        self._index = -1
        self._clear()
        self._code.setText("")
        self.chip.hide()
        self._scroll.body.addWidget(Paragraph(text("importflow.choose_row"), "body", "text2"))
        self._scroll.body.addStretch(1)

    def show_row(self, plan: ImportPlan, index: int, code: str = "") -> None:
        """Show a row of the plan; the same row is only brought up to date, so the keyboard keeps its place."""
        self._plan = plan
        row = plan.rows[index]
        if index == self._index and self._same_shape(row):
            self._refresh(row)
            return
        self._index = index
        self._clear()
        self.chip.show()
        self.chip.set_status(STATUS[row.how], text(f"importflow.group_{group_of(row)}"))
        self._code.setText(row.code if row.ref and not row.creates else code)
        self._code.setVisible(bool(self._code.text()))
        self._fill(row)
        self._fill_foot(row)
        self._scroll.verticalScrollBar().setValue(0)

    def show_absent(self, ref: Ref, code: str, title: str, asked: bool) -> None:
        """Show a record that the file does not mention, and whether the sender is asked about it."""
        self._index = -1
        self._clear()
        self.chip.show()
        self.chip.set_status("gone", text("importflow.group_absent"))
        self._code.setText(code)
        self._code.show()
        body = self._scroll.body
        body.addWidget(Paragraph(title, "section"))
        body.addWidget(Paragraph(text("importflow.absent_why"), "body", "text2"))
        link = LinkButton(text("importflow.open_record"), "external-link")
        link.clicked.connect(lambda: self.record_wanted.emit(ref))
        body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.absent_cards = tuple(
            RadioCard(text(f"importflow.absent_{key}"), text(f"importflow.absent_{key}_what"), checked=on == asked)
            for key, on in (("keep", False), ("ask", True))
        )
        for card, on in zip(self.absent_cards, (False, True), strict=True):
            card.toggled.connect(lambda now, on=on: self.absent_asked.emit(ref, on) if now else None)
            body.addWidget(card)
        body.addStretch(1)

    def first_focus(self) -> QWidget:
        """The first field that waits for a choice, else the first card."""
        for field in self.fields:
            if not field.record.isChecked() and not field.file.isChecked():
                return field.record
        if self._index < 0 and self.absent_cards:
            return next(card for card in self.absent_cards if card.isChecked())
        return self.fields[0].record if self.fields else self._first_act or self.next

    def _same_shape(self, row: PlanRow) -> bool:
        return bool(self.fields) and [f.field for f in self.fields] == [d.field for d in row.diffs]

    def _refresh(self, row: PlanRow) -> None:
        for field, diff in zip(self.fields, row.diffs, strict=True):
            field.show_choice(diff.choice)
        self._fill_foot(row)

    def _clear(self) -> None:
        self.fields, self.absent_cards = [], ()
        body = self._scroll.body
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._clear_foot()

    def _clear_foot(self) -> None:
        self._first_act = None
        while (item := self._acts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # what is said of a row

    def _fill(self, row: PlanRow) -> None:
        assert self._plan is not None and self._words is not None
        body = self._scroll.body
        body.addWidget(Paragraph(self._words.title(row), "section", max_lines=3))
        body.addWidget(Paragraph(self._why(row), "body", "text2"))
        self._fill_stops(row)
        if row.how in ("conflict", "changed"):
            for diff in row.diffs:
                field = self._field(row, diff)
                self.fields.append(field)
                body.addWidget(field)
        else:
            body.addWidget(self._values(row))
        if row.ref is not None:
            link = LinkButton(text("importflow.open_record"), "external-link")
            link.clicked.connect(lambda _=False, ref=row.ref: self.record_wanted.emit(ref))
            body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)

    def _why(self, row: PlanRow) -> str:
        assert self._words is not None
        place = self._words.place(row)
        if row.how == "conflict":
            both = any(diff.conflict and diff.base is not None for diff in row.diffs)
            return text("importflow.why_conflict" if both else "importflow.why_unsure", place=place)
        if row.how == "changed":
            return text("importflow.why_changed", n=len(row.diffs), place=place)
        if row.how in ("duplicate", "undecided"):
            reasons = self._words.reasons(row)
            if row.twin >= 0:
                reasons = text("importflow.why_alike_row", row=self._words.target(row))
            return ". ".join(filter(None, (f"{place[:1].upper()}{place[1:]}, {self._words.likeness(row)}", reasons)))
        return text("importflow.why_new" if row.how == "new" else "importflow.why_same", place=place)

    def _fill_stops(self, row: PlanRow) -> None:
        assert self._plan is not None
        body = self._scroll.body
        for stop in stops(row):
            words = f"{stop.where}: {stop.words}" if stop.where else stop.words
            banner = Banner("error", words, text("importflow.see_cell"))
            banner.acted.connect(lambda index=row.index: self.problem_wanted.emit(index))
            body.addWidget(banner)
        missing = missing_words(self._plan, row) if row.creates else ""
        if missing:
            body.addWidget(Banner("warn", missing))

    def _field(self, row: PlanRow, diff: Diff) -> FieldChoice:
        assert self._words is not None and self._origins is not None
        base = ("", "")
        if diff.conflict and diff.base is not None:
            day = self._origins.last_import(row, diff.field)
            heading = text("importflow.last_import_on", day=day) if day else text("importflow.last_import")
            base = (heading, self._words.value(row.row.form, diff.field, diff.base))
        by = self._origins.stored_by(row, diff.field)
        cell = diff.cell.cells[0].address if diff.cell.cells else ""
        field = FieldChoice(
            diff.field,
            field_label(row.row.form, diff.field),
            (self._words.before(row, diff), by),
            (self._words.value(row.row.form, diff.field, diff.incoming), cell),
            base,
            diff.choice,
            str(diff.value("both")) if diff.joinable else "",
        )
        field.chosen.connect(lambda key, which, index=row.index: self.chosen.emit(index, key, which))
        return field

    def _values(self, row: PlanRow) -> KeyValues:
        assert self._words is not None
        shown = KeyValues(104)
        for column in forms()[row.row.form].columns:
            cell = row.row.cells.get(column.key)
            if cell is not None and cell.value not in (None, "", ()):
                shown.add(field_label(row.row.form, column.key), self._words.incoming(row, column.key))
        for heading, (words, _) in row.row.unmapped.items():
            if words:
                shown.add(heading, words)
        return shown

    # acts

    def _fill_foot(self, row: PlanRow) -> None:
        self._clear_foot()
        index = row.index
        if row.how in ("conflict", "changed") and row.action != "skip":
            for choice, key in (("file", "importflow.all_from_file"), ("record", "importflow.all_in_register")):
                self._add(text(key), lambda _=False, choice=choice: self.all_chosen.emit(index, choice))
        if row.how in ("duplicate", "undecided") and row.ref is not None:
            self._add(text("importflow.compare"), lambda: self.compared.emit(index), "merge")
        if (row.how == "new" or row.twin >= 0) and row.action != "write":
            self._add(text("importflow.write_row"), lambda: self.acted.emit(index, "write"), "plus")
        if row.twin >= 0 and row.action != "link" and self._plan is not None and self._plan.can_link(index):
            words = text("importflow.link_with", code=self._words.target(row) if self._words else "")
            self._add(words, lambda: self.acted.emit(index, "link"), "link")
        if row.how != "same" and row.action != "skip":
            self._add(text("importflow.skip_row"), lambda: self.acted.emit(index, "skip"))
        if row.action is not None and row.how != "same":
            words = text("importflow.decide_later")
            self._add(words, lambda: self.acted.emit(index, "later"), quiet=True)
        self._foot.setVisible(self._acts.count() > 0)

    def _add(self, words: str, act: object, icon: str | None = None, quiet: bool = False) -> None:
        """One more act: two in a row, so that every language has room."""
        button = Button(words, "quiet" if quiet else "secondary", icon, small=True)
        button.clicked.connect(act)
        self._first_act = self._first_act or button
        number = self._acts.count()
        self._acts.addWidget(button, number // 2, number % 2, Qt.AlignmentFlag.AlignLeft)
        self._acts.setColumnStretch(2, 1)

    def set_compact(self, on: bool) -> None:
        """Narrower where the window is small."""
        self._width = WIDTH_COMPACT if on else WIDTH
        self.restyle()

    def restyle(self) -> None:
        self.setFixedWidth(px(self._width))
        side = px(16)
        self._head.setContentsMargins(side, px(12), px(8), px(4))
        self._head.setSpacing(px(8))
        self._scroll.body.setContentsMargins(side, px(4), side, px(12))
        self._scroll.body.setSpacing(px(10))
        self._acts.setContentsMargins(side, px(8), px(8), px(12))
        self._acts.setSpacing(px(6))
        super().restyle()
