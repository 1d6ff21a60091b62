"""The rows of a plan as a list: grouped, ticked where they will be written, differing fields below their row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.views.import_flow.change_words import PlanWords, field_label, new_codes
from ui.widgets.roles import GroupLine, Role
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services.importing.decisions import open_fields
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import Diff, PlanRow

Index = QModelIndex | QPersistentModelIndex
Group = Literal["conflict", "duplicate", "changed", "new", "same", "absent"]
GROUPS: tuple[Group, ...] = ("conflict", "duplicate", "changed", "new", "same", "absent")
STATUS: dict[str, str] = {
    "conflict": "conf", "duplicate": "dup", "undecided": "dup", "changed": "chg", "new": "add", "same": "same",
    "absent": "gone",
}  # fmt: skip
TONES: dict[Group, str] = {"conflict": "red"}
CHECK, SHAPE, RECORD, CHANGE = range(4)
_EXPANDED = 200  # differing fields that are shown at once; more would hide the rows


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a group's heading, a row of the plan, one differing field of it, or an absent record."""

    kind: Literal["group", "row", "diff", "absent"]
    group: Group
    index: int = -1
    diff: Diff | None = None
    absent: tuple[Ref, str, str] | None = None


def group_of(row: PlanRow) -> Group:
    """The group a row is listed under."""
    return "duplicate" if row.how == "undecided" else row.how


def listed(plan: ImportPlan) -> dict[Group, list[int]]:
    """Rows of each group, in the order of the file."""
    made: dict[Group, list[int]] = {group: [] for group in GROUPS}
    for row in plan.rows:
        made[group_of(row)].append(row.index)
    return made


def counts(plan: ImportPlan) -> dict[Group, int]:
    """How many there are in each group."""
    return {**{group: len(rows) for group, rows in listed(plan).items()}, "absent": len(plan.absent)}


