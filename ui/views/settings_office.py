"""The office in the settings: its names and sign, and who signs from when to when."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from ui.context import Context
from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.delegates import TextDelegate
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from ui.widgets.roles import Role
from ui.widgets.table import Table
from workbench.domain.vocabularies import VOCABULARIES
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.record import Record
from workbench.services.council import in_force
from workbench.services.office import OFFICE_FIELDS, Holder, holders, office_change, propose_holder, removal
from workbench.values.dates import format_date, parse_entry

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("role", "person", "position", "from", "to")
_ROWS = 24  # shown at once: a list that scrolls within a page that scrolls is hard to read


class OfficeCard(Card):
    """Names of council and office as they stand at the head of what is printed. Written on leaving a field."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._context = context
        self.editors = {key: LineEdit(name=text(f"office.{key}")) for key in OFFICE_FIELDS}
        self.body.addWidget(Label(text("office.title"), "section"))
        self.body.addWidget(Paragraph(text("office.title_detail"), "label", "text2", weight=400))
        for pair in (("name",), ("parent_name", "office"), ("sign", "place")):
            row = QHBoxLayout()
            row.setSpacing(px(12))
            for key in pair:
                hint = text(f"office.{key}_hint")
                row.addWidget(Field(text(f"office.{key}"), self.editors[key], hint), 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(row)
        for key, editor in self.editors.items():
            editor.editingFinished.connect(lambda key=key: self._write(key))
            editor.setReadOnly(context.workbench.database.read_only)
        context.events.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, _: object = None) -> None:
        """Show what the record has."""
        found = self._context.workbench.repository.all("council")
        for key, editor in self.editors.items():
            if not editor.hasFocus():
                editor.setText((found[0].get(key) or "") if found else "")

    def _write(self, key: str) -> None:
        try:
            act = office_change(self._context.workbench, **{key: self.editors[key].text()})
            if not act.is_empty:
                self._context.commit(act)
        except UserError as error:
            self._context.shell.show_error(error)
            found = self._context.workbench.repository.all("council")
            self.editors[key].setText((found[0].get(key) or "") if found else "")


class SignersCard(Card):
    """Who holds which office, from when to when. Enter or double click changes a line."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._context = context
        self.model = HoldersModel(self)
        self.table = Table(text("office.signers"))
        self.table.setModel(self.model)
        self._delegates = (TextDelegate(weight=500), TextDelegate(), TextDelegate("text2"), TextDelegate(tabular=True))
        for place in range(len(COLUMNS)):
            self.table.setItemDelegateForColumn(place, self._delegates[min(place, 3)])
        self.table.header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.header.setSectionResizeMode(COLUMNS.index("position"), QHeaderView.ResizeMode.Stretch)
        self.table.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.none = Paragraph(text("office.no_signers"), "body", "text2")
        self.add = Button(text("office.add"), icon="plus")
        head = QHBoxLayout()
        head.addWidget(Label(text("office.signers"), "section"))
        head.addStretch(1)
        head.addWidget(self.add)
        self.body.addLayout(head)
        self.body.addWidget(Paragraph(text("office.signers_detail"), "label", "text2", weight=400))
        self.body.addWidget(self.none)
        self.body.addWidget(self.table)
        self.add.clicked.connect(lambda: self._open(None))
        self.table.opened.connect(lambda row: self._open(self.model.record(row)))
        self.add.setEnabled(not context.workbench.database.read_only)
        context.events.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, _: object = None) -> None:
        """Show who holds office."""
        workbench = self._context.workbench
        self.model.show_records(holders(workbench), workbench.clock.today())
        for place, width in ((0, 256), (1, 180), (3, 104), (4, 104)):
            self.table.header.resizeSection(place, px(width))
        rows = self.model.rowCount()
        self.table.setVisible(rows > 0)
        self.none.setVisible(rows == 0)
        height = sum(self.table.rowHeight(row) for row in range(min(rows, _ROWS)))
        self.table.setFixedHeight(height + self.table.header.height() + px(2))

    def _open(self, record: Record[Any] | None) -> None:
        if self._context.workbench.database.read_only:
            return
        sheet = HolderSheet(self._context, record, self.window())
        sheet.open()


class HoldersModel(QAbstractTableModel):
    """Holders of offices; those out of office are grey."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[Record[Any]] = []
        self._today = date.max

    def show_records(self, records: list[Record[Any]], today: date) -> None:
        """Show these."""
        self.beginResetModel()
        self._records, self._today = records, today
        self.endResetModel()

    def record(self, row: int) -> Record[Any]:
        """The holder in a row."""
        return self._records[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._records)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        values = self._records[index.row()].values
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(values, COLUMNS[index.column()])
        past = not in_force(values.valid_from, values.valid_to, self._today)
        return "text3" if role == Role.TOKEN and past else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return text(f"office.column_{COLUMNS[section]}")


