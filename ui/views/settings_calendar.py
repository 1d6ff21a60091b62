"""The working calendar of a year: days off, days off in exchange, make-up days; changed after seeing what moves.

Days are collected first; the card lists which deadlines they would move, and only then writes all of it at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMenu, QScrollArea, QWidget

from ui.context import Context
from ui.models.calendar_changes import COLUMNS, CalendarChangesModel, kind_words
from ui.shell.taking_back import take_back
from ui.theme.metrics import px
from ui.views.settings_day import DaySheet
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card
from ui.widgets.choices import WrappedCheckBox
from ui.widgets.delegates import Diff, TextDelegate
from ui.widgets.labels import Label
from ui.widgets.month_grid import DayKind, DayMark
from ui.widgets.paragraph import Paragraph
from ui.widgets.table import Table
from ui.widgets.turning import Turning
from ui.widgets.year_grid import YearGrid
from workbench.domain.workdays import WorkingCalendar
from workbench.errors import UserError
from workbench.messages import text
from workbench.progress import Progress
from workbench.records.changes import ChangeSet
from workbench.services import holiday_list
from workbench.services.working_calendar import CalendarPlan, DayEdit, plan, plan_roll
from workbench.values.dates import format_long, parse_entry

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_LEGEND = (DayKind.HOLIDAY, DayKind.SWAP, DayKind.WORKED, DayKind.OPEN)
_LOOKS = {"off": DayKind.HOLIDAY, "swap_off": DayKind.SWAP, "work": DayKind.WORKED}


class CalendarCard(Card):
    """Twelve months, and below them what is changed and not written yet."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._context = context
        self.edits: dict[date, DayEdit] = {}
        self._plan: CalendarPlan | None = None
        today = context.workbench.clock.today()
        self.grid = YearGrid(today.year, self._kind, self._explain)
        self.title = Label("", "section")
        self.earlier = IconButton("chevron-left", text("calendar.earlier"))
        self.later = IconButton("chevron-right", text("calendar.later"))
        self.take = Button(text("calendar.take"))
        self.add = Button(text("calendar.add"), icon="plus")
        self.note = Banner("warn", "")
        self.roll = WrappedCheckBox(text("calendar.roll"))
        self.pending = PendingChanges()
        self._lay_out()
        self.grid.picked.connect(self._edit_day)
        self.earlier.clicked.connect(lambda: self.show_year(self.grid.year() - 1))
        self.later.clicked.connect(lambda: self.show_year(self.grid.year() + 1))
        self.take.clicked.connect(self._offer_lists)
        self.add.clicked.connect(self._add_day)
        self.roll.clicked.connect(self._turn_roll)
        self.pending.dropped.clicked.connect(self.drop)
        self.pending.applied.clicked.connect(self.apply)
        context.events.changed.connect(self.refresh)
        self.show_year(today.year)

    def _lay_out(self) -> None:
        head = Turning()
        for parts, share in (((self.title, self.earlier, self.later), 1), ((self.take, self.add), 0)):
            row = QHBoxLayout()
            row.setSpacing(px(8))
            for widget in parts:
                row.addWidget(widget)
            row.addStretch(1)
            head.add(row, share)
        self.body.addWidget(head)
        self.body.addWidget(_legend())
        self.body.addWidget(self.note)
        self.body.addWidget(self.grid)
        self.body.addWidget(Paragraph(text("calendar.use"), "label", "text2", weight=400))
        self.body.addWidget(self.roll)
        self.body.addWidget(self.pending)
        self.pending.hide()
        locked = self._context.workbench.database.read_only
        for part in (self.take, self.add, self.roll):
            part.setEnabled(not locked)

    # showing

    def show_year(self, year: int) -> None:
        """Turn to a year."""
        year = max(_FIRST_YEAR, min(_LAST_YEAR, year))
        self.grid.show_year(year)
        self.title.setText(text("calendar.title", year=str(year)))
        self.earlier.setEnabled(year > _FIRST_YEAR)
        self.later.setEnabled(year < _LAST_YEAR)
        self._say_state()

    def refresh(self, _: object = None) -> None:
        """Show the calendar as the record has it now."""
        self.roll.setChecked(self._calendar().roll)
        self.grid.set_kinds(self._kind)
        self._say_state()
        if self.edits:
            self._recount()

    def _calendar(self) -> WorkingCalendar:
        return self._context.registers.linked().calendar

    def _say_state(self) -> None:
        year = self.grid.year()
        listed = any(day.day.year == year for day in self._calendar().days)
        provisional = self._calendar().is_provisional(date(year, 1, 1))
        key = "calendar.year_open" if listed else "calendar.year_missing"
        self.note.setVisible(provisional)
        if provisional:
            self.note.show_message("warn", text(key, year=str(year)))
        self.roll.setChecked(self._calendar().roll)

    def _state(self, day: date) -> tuple[str | None, bool, str, str]:
        """Kind, decided, name and basis of a day, changes not yet written included."""
        edit = self.edits.get(day)
        if edit is not None:
            return edit.kind, edit.decided, edit.name, edit.basis
        listed = self._calendar().listed(day)
        return (listed.kind, listed.decided, listed.name, listed.basis) if listed else (None, True, "", "")

    def _kind(self, day: date) -> DayKind:
        kind, decided, _name, _basis = self._state(day)
        if kind is not None:
            return _LOOKS[kind] if decided else DayKind.OPEN
        if day == self._context.workbench.clock.today():
            return DayKind.TODAY
        return DayKind.WEEKEND if day.isoweekday() > 5 else DayKind.PLAIN

    def _explain(self, day: date) -> str:
        kind, decided, name, basis = self._state(day)
        lines = [format_long(day), " · ".join(filter(None, (name, kind_words(kind, decided, day)))), basis]
        return "\n".join(filter(None, lines))

    # changing

    def _edit_day(self, day: date) -> None:
        if self._context.workbench.database.read_only:
            return
        kind, decided, name, basis = self._state(day)
        self._open(DayEdit(day, kind, name, basis, decided), fixed=True)  # type: ignore[arg-type]

    def _add_day(self) -> None:
        self._open(DayEdit(date(self.grid.year(), 1, 1), None), fixed=False)

    def _open(self, edit: DayEdit, fixed: bool) -> None:
        clock, calendar = self._context.workbench.clock, self._calendar()
        sheet = DaySheet(
            edit,
            lambda typed: parse_entry(typed, clock.today(), calendar.add_working_days),
            clock.today,
            self.window(),
            fixed,
        )
        sheet.entered.connect(lambda made: self.keep([made]))
        sheet.open()

    def keep(self, edits: Sequence[DayEdit]) -> None:
        """Take days up among the changes, and count what they move."""
        self.edits.update({edit.day: edit for edit in edits})
        if edits:
            self.show_year(edits[-1].day.year)
        self._recount()

    def _recount(self) -> None:
        edits = tuple(self.edits.values())
        workbench, registers = self._context.workbench, self._context.registers
        self.grid.set_kinds(self._kind)

        def work(progress: Progress) -> CalendarPlan:
            return plan(workbench, edits, registers.linked())

        task = self._context.run(work)
        task.done.connect(self._show_plan)
        task.start()

    def _show_plan(self, found: CalendarPlan) -> None:
        self._plan = found
        if not found.days:
            self.drop()
            return
        self.pending.show_plan(found, self._calendar())
        self.scroll_to_changes()

    def scroll_to_changes(self) -> None:
        """Bring the list of changes into view."""
        holder: QWidget | None = self
        while holder is not None and not isinstance(holder, QScrollArea):
            holder = holder.parentWidget()
        if isinstance(holder, QScrollArea):
            area = holder
            QTimer.singleShot(0, self.pending, lambda: area.ensureWidgetVisible(self.pending))

    def drop(self) -> None:
        """Forget the changes that are not written."""
        self.edits = {}
        self._plan = None
        self.pending.hide()
        self.grid.set_kinds(self._kind)

    def apply(self) -> None:
        """Write the days and move the deadlines, as one act."""
        found = self._plan
        if found is None or found.blocked:
            return
        self._write(found.act, text("calendar.applied", days=len(found.days), n=len(found.moved)))

    def _write(self, act: ChangeSet, words: str) -> None:
        self.edits, self._plan = {}, None
        try:
            outcome = self._context.commit(act)
        except UserError as error:
            self._context.shell.show_error(error)
            return
        self.pending.hide()
        number = outcome.act.number
        self._context.shell.toast(words, text("calendar.undo"), lambda: take_back(self._context, number))

    def _turn_roll(self) -> None:
        found = plan_roll(self._context.workbench, self.roll.isChecked(), self._context.registers.linked())
        words = text("calendar.roll_applied", n=len(found.moved))
        if not found.moved:
            self._write(found.act, words)
            return
        listed = "\n".join(f"{m.code}: {_span(m.old)} → {_span(m.new)}" for m in found.moved[:8])
        more = len(found.moved) - 8
        detail = listed + (f"\n{text('calendar.more', n=more)}" if more > 0 else "")
        actions = [("leave", text("calendar.cancel")), ("apply", text("calendar.apply_moving", n=len(found.moved)))]

        def answered(key: str) -> None:
            if key == "apply":
                self._write(found.act, words)
            self.refresh()

        self._context.shell.ask(text("calendar.roll_question"), detail, actions, answered)

    # lists

    def _offer_lists(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        year = self.grid.year()
        menu.addAction(text("calendar.from_file")).triggered.connect(self._pick_file)
        by_law = menu.addAction(text("calendar.from_law", year=str(year)))
        by_law.triggered.connect(lambda: self.keep(holiday_list.by_law(year)))
        menu.popup(self.take.mapToGlobal(QPoint(0, self.take.height())))

    def _pick_file(self) -> None:
        self._context.shell.pick_files("import", self._read_file)

    def _read_file(self, files: list[Path]) -> None:
        calendar = self._calendar()

        def work(progress: Progress) -> holiday_list.HolidayList:
            from workbench.exchange.reading import read

            found = holiday_list.read_list(read(files[0], progress=progress))
            return holiday_list.completed(found, calendar)

        def done(found: holiday_list.HolidayList) -> None:
            self.keep(found.edits)
            if found.unread:
                cells = "; ".join(f"{cell} “{words}”" for cell, words in found.unread[:5])
                self._context.shell.toast(text("calendar.unread", n=len(found.unread), cells=cells))

        task = self._context.run(work)
        task.done.connect(done)
        task.start()


class PendingChanges(Card):
    """What is changed and not written: days, deadlines from when to when, what stands against it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(text("calendar.pending"), gap=8, sunken=True, parent=parent)
        self.model = CalendarChangesModel(self)
        self.table = Table(text("calendar.pending"))
        self.table.setModel(self.model)
        self._delegates = (TextDelegate(tabular=True), TextDelegate("text2"), Diff())
        for place, delegate in enumerate(self._delegates):
            self.table.setItemDelegateForColumn(place, delegate)
        self.table.header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.header.setSectionResizeMode(COLUMNS.index("words"), QHeaderView.ResizeMode.Stretch)
        self.table.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.banner = Banner("warn", "")
        self.dropped = Button(text("calendar.drop"), "quiet")
        self.applied = Button("", "primary")
        self.body.addWidget(self.banner)
        self.body.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch(1)
        row.addWidget(self.dropped)
        row.addWidget(self.applied)
        self.body.addLayout(row)

    def show_plan(self, found: CalendarPlan, before: WorkingCalendar) -> None:
        """Show what a plan does; the button names the effect."""
        self.model.show_plan(found, before)
        words = "\n".join(text(issue.code, **issue.params) for issue in found.issues[:4])
        self.banner.setVisible(bool(words))
        if words:
            self.banner.show_message("error" if found.blocked else "warn", words)
        self.applied.setEnabled(not found.blocked)
        moving = len(found.moved)
        self.applied.setText(
            text("calendar.apply_moving", n=moving) if moving else text("calendar.apply", n=len(found.days))
        )
        self.table.header.resizeSection(0, px(190))
        self.table.header.resizeSection(2, px(280))
        rows = range(min(9, self.model.rowCount()))
        height = sum(self.table.rowHeight(row) for row in rows) + self.table.header.height()
        self.table.setFixedHeight(height + px(2))
        self.show()


def _legend() -> Turning:
    made, half = Turning(0), (len(_LEGEND) + 1) // 2
    for kinds, share in ((_LEGEND[:half], 0), (_LEGEND[half:], 1)):
        row = QHBoxLayout()
        row.setSpacing(px(6))
        for kind in kinds:
            row.addWidget(DayMark(kind))
            row.addWidget(Label(text(f"calendar.legend_{kind.value}"), "label", "text2", weight=400))
            row.addSpacing(px(10))
        row.addStretch(1)
        made.add(row, share)
    return made


def _span(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"
