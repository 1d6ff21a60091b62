"""Rows of a register as an item model. `data()` reads nothing: a row that is not there is asked for and shown later."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from ui.models.due import DueLook, due_look
from ui.models.found_places import found_places, search_words
from ui.models.listed_rows import GONE, ListedRows, no_rows
from ui.models.register_columns import Column
from ui.models.ticks import Ticks
from ui.theme import status
from ui.widgets.roles import Role
from workbench.messages import text
from workbench.services.register_rows import Row
from workbench.values.date_formats import format_date
from workbench.values.percent import format_percent

Index = QModelIndex | QPersistentModelIndex
_SEPARATOR = "  ·  "
_PLAIN = DueLook()
_EMPTY: dict[int, str] = {Qt.ItemDataRole.DisplayRole: "", Qt.ItemDataRole.AccessibleTextRole: "", Role.META: ""}
PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
CHECKABLE = PLAIN | Qt.ItemFlag.ItemIsUserCheckable
_CLOSE, _AROUND = 4, 60  # rows read before and after one that is asked for: with it, and once it is seen
_MOST_AT_ONCE = 200
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_AHEAD_MS = 120


class _Painted:
    """One cell after the other, as the painting of whole rows asks for them."""

    __slots__ = ("_answers", "column", "model", "place", "row")

    def __init__(self, model: RegisterModel, answers: Mapping[int, Callable[[Row, Column], Any]]) -> None:
        self.model, self._answers = model, answers
        self.row, self.place, self.column = GONE, 0, 0

    def at(self, column: int) -> _Painted:
        self.column = column
        return self

    def data(self, role: int, /) -> Any:
        column = self.model.columns[self.column]
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.model.check_state(self.place, column)
        answer = self._answers.get(role)
        return answer(self.row, column) if answer else None

    def flags(self) -> Qt.ItemFlag:
        return CHECKABLE if self.model.columns[self.column].kind == "check" else PLAIN


class RegisterModel(QAbstractTableModel):
    """The rows of one register in the columns given. `ticked_changed` when ticks were set or taken away, `wanted`
    with the numbers of rows that were asked for and are not there.
    """

    ticked_changed = Signal()
    wanted = Signal(object)  # list[int]

    def __init__(self, register: str, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self.columns: tuple[Column, ...] = tuple(columns)
        self.rows = no_rows()
        self.words: tuple[str, ...] = ()
        self._ticks = Ticks()
        self._asked: set[int] = set()  # places
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self._ahead = QTimer(self, singleShot=True, interval=_AHEAD_MS)
        self._ahead.timeout.connect(self._read_ahead)
        self._awaited: set[int] = set()  # numbers of rows that somebody looks at and that are not there
        self._around = (0, 0)
        self._answers: dict[int, Callable[[Row, Column], Any]] = {
            Qt.ItemDataRole.DisplayRole: shown,
            Qt.ItemDataRole.TextAlignmentRole: _alignment,
            Qt.ItemDataRole.AccessibleTextRole: _spoken,
            Qt.ItemDataRole.ToolTipRole: _tip,
            Role.STATUS: lambda row, column: row.status if column.kind == "status" else None,
            Role.META: lambda row, column: meta(row) if column.kind == "two_line" else None,
            Role.DUE_STATUS: lambda row, column: _due(row, column).status,
            Role.DUE_WORDS: lambda row, column: _due(row, column).words,
            Role.PROGRESS: lambda row, column: _share(row, column, "progress"),
            Role.ELAPSED: lambda row, column: _share(row, column, "elapsed"),
            Role.MATCHES: self._matches,
            Role.META_MATCHES: lambda row, _: found_places(meta(row), self.words),
            Role.RECORD: lambda row, _: row.ref,
        }
        self._painted = _Painted(self, self._answers)

    def set_rows(self, rows: ListedRows, query: str = "") -> None:
        """Show these rows; found words of `query` are marked."""
        self.beginResetModel()
        self.rows = rows
        self.words = search_words(query)
        self._ticks.show(rows.ids)
        self._asked.clear()
        self._ahead.stop()
        self.endResetModel()

    def extend(self, ids: array[int]) -> None:
        """The whole list is known: it goes on after the rows that are shown, or else takes their place."""
        known = len(self.rows)
        self._ticks.show(ids)
        if ids[:known] != self.rows.ids:
            self.beginResetModel()
            self.rows.ids = ids
            self.endResetModel()
        elif len(ids) > known:
            self.beginInsertRows(QModelIndex(), known, len(ids) - 1)
            self.rows.ids = ids
            self.endInsertRows()

    def keep(self, asked: Sequence[int], rows: Mapping[int, Row]) -> None:
        """Show rows that were asked for."""
        self.rows.keep(asked, rows)
        if self._awaited.isdisjoint(asked):
            return
        self._awaited.difference_update(asked)
        if self.rows and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    def _ask(self) -> None:
        """Ask for what was missed since; what lies around it is read ahead when that is seen."""
        missed, self._asked = self._asked, set()
        if missed:
            self._awaited = set(self.rows.missing(missed))
            self._around = (min(missed), max(missed))
            self._want(place for at in missed for place in range(at - _CLOSE, at + _CLOSE + 1))
            self._ahead.start()

    def _read_ahead(self) -> None:
        first, last = self._around
        self._want(range(first - _AROUND, min(last, first + _MOST_AT_ONCE) + _AROUND + 1))

    def _want(self, places: Iterable[int]) -> None:
        missing = self.rows.missing(sorted(set(places)))
        if missing:
            self.wanted.emit(missing)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def place_of(self, number: int) -> int:
        """Place of a row by its number, -1 when it is not listed."""
        try:
            return self.rows.ids.index(number)
        except ValueError:
            return -1

    def column_of(self, key: str) -> int:
        """Place of a column, -1 when it is not shown."""
        return next((place for place, column in enumerate(self.columns) if column.key == key), -1)

    # ticks

    def ticked(self) -> ListedRows:
        """Ticked rows in the order listed; those that are filtered out do not count."""
        return self.rows.among(self._ticks.numbers())

    def ticked_count(self) -> int:
        """How many of the rows listed are ticked."""
        return self._ticks.count

    def ticked_places(self) -> list[int]:
        """Places of the ticked rows."""
        return list(self._ticks.places())

    def first_ticked(self) -> int:
        """Place of the first ticked row, -1 without one."""
        return self._ticks.first()

    def ticked_runs(self, most: int) -> list[tuple[int, int]]:
        """First and last place of each run of ticked rows; none when there are more runs than that."""
        return self._ticks.runs(most)

    def is_ticked(self, row: int) -> bool:
        """Whether a row is ticked."""
        return self._ticks.of(row)

    def tick(self, rows: Sequence[int], on: bool = True) -> None:
        """Tick rows, or take their ticks away."""
        self._ticks.set(rows, on)
        self._tell_ticks()

    def tick_only(self, rows: Sequence[int]) -> None:
        """Tick these rows and no others."""
        self._ticks.only(rows)
        self._tell_ticks()

    def _tell_ticks(self) -> None:
        if self.rows:
            place = max(0, self.column_of("check"))
            first, last = self.index(0, place), self.index(len(self.rows) - 1, place)
            self.dataChanged.emit(first, last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked_changed.emit()

    # Qt

    def cells(self, place: int) -> Callable[[int], _Painted] | None:
        """The cells of a row by column, for painting; None while the row is not there, which is then asked for. They
        stand until the next row is asked for.
        """
        row = self.rows.ready(place)
        if row is None:
            self._miss(place)
            return None
        self._painted.row, self._painted.place = row, place
        return self._painted.at

    def check_state(self, place: int, column: Column) -> Qt.CheckState | None:
        """Whether a row is ticked, in the column of ticks."""
        if column.kind != "check":
            return None
        return Qt.CheckState.Checked if self.is_ticked(place) else Qt.CheckState.Unchecked

    def _miss(self, place: int) -> None:
        self._asked.add(place)
        if not self._asking.isActive():
            self._asking.start()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return CHECKABLE if self.columns[index.column()].kind == "check" else PLAIN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place, column = index.row(), self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.check_state(place, column)
        row = self.rows.ready(place)
        if row is None:
            self._miss(place)
            return _EMPTY.get(role)
        answer = self._answers.get(role)
        return answer(row, column) if answer else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or self.columns[index.column()].kind != "check":
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading(self.register)
        return _alignment(None, column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _matches(self, row: Row, column: Column) -> Any:
        return found_places(shown(row, column), self.words)


def shown(row: Row, column: Column) -> str:
    """Words of a cell on screen and on the clipboard."""
    if column.kind == "check":
        return ""
    if column.kind == "status":
        return row.status_word or status.word(row.status)
    if column.key == "due":
        return format_date(row.due) if row.due else ""
    if column.key in ("title", "code", "places", "officer"):
        return str(getattr(row, column.key))
    return row.cells.get(column.key, "")


def meta(row: Row) -> str:
    """The second line of the two-line form."""
    return _SEPARATOR.join(filter(None, (row.code, row.places)))


def _due(row: Row, column: Column) -> DueLook:
    return due_look(row.due_status) if column.kind == "due" else _PLAIN


def _share(row: Row, column: Column, key: str) -> float | None:
    """A percentage of the row as a share, in the column that shows one."""
    percent = row.data.get(key) if column.kind == "progress" else None
    return None if percent is None else percent / 100


def _alignment(row: Row | None, column: Column) -> int:
    return _RIGHT if column.kind == "number" else _LEFT


def _spoken(row: Row, column: Column) -> str:
    if column.kind == "due":
        return ", ".join(filter(None, (shown(row, column), due_look(row.due_status).full)))
    if column.kind == "progress" and row.data.get("elapsed") is not None and shown(row, column):
        passed = format_percent(row.data["elapsed"] / 100, 0)
        return text("columns.progress_spoken", done=shown(row, column), passed=passed)
    if column.kind == "two_line":
        due = due_look(row.due_status).full
        return ", ".join(filter(None, (row.code, row.title, row.status_word or status.word(row.status), due)))
    return shown(row, column)


def _tip(row: Row, column: Column) -> str | None:
    return due_look(row.due_status).full or None if column.kind == "due" else None