class ChangeModel(QAbstractTableModel):
    """Lines of one plan. `toggled(index)` when the officer ticks or unticks a row."""

    toggled = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan: ImportPlan | None = None
        self.entries: tuple[Entry, ...] = ()
        self._words: PlanWords | None = None
        self._codes: dict[int, str] = {}
        self._places: dict[int, int] = {}
        self._expanded: set[int] = set()
        self._hidden: frozenset[int] = frozenset()

    # showing

    def show_plan(self, plan: ImportPlan, words: PlanWords, hidden: Collection[int] = ()) -> None:
        """Show a plan from the start but for some rows."""
        self.beginResetModel()
        self.plan, self._words, self._hidden = plan, words, frozenset(hidden)
        self._codes = new_codes(plan)
        changed = [row for row in plan.rows if row.how == "changed"]
        few = sum(len(row.diffs) for row in changed) <= _EXPANDED
        self._expanded = {row.index for row in changed} if few else set()
        self._list()
        self.endResetModel()

    def update_plan(self, plan: ImportPlan) -> None:
        """The same rows after a decision: nothing moves, only what is said of them changes."""
        self.plan = plan
        self._codes = new_codes(plan)
        self.entries = tuple(self._renewed(entry) for entry in self.entries)
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, CHANGE))

    def expand(self, index: int, on: bool) -> None:
        """Show or fold the differing fields of a row."""
        if self.plan is None or (index in self._expanded) == on or not self.plan.rows[index].diffs:
            return
        place, number = self._places[index], len(self.plan.rows[index].diffs)
        if on:
            self.beginInsertRows(QModelIndex(), place + 1, place + number)
            self._expanded.add(index)
            self._list()
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), place + 1, place + number)
            self._expanded.discard(index)
            self._list()
            self.endRemoveRows()

    def row_at(self, place: int) -> PlanRow | None:
        """The plan's row at a place: that of the line itself, or the one a field belongs to."""
        if self.plan is None or not 0 <= place < len(self.entries):
            return None
        entry = self.entries[place]
        return self.plan.rows[entry.index] if entry.index >= 0 else None

    def place_of(self, index: int) -> int:
        """Where a row of the plan is listed, -1 when it is not."""
        return self._places.get(index, -1)

    def place_of_group(self, group: Group) -> int:
        """Where a group begins, -1 when it is empty."""
        return next((n for n, e in enumerate(self.entries) if e.kind == "group" and e.group == group), -1)

    def order(self) -> list[int]:
        """Rows of the plan as listed."""
        return [entry.index for entry in self.entries if entry.kind == "row"]

    def group_rows(self) -> list[int]:
        """Places of the headings, for the table."""
        return [place for place, entry in enumerate(self.entries) if entry.kind == "group"]

    def diff_rows(self) -> list[int]:
        """Places of the differing fields, which are lower than rows."""
        return [place for place, entry in enumerate(self.entries) if entry.kind == "diff"]

    def code(self, index: int) -> str:
        """The code a new record will get."""
        return self._codes.get(index, "")

    def _list(self) -> None:
        self.entries = tuple(self._entries())
        self._places = {e.index: place for place, e in enumerate(self.entries) if e.kind == "row"}

    def _entries(self) -> Iterator[Entry]:
        if self.plan is None:
            return
        for group, every in listed(self.plan).items():
            indices = [index for index in every if index not in self._hidden]
            if group == "absent" and self.plan.absent:
                yield Entry("group", group)
                yield from (Entry("absent", group, absent=one) for one in self.plan.absent)
            elif indices:
                yield Entry("group", group)
                for index in indices:
                    yield Entry("row", group, index)
                    if index in self._expanded:
                        yield from (Entry("diff", group, index, diff) for diff in self.plan.rows[index].diffs)

    def _renewed(self, entry: Entry) -> Entry:
        if entry.diff is None or self.plan is None:
            return entry
        diffs = {diff.field: diff for diff in self.plan.rows[entry.index].diffs}
        return Entry(entry.kind, entry.group, entry.index, diffs[entry.diff.field])

    # Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("", "", text("importflow.col_record"), text("importflow.col_change"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and index.column() == CHECK and self._checkable(self.entries[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.plan is None or self._words is None:
            return None
        entry = self.entries[index.row()]
        if entry.kind == "group":
            return self._heading(entry.group, role)
        if entry.kind == "absent" and entry.absent is not None:
            return _absent(entry.absent, entry.absent[0] in self.plan.asked, index.column(), role)
        row = self.plan.rows[entry.index]
        if entry.diff is not None:
            return self._field(row, entry.diff, index.column(), role)
        return self._row(row, entry, index.column(), role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        self.toggled.emit(self.entries[index.row()].index)
        return True

    def _checkable(self, entry: Entry) -> bool:
        return entry.kind == "row" and entry.group != "same"

    def _heading(self, group: Group, role: int) -> Any:
        if role == Role.GROUP:
            return GroupLine(text(f"importflow.group_{group}"), self._note(group), TONES.get(group, "grey"))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{text(f'importflow.group_{group}')}, {self._note(group)}"
        return None

    def _note(self, group: Group) -> str:
        if self.plan is None:
            return ""
        number = counts(self.plan)[group]
        rows = [self.plan.rows[index] for index in listed(self.plan)[group]]
        if group == "changed":
            fields = text("importflow.fields", n=sum(len(row.diffs) for row in rows))
            return text("importflow.note_changed", n=number, fields=fields)
        if group == "absent":
            return text("importflow.note_absent", n=number)
        waiting = any(not row.decided for row in rows)
        return text("importflow.note_waiting", n=number) if waiting else text("importflow.note_plain", n=number)

    def _row(self, row: PlanRow, entry: Entry, column: int, role: int) -> Any:
        assert self._words is not None
        if role == Qt.ItemDataRole.CheckStateRole:
            if column != CHECK or not self._checkable(entry):
                return None
            return Qt.CheckState.Checked if ticked(row) else Qt.CheckState.Unchecked
        if role == Role.STATUS:
            return STATUS[row.how] if column == SHAPE else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.title(row) if column == RECORD else self.change(row) if column == CHANGE else None
        if role == Role.META and column == RECORD:
            return self._words.meta(row, self.code(row.index))
        if role == Role.TOKEN and column == CHANGE:
            return change_token(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row) if column in (CHECK, RECORD) else self.change(row)
        return None

    def _field(self, row: PlanRow, diff: Diff, column: int, role: int) -> Any:
        assert self._words is not None
        before = "" if diff.stored is None else self._words.before(row, diff)
        after = self._words.after(row, diff)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text("importflow.field_changes", field=field_label(row.row.form, diff.field), before=before,
                        after=after)  # fmt: skip
        if column == RECORD and role == Qt.ItemDataRole.DisplayRole:
            return field_label(row.row.form, diff.field)
        if column == CHANGE:
            kept = diff.choice == "record" or row.action == "skip"
            if role == Role.BEFORE:
                return "" if kept else before
            if role == Role.AFTER:
                return "" if kept else after
            if role == Qt.ItemDataRole.DisplayRole and kept:
                return text("importflow.keeps", value=before or text("importflow.empty"))
        return None

    def change(self, row: PlanRow) -> str:
        """What will become of a row, in a few words."""
        assert self._words is not None
        if row.action == "skip":
            return text("importflow.left_out")
        if row.how == "same":
            return text("importflow.nothing_new")
        if row.blocked and row.action is None and row.ref is None:
            return next((i.words for i in stops(row)), text("importflow.blocked"))
        if row.how == "new":
            return self._words.about(row)
        if row.how in ("duplicate", "undecided"):
            return self._duplicate(row)
        if row.blocked and row.action is None:
            return text("importflow.blocked")
        return _conflict(row) if row.how == "conflict" else text("importflow.fields", n=len(row.diffs))

    def _duplicate(self, row: PlanRow) -> str:
        assert self._words is not None
        if row.action in ("merge", "link"):
            key = "importflow.merged_into" if row.action == "merge" else "importflow.linked_with"
            return text(key, code=self._words.target(row))
        if row.action == "write":
            return text("importflow.kept_new")
        return text("importflow.choose_beside") if row.ref is None else text("importflow.compare")

    def spoken(self, row: PlanRow) -> str:
        """The whole row for a screen reader."""
        assert self._words is not None
        kind = text(f"importflow.group_{group_of(row)}")
        state = text("importflow.will_write" if row.writes else "importflow.decided" if row.decided
                     else "importflow.undecided")  # fmt: skip
        parts = [kind, self._words.title(row), self._words.meta(row, self.code(row.index)), self.change(row), state]
        return ", ".join(filter(None, parts))


def ticked(row: PlanRow) -> bool:
    """A row is ticked when it is settled and not left out, also when its decision keeps the record as it is."""
    return row.decided and row.action in ("write", "merge", "link") and row.how != "same"


@dataclass(frozen=True, slots=True)
class Stop:
    """A finding that blocks a row."""

    words: str
    where: str


def stops(row: PlanRow) -> Sequence[Stop]:
    """What blocks a row, in words."""
    from workbench.exchange.problems import problem_text

    return [
        Stop(problem_text(issue), issue.cells[0].address if issue.cells else "")
        for issue in row.row.all_issues
        if issue.severity == "stop"
    ]


def change_token(row: PlanRow) -> str:
    """Colour of what is said of a row."""
    if row.action == "skip" or row.decided:
        return "text2"
    if row.how in ("duplicate", "undecided"):
        return "accent"
    return "red" if row.blocked else "text2"


def _conflict(row: PlanRow) -> str:
    waiting = sum(1 for _ in open_fields(row))
    if waiting:
        total = sum(diff.conflict for diff in row.diffs)
        key = "importflow.fields_to_choose" if waiting == total else "importflow.fields_left"
        return text(key, n=waiting)
    choices = {diff.choice or "file" for diff in row.diffs}
    chosen = choices.pop() if len(choices) == 1 else "mixed"
    return text(f"importflow.chosen_{chosen}")


def _absent(one: tuple[Ref, str, str], asked: bool, column: int, role: int) -> Any:
    _ref, code, title = one
    if role == Role.STATUS:
        return "gone" if column == SHAPE else None
    if role == Qt.ItemDataRole.DisplayRole:
        return {RECORD: title, CHANGE: text("importflow.will_ask" if asked else "importflow.stays")}.get(column)
    if role == Role.META and column == RECORD:
        return code
    if role == Role.TOKEN:
        return "text2" if column == CHANGE else None
    if role == Qt.ItemDataRole.AccessibleTextRole:
        said = text("importflow.will_ask" if asked else "importflow.stays")
        return f"{text('importflow.group_absent')}, {code}, {title}, {said}"
    return None
