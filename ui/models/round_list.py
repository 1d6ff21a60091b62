"""The reporting round as an item model: one row for a member's form of a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.roles import Role
from workbench.exchange.forms import load_forms
from workbench.messages import text
from workbench.services.form_words import form_words
from workbench.services.reporting import Obligation, Roster, standings, state_words
from workbench.values.dates import format_date
from workbench.values.sorting import sort_key

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("place", "form", "period", "state", "received", "paper", "delivery")
LOOKS = {"missing": "new", "sent": "answered", "errors": "warn", "nil": "closed", "consolidated": "fin"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the member's name and what it owes."""

    place: str
    owed: Obligation

    @property
    def key(self) -> tuple[str, str, str]:
        """Member, period and form."""
        return self.owed.locality, self.owed.period.code, self.owed.form


def lines_of(rosters: Sequence[Roster]) -> tuple[Line, ...]:
    """Rows of rosters, period by period, the members by name."""
    return tuple(
        Line(row.name, owed)
        for roster in rosters
        for row in sorted(roster.rows, key=lambda row: sort_key(row.name))
        for owed in row.cells
    )


def form_titles(forms: Iterable[str]) -> list[str]:
    """ "Biểu 02: Tổng hợp khó khăn, vướng mắc …"."""
    titles = {form.key: form.title.capitalize() for form in load_forms()}
    return [f"{form_words(form)}: {titles[form]}" for form in forms]


def late_words(owed: Obligation) -> str:
    """ "Trễ 3 ngày"; nothing when it is not late."""
    return text("due.late", n=owed.late) if owed.late else ""


def chip_words(owed: Obligation) -> str:
    """The state in a few words; a newer version is named by its number."""
    words = text(f"round.state_{owed.state}")
    return text("round.state_version", state=words, n=owed.replaced + 1) if owed.replaced else words


class RoundModel(QAbstractTableModel):
    """Rows of the round."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._answers: dict[int, Callable[[Line, str], Any]] = {
            Qt.ItemDataRole.DisplayRole: shown,
            Qt.ItemDataRole.AccessibleTextRole: _spoken,
            Qt.ItemDataRole.ToolTipRole: _tip,
            Role.STATUS: lambda line, key: _look(line.owed) if key == "state" else None,
            Role.DUE_STATUS: lambda line, key: "late" if key == "received" and line.owed.late else "",
            Role.DUE_WORDS: lambda line, key: late_words(line.owed) if key == "received" else "",
        }

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def row_of(self, key: tuple[str, str, str]) -> int:
        """Row of a member's form of a period, -1 when it is not shown."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        answer = self._answers.get(role)
        return answer(self.lines[index.row()], COLUMNS[index.column()]) if answer else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return text(f"round.column_{COLUMNS[section]}")


def shown(line: Line, key: str) -> str:
    """The words of a cell."""
    owed = line.owed
    if key == "place":
        return line.place
    if key == "form":
        return form_words(owed.form)
    if key == "period":
        return owed.period.label()
    if key == "state":
        return chip_words(owed)
    if key == "received":
        return format_date(owed.received) if owed.received else ""
    if key == "paper":
        return owed.number
    return owed.versions[-1].file if owed.versions else ""


def _look(owed: Obligation) -> str:
    return "late" if owed.late and not owed.is_received else LOOKS[owed.state]


def _spoken(line: Line, key: str) -> str:
    if key == "state":
        return state_words(line.owed)
    if key == "received":
        return ", ".join(filter(None, (shown(line, key), late_words(line.owed))))
    return shown(line, key)


def _tip(line: Line, key: str) -> str | None:
    if key in ("state", "received"):
        return state_words(line.owed)
    return None


def has_standing(line: Line, wanted: frozenset[str]) -> bool:
    """Whether any of what is asked for can be said of a row; nothing asked for is always so."""
    return not wanted or bool(wanted & standings(line.owed))
