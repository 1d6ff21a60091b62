"""The answering document: who wrote it, number, dates, subject, and the file itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.context import Context
from ui.theme import icons
from ui.theme.metrics import px
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.cards import Card
from ui.widgets.combo import SeekEdit
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import ElidedLabel
from workbench.messages import text
from workbench.records.changes import Attachment
from workbench.services.answering import AnswerDraft
from workbench.services.attachments import attachment_of
from workbench.services.council import in_force
from workbench.services.linked import Linked
from workbench.values.dates import ParsedDate, parse_entry
from workbench.values.sorting import sort_key

_TOP = Qt.AlignmentFlag.AlignTop


class AnswerPaper(Card):
    """`changed` at every entry, `sender_chosen(id of a body)` when another one is named."""

    changed = Signal()
    sender_chosen = Signal(str)

    def __init__(self, context: Context, linked: Linked, waiting: Sequence[str]) -> None:
        super().__init__(gap=8)
        self._context = context
        self._filling = False
        self._sender = ""
        self._place = Path()
        self.attachment: Attachment | None = None
        self.from_whom = SeekEdit([], text("entry.type_to_find"))
        self.number = LineEdit(tabular=True)
        today = context.workbench.clock.today  # asked each time: the page outlives the day
        self.issued = DateEdit(self._read_day, today)
        self.received = DateEdit(self._read_day, today, today())
        self.subject = LineEdit()
        self.fields = {
            "from_organization": Field(text("answer.sender"), self.from_whom),
            "number": Field(text("answer.number"), self.number),
            "document_date": Field(text("answer.issued"), self.issued),
            "received_date": Field(text("answer.received"), self.received),
            "subject": Field(text("answer.subject"), self.subject),
        }
        self.choose = LinkButton(text("answer.choose_file"), icon="plus", flush="right")
        self.look = LinkButton(text("answer.see_file"))
        self.drop = IconButton("x", text("answer.drop_file"), side=24)
        self._clip = QLabel()
        self._file = ElidedLabel("", "body", weight=500)
        self._size = ElidedLabel("", "label", "text2", weight=400)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # the list gives way
        self._lay_out()
        self.offer(linked, waiting)
        self._listen()
        self._show_file()

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        for place, share in enumerate((6, 4, 3, 3)):
            grid.setColumnStretch(place, share)
        for place, name in enumerate(("from_organization", "number", "document_date", "received_date")):
            grid.addWidget(self.fields[name], 0, place, _TOP)
        self.body.addLayout(grid)
        self._files = QWidget()
        row = QHBoxLayout(self._files)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self._clip.setPixmap(icons.pixmap("paperclip", "text2", 16, self.devicePixelRatioF()))
        for widget in (self._clip, self._file, self._size, self.look, self.drop):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.choose)
        self.set_compact(False)

    def set_compact(self, on: bool) -> None:
        """Less height: the file beside the subject."""
        subject, bottom = self.fields["subject"], Qt.AlignmentFlag.AlignBottom
        for widget in (subject, self._files):
            self._grid.removeWidget(widget)
        self._grid.addWidget(subject, 1, 0, 1, 2 if on else 4, _TOP)
        if on:
            self._grid.addWidget(self._files, 1, 2, 1, 2, bottom)
        else:
            self._grid.addWidget(self._files, 2, 0, 1, 4)

    def _listen(self) -> None:
        self.from_whom.textChanged.connect(lambda _: self._sought())
        self.number.textEdited.connect(lambda _: self.changed.emit())
        self.subject.textEdited.connect(lambda _: self.changed.emit())
        for name, editor in (("document_date", self.issued), ("received_date", self.received)):
            editor.changed.connect(lambda _: self._tell())
            editor.problem_changed.connect(self.fields[name].set_error)
        self.choose.clicked.connect(lambda: self._context.shell.pick_files("attachment", self._take))
        self.look.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._place))))
        self.drop.clicked.connect(self._drop_file)

    def _read_day(self, typed: str) -> ParsedDate:
        calendar = self._context.registers.linked().calendar
        return parse_entry(typed, self._context.workbench.clock.today(), calendar.add_working_days)

    def offer(self, linked: Linked, waiting: Sequence[str]) -> None:
        """Bodies to choose from: those that owe an answer first, then all others of today."""
        bodies = linked.names.organizations
        rest = [
            uid
            for uid, r in bodies.items()
            if uid not in waiting and in_force(r.values.valid_from, r.values.valid_to, linked.today)
        ]
        rest.sort(key=lambda uid: sort_key(bodies[uid].values.name))
        self._names = {uid: str(bodies[uid].values.name) for uid in (*waiting, *rest)}
        self.from_whom.set_choices([(name, uid) for uid, name in self._names.items()])

    # entering

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _sought(self) -> None:
        found = str(self.from_whom.value() or "")
        if found != self._sender:
            self._sender = found
            if not self._filling:
                self.sender_chosen.emit(found)

    def _take(self, files: list[Path]) -> None:
        if not files:
            return
        task = self._context.run(lambda _: attachment_of(files[0]))
        task.done.connect(lambda made: self._keep(made, files[0]))
        task.start()

    def _keep(self, made: Attachment, place: Path) -> None:
        self.attachment, self._place = made, place
        self._show_file()
        self.changed.emit()

    def _drop_file(self) -> None:
        self.attachment = None
        self._show_file()
        self.changed.emit()

    def _show_file(self) -> None:
        held = self.attachment
        for widget in (self._clip, self._file, self._size, self.look, self.drop):
            widget.setVisible(held is not None)
        if held is not None:
            self._file.setText(held.name)
            kilobytes = max(1, round(len(held.data) / 1024))
            self._size.setText(text("answer.file_size", size=f"{kilobytes:,}".replace(",", ".")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # the whole

    def entered(self, onto: AnswerDraft) -> AnswerDraft:
        """What stands here, put into the draft."""
        return replace(
            onto,
            from_organization=self._sender,
            number=self.number.text().strip(),
            document_date=self.issued.value(),
            received_date=self.received.value(),
            subject=self.subject.text().strip(),
            attachment=self.attachment,
        )

    def show_entered(self, values: Mapping[str, Any], sender: str) -> None:
        """Put in what was entered before; the file is chosen anew."""
        self._filling = True
        self.set_sender(sender)
        self.number.setText(values.get("number", ""))
        self.subject.setText(values.get("subject", ""))
        self.issued.set_value(values.get("document_date"))
        self.received.set_value(values.get("received_date"))
        self.attachment = None
        self._show_file()
        self._filling = False

    def set_sender(self, uid: str) -> None:
        """Name the body without telling."""
        self._filling, was = True, self._filling
        self.from_whom.setText(self._names.get(uid, ""))
        self.from_whom.setCursorPosition(0)
        self._sender = uid if uid in self._names else ""
        self._filling = was

    def show_problems(self, problems: Mapping[str, tuple[str, bool]], all_of_them: bool) -> None:
        """Say what is wrong under the fields; what is merely missing only once saving was tried."""
        for name, field in self.fields.items():
            words, stops = problems.get(name, ("", False))
            own = field.editor.problem() if isinstance(field.editor, DateEdit) else ""
            empty = isinstance(field.editor, LineEdit) and not field.editor.text().strip()
            shown = words if all_of_them or not empty else ""
            field.set_error((own if all_of_them or field.error() == own else "") or (shown if stops else ""))
            field.set_hint("" if stops else shown)
