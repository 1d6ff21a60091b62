"""A row beside the stored record it may be: field by field, what stays, what is taken, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.views.import_flow.change_words import PlanWords, field_label, forms
from ui.views.import_flow.sheet_data import SheetData
from ui.views.import_flow.sheet_grid import SheetGrid
from ui.views.import_flow.sheet_headers import ROW_HEIGHT
from ui.views.import_flow.value_choice import ValueChoice, ValueTick
from ui.widgets.base import Themed
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import ScrollBody
from ui.widgets.chips import Chip
from ui.widgets.labels import ElidedLabel, Label, Line
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.importing.cells import comparable
from workbench.services.importing.decisions import proposed
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import Choice, PlanRow
from workbench.values.percent import format_percent


@dataclass(frozen=True, slots=True)
class Pair:
    """One field on both sides, in words. `choosable` when they differ and one is to be chosen; `both`: the two texts
    as one, empty where only one can be kept."""

    field: str
    label: str
    stored: str
    incoming: str
    choosable: bool
    both: str = ""


def pairs(plan: ImportPlan, row: PlanRow, words: PlanWords) -> Iterator[Pair]:
    """The fields that either side says something in, in the order of the form."""
    if row.ref is None:
        return
    form = row.row.form
    stored = plan.adapters[form].stored(row.ref.uid)
    differing = {diff.field: diff for diff in row.diffs}
    for column in forms()[form].columns:
        key = column.key
        cell = row.row.cells.get(key)
        mine: Any = comparable(cell, plan.linked.names.known) if cell else None
        if mine in (None, "", ()) and key not in stored:
            continue
        yield Pair(
            key,
            field_label(form, key),
            words.value(form, key, stored.get(key)),
            words.value(form, key, mine),
            key in differing,
            str(differing[key].value("both")) if key in differing and differing[key].joinable else "",
        )


class MergeView(Themed, QWidget):
    """`merged(index, {field: choice})`, `kept_new(index)`, `linked(index)`, `skipped(index)`, `stepped(by)`,
    `left` back to the list."""

    merged = Signal(int, object)
    kept_new = Signal(int)
    linked = Signal(int)
    skipped = Signal(int)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._index = -1
        self._choices: dict[str, Choice] = {}
        self._pairs: list[Pair] = []
        self.choosers: dict[tuple[str, Choice], ValueChoice | ValueTick] = {}
        self._results: dict[str, Paragraph] = {}
        self._chip = Chip("dup")
        self._title = ElidedLabel("", "section")
        self._place = Label("", "label", "text2", weight=400, tabular=True)
        self.previous = IconButton("chevron-up", text("importflow.previous_row"))
        self.next = IconButton("chevron-down", text("importflow.next_row"))
        self._why = Paragraph("", "label", "text2", weight=400)
        self._scroll = ScrollBody()
        self.merge = Button("", "primary", "merge")
        self.keep = Button(text("importflow.keep_new"), icon="plus")
        self.link = Button("", icon="link")
        self.skip = Button(text("importflow.skip_row"))
        self.back = Button(text("importflow.back_to_list"), "quiet")
        self._proposed = self.merge
        self._note = Label("", "label", "text2", weight=400)
        self._reasons = ""
        self.source = SheetGrid(with_tags=False)
        self.source.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self._wire()
        self.follow_theme()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._chip)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self.back)
        self._head.addWidget(self._place)
        self._head.addWidget(self.previous)
        self._head.addWidget(self.next)
        self._second = QHBoxLayout()
        self._second.addWidget(self._why, 1)
        self._foot = QHBoxLayout()
        for button in (self.merge, self.link, self.keep, self.skip):
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        self._foot.addWidget(self._note)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addLayout(self._second)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(Line())
        whole.addLayout(self._foot)

    def _wire(self) -> None:
        self.merge.clicked.connect(lambda: self.merged.emit(self._index, dict(self._choices)))
        self.keep.clicked.connect(lambda: self.kept_new.emit(self._index))
        self.link.clicked.connect(lambda: self.linked.emit(self._index))
        self.skip.clicked.connect(lambda: self.skipped.emit(self._index))
        self.back.clicked.connect(self.left)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))

    # showing

    def show_row(
        self, plan: ImportPlan, index: int, words: PlanWords, sheets: Sequence[SheetData], place: tuple[int, int]
    ) -> None:
        """Put a row beside its record. `place` is (which of the doubtful rows this is, how many there are)."""
        row = plan.rows[index]
        self._index = index
        self._pairs = list(pairs(plan, row, words))
        self._choices = {diff.field: diff.choice or proposed(diff) for diff in row.diffs}
        same = row.how == "undecided"
        key = "importflow.row_same_as" if same else "importflow.row_alike"
        line = words.place(row)
        self._title.setText(
            text(key, row=f"{line[:1].upper()}{line[1:]}", percent=format_percent(row.score, 0), code=row.code)
        )
        self._reasons = words.reasons(row) or text("importflow.why_alike_none")
        self._place.setText(text("importflow.place_of", i=place[0], total=place[1]))
        for button in (self.previous, self.next):
            button.setEnabled(place[1] > 1)
        self.merge.setText(text("importflow.merge_into", code=row.code))
        self._offer_link(plan, row)
        self._note.setText(text("importflow.merge_note", row=line))
        self._place_note()
        self._fill(row, line, sheets)
        self._scroll.verticalScrollBar().setValue(0)

    def _place_note(self) -> None:
        """Beside the buttons where there is room for all of it, else after the reasons."""
        shown = [button for button in (self.merge, self.link, self.keep, self.skip) if not button.isHidden()]
        taken = sum(button.sizeHint().width() + self._foot.spacing() for button in shown)
        fits = taken + self._note.sizeHint().width() + px(40) <= self.width()
        self._note.setVisible(fits)
        self._why.setText(self._reasons if fits else f"{self._reasons} {self._note.text()}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_note()

    def _offer_link(self, plan: ImportPlan, row: PlanRow) -> None:
        """What another province has reported is rather linked than merged."""
        self.link.setVisible(plan.can_link(row.index))
        self.link.setText(text("importflow.link_with", code=row.code))
        foreign = plan.can_link(row.index) and "match.other_sender" in row.reasons
        self.link.set_variant("primary" if foreign else "secondary")
        self.merge.set_variant("secondary" if foreign else "primary")
        self._proposed = self.link if foreign else self.merge

    def index(self) -> int:
        """Row of the plan shown."""
        return self._index

    def first_focus(self) -> QWidget:
        """The act proposed."""
        return self._proposed

    def choices(self) -> dict[str, Choice]:
        """What is chosen for each differing field."""
        return dict(self._choices)

    def _fill(self, row: PlanRow, line: str, sheets: Sequence[SheetData]) -> None:
        body = self._scroll.body
        self.source.setParent(None)  # kept for the next row
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        body.addWidget(self._table(row, line))
        sheet = next((s for s in sheets if s.name == row.row.sheet), None)
        if sheet is not None:
            self._fill_source(sheet, row)
        body.addStretch(1)

    def _table(self, row: PlanRow, line: str) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(px(16), px(8), px(16), px(8))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        heads = (
            text("importflow.head_register", code=row.code),
            text("importflow.head_file", row=line),
            text("importflow.head_result"),
        )
        for column, words in enumerate(heads, start=1):
            grid.addWidget(Paragraph(words, "label", "text2", weight=600), 0, column)
        self.choosers, self._results = {}, {}
        for place, pair in enumerate(self._pairs):
            grid.addWidget(Line(), 1 + 2 * place, 0, 1, 4)
            self._line(grid, 2 + 2 * place, pair)
        grid.setColumnMinimumWidth(0, px(104))
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 1)
        return holder

    def _line(self, grid: QGridLayout, at: int, pair: Pair) -> None:
        top = Qt.AlignmentFlag.AlignTop
        label = Label(pair.label, "label", "text2", weight=400, wrap=True)
        label.setContentsMargins(0, px(8), 0, 0)
        grid.addWidget(label, at, 0, top)
        if pair.choosable:
            sides = QWidget()
            row = QHBoxLayout(sides)
            row.setContentsMargins(0, px(2), 0, px(2))
            row.setSpacing(px(12))
            kind = ValueTick if pair.both else ValueChoice
            for which, value in (("record", pair.stored), ("file", pair.incoming)):
                name = f"{pair.label}. {text(f'importflow.side_of_{which}')}: {value}"
                made = kind(value, name, self._choices.get(pair.field) in (which, "both"), sides)
                made.toggled.connect(lambda on, key=pair.field, which=which: self._turn(on, key, which))
                self.choosers[pair.field, which] = made  # type: ignore[index]
                row.addWidget(made, 1)
            grid.addWidget(sides, at, 1, 1, 2)
        else:
            for column, value in ((1, pair.stored), (2, pair.incoming)):
                shown = Paragraph(value, "body", "text" if column == 1 else "text2")
                shown.setContentsMargins(0, 0, 0, 0)
                grid.addWidget(_padded(shown), at, column)
        result = Paragraph(self._result(pair), "body", weight=600)
        self._results[pair.field] = result
        grid.addWidget(_padded(result, "sunken"), at, 3)

    def result(self, field: str) -> str:
        """What will stand in a field, as shown."""
        return self._results[field].text()

    def _result(self, pair: Pair) -> str:
        if not pair.choosable:
            return pair.stored if pair.stored != text("importflow.empty") else pair.incoming
        chosen = self._choices[pair.field]
        return pair.both if chosen == "both" else pair.incoming if chosen == "file" else pair.stored

    def _turn(self, on: bool, key: str, which: Choice) -> None:
        """A side was taken or given up; of two texts at least one stays."""
        if not isinstance(self.choosers[key, which], ValueTick):
            if on:
                self._choose(key, which)
            return
        other: Choice = "record" if which == "file" else "file"
        beside = self.choosers[key, other]
        if not on and not beside.isChecked():
            beside.setChecked(True)
            return
        self._choose(key, "both" if on and beside.isChecked() else which if on else other)

    def _choose(self, key: str, which: Choice) -> None:
        self._choices[key] = which
        pair = next(pair for pair in self._pairs if pair.field == key)
        self._results[key].setText(self._result(pair))
        for (field, _), chooser in self.choosers.items():
            if field == key:
                chooser.restyle()

    def _fill_source(self, sheet: SheetData, row: PlanRow) -> None:
        body = self._scroll.body
        name = sheet.name or text("importflow.only_sheet")
        heading = Label(text("importflow.in_sheet", sheet=name), "label", "text2", weight=600)
        heading.setContentsMargins(px(20), px(4), 0, px(2))
        body.addWidget(heading)
        near = sheet.near(row.row.row)
        self.source.show_sheet(near, {}, heading.text())
        rows = len(near.rows)
        self.source.setFixedHeight(self.source.letters.height() + rows * px(ROW_HEIGHT) + px(14))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(px(20), 0, px(20), px(8))
        column.addWidget(self.source)
        self.source.show()
        body.addWidget(holder)

    def restyle(self) -> None:
        self._head.setContentsMargins(px(20), px(12), px(12), 0)
        self._head.setSpacing(px(8))
        self._second.setContentsMargins(px(20), px(2), px(20), px(4))
        self._foot.setContentsMargins(px(20), px(10), px(20), px(10))
        self._foot.setSpacing(px(8))
        super().restyle()


def _padded(shown: QWidget, ground: str = "") -> QWidget:
    holder = QWidget()
    holder.setObjectName(ground)
    holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, bool(ground))
    column = QVBoxLayout(holder)
    column.setContentsMargins(px(8), px(8), px(8), px(6))
    column.addWidget(shown)
    column.addStretch(1)
    return holder
