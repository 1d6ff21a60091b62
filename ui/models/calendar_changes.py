"""What a change of the calendar does, as rows: days, deadlines that move, deadlines that stay as the officer set."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.roles import GroupLine, Role
from workbench.domain.workdays import WorkingCalendar
from workbench.messages import text
from workbench.services.working_calendar import CalendarPlan, DayEdit, MovedDeadline
from workbench.values.dates import format_date, format_long

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("what", "words", "change")
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class CalendarChangesModel(QAbstractTableModel):
    """Lines are GroupLine, DayEdit or MovedDeadline."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[GroupLine | DayEdit | MovedDeadline] = []
        self._before: WorkingCalendar | None = None

    def show_plan(self, plan: CalendarPlan, before: WorkingCalendar) -> None:
        """Show what a plan does to the calendar as it stands."""
        self.beginResetModel()
        self._before = before
        self._lines = []
        for key, lines in (("days", plan.days), ("moved", plan.moved), ("kept", plan.kept)):
            if lines:
                self._lines.append(GroupLine(text(f"calendar.group_{key}", n=len(lines))))
                self._lines += lines
        self.endResetModel()

    def line(self, row: int) -> GroupLine | DayEdit | MovedDeadline:
        """What stands in a row."""
        return self._lines[row]

    def group_rows(self) -> list[int]:
        """Rows that run across the table."""
        return [row for row, line in enumerate(self._lines) if isinstance(line, GroupLine)]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, key = self._lines[index.row()], COLUMNS[index.column()]
        if isinstance(line, GroupLine):
            return line if role == Role.GROUP else line.title if role in _SPOKEN else None
        if key == "change":
            before, after = self._change(line)
            if role in _SPOKEN:
                return f"{before} → {after}"
            return before if role == Role.BEFORE else after if role == Role.AFTER else None
        return self._words(line, key) if role in _SPOKEN else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return text(f"calendar.column_{COLUMNS[section]}")

    def _words(self, line: DayEdit | MovedDeadline, key: str) -> str:
        if isinstance(line, DayEdit):
            return format_long(line.day) if key == "what" else " · ".join(filter(None, (line.name, line.basis)))
        return line.code if key == "what" else line.to

    def _change(self, line: DayEdit | MovedDeadline) -> tuple[str, str]:
        if isinstance(line, MovedDeadline):
            return _day(line.old), _day(line.new)
        assert self._before is not None
        listed = self._before.listed(line.day)
        before = kind_words(listed.kind if listed else None, listed.decided if listed else True, line.day)
        return before, kind_words(line.kind, line.decided, line.day)


def kind_words(kind: str | None, decided: bool, day: date) -> str:
    """What a day is: “nghỉ lễ”, “ngày làm việc”, “nghỉ lễ, chưa quyết định”."""
    if kind is None:
        return text("calendar.kind_weekend" if day.isoweekday() > 5 else "calendar.kind_plain")
    words = text(f"calendar.kind_{kind}")
    return words if decided else text("calendar.undecided", kind=words)


def _day(day: date | None) -> str:
    return format_date(day) if day else "–"