class HolderSheet(Sheet):
    """One holder: office, name, dates. `written` after it is in the record."""

    written = Signal()

    def __init__(self, context: Context, record: Record[Any] | None, parent: QWidget | None = None) -> None:
        super().__init__(text("office.holder"), parent, 600)
        self._context, self._record = context, record
        clock, calendar = context.workbench.clock, context.registers.linked().calendar

        def dated(day: date | None) -> DateEdit:
            return DateEdit(lambda s: parse_entry(s, clock.today(), calendar.add_working_days), clock.today, day)

        values = record.values if record else None
        roles = VOCABULARIES["council_role"]
        self.role = Combo([(roles.label(key), key) for key in roles.choices], values.role if values else "office_head")
        self.person = LineEdit(values.person if values else "")
        self.title = LineEdit((values.title or "") if values else "")
        self.position = LineEdit((values.position or "") if values else "")
        self.start = dated(values.valid_from if values else clock.today())
        self.end = dated(values.valid_to if values else None)
        self.fields = {
            "person": Field(text("office.person"), self.person, required=True),
            "valid_from": Field(text("office.from"), self.start),
            "valid_to": Field(text("office.to"), self.end, text("office.to_hint")),
        }
        self.banner = Banner("warn", "")
        self.banner.hide()
        self._warned = ""
        self._lay_out()
        self.person.setFocus()

    def _lay_out(self) -> None:
        self.body.addWidget(Label(text("office.holder"), "section"))
        self.body.addWidget(self.banner)
        top = Qt.AlignmentFlag.AlignTop
        rows = (
            (Field(text("office.role"), self.role), self.fields["person"]),
            (
                Field(text("office.over_signature"), self.title, text("office.over_signature_hint")),
                Field(text("office.position"), self.position, text("office.position_hint")),
            ),
            (self.fields["valid_from"], self.fields["valid_to"]),
        )
        for pair in rows:
            row = QHBoxLayout()
            row.setSpacing(px(12))
            for part in pair:
                row.addWidget(part, 1, top)
            self.body.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        away, cancel, keep = (
            Button(text("office.remove"), "danger"),
            Button(text("office.cancel"), "quiet", key_hint="Esc"),
            Button(text("office.keep"), "primary"),
        )
        away.setVisible(self._record is not None)
        away.clicked.connect(self._remove)
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self.keep)
        foot.addWidget(away)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(keep)
        self.body.addLayout(foot)

    def entered(self) -> Holder:
        """What the fields say."""
        return Holder(
            str(self.role.currentData()),
            " ".join(self.person.text().split()),
            self.title.text().strip(),
            self.position.text().strip(),
            self.start.value(),
            self.end.value(),
        )

    def keep(self) -> None:
        """Write it; what needs a look is said once and may then be written all the same."""
        problems = {"valid_from": self.start.problem(), "valid_to": self.end.problem(), "person": ""}
        holder = self.entered()
        proposal = propose_holder(self._context.workbench, holder, self._record.uid if self._record else "")
        for issue in proposal.issues:
            if issue.severity == "stop":
                problems[issue.field] = text(issue.code, **issue.params)
        for key, problem in problems.items():
            self.fields[key].set_error(problem)
        if any(problems.values()):
            self.adjustSize()
            return
        warnings = "\n".join(text(i.code, **i.params) for i in proposal.issues)
        if warnings and warnings != self._warned:
            self._warned = warnings
            self.banner.show_message("warn", warnings)
            self.adjustSize()
            return
        self._commit(proposal.act)

    def _remove(self) -> None:
        assert self._record is not None
        self._commit(removal(self._context.workbench, self._record.uid))

    def _commit(self, act: ChangeSet) -> None:
        if not act.is_empty:
            try:
                self._context.commit(act)
            except UserError as error:
                self._context.shell.show_error(error)
                return
        self.written.emit()
        self.accept()


def _words(values: Any, key: str) -> str:
    if key == "role":
        return values.title or VOCABULARIES["council_role"].label(values.role or "member")
    if key in ("from", "to"):
        day = values.valid_from if key == "from" else values.valid_to
        return format_date(day) if day else ""
    return str(getattr(values, key) or "")
