"""Step one: where the files come from, how far reading is, what became of each; and imports that still wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import icons
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.tokens import BODY, RADIUS_CARD
from ui.views.import_flow.file_words import Stand, stand_of, waiting_words, whence_words
from ui.views.import_flow.flow import FileEntry, Flow
from ui.widgets.base import Themed, box, order_stops
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import Card, ScrollBody
from ui.widgets.labels import ElidedLabel, Label, Line, ShapeMark
from ui.widgets.paragraph import Paragraph
from ui.widgets.progress_line import ProgressLine
from ui.widgets.turning import Turning
from workbench.messages import text
from workbench.services.importing.waiting import Waiting


class DropZone(Themed, QWidget):
    """Where files are dropped, chosen or pasted. `picked`, `pasted`."""

    picked = Signal()
    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pick = Button(text("importflow.pick"), "primary", "folder-open")
        self.paste = Button(text("importflow.paste"), icon="clipboard")
        self.paste.setToolTip(text("importflow.paste_tip"))
        self.pick.clicked.connect(self.picked)
        self.paste.clicked.connect(self.pasted)
        self._row = QHBoxLayout(self)
        self._mark = _Icon("inbox")
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Label(text("importflow.drop_here"), "section"))
        words.addWidget(Paragraph(text("importflow.drop_detail"), "label", "text2", weight=400))
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        acts = QHBoxLayout()
        acts.setSpacing(px(12))
        acts.addWidget(self.paste)
        acts.addWidget(self.pick)
        acts.addStretch(1)
        self._sides = Turning(12)
        self._sides.add(words, 1)
        self._sides.add(acts)
        self._row.addWidget(self._sides, 1)
        self.follow_theme()

    def restyle(self) -> None:
        self._row.setContentsMargins(px(20), px(16), px(20), px(16))
        self._row.setSpacing(px(12))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), px(RADIUS_CARD), "surface", "control", 1.5, dashed=True)


class _Icon(Themed, QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedSize(px(28), px(28))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.draw(QPainter(self), QRectF(self.rect()), self._name, "accent")


class FileRow(Themed, QWidget):
    """One file: mark, name, what was found or why it was refused, and what can be done."""

    def __init__(self, entry: FileEntry, stand: Stand) -> None:
        super().__init__()
        self.entry, self.stand = entry, stand
        self._row = QHBoxLayout(self)
        self._row.addWidget(ShapeMark(stand.shape, stand.ink, 14, BODY.line), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(ElidedLabel(entry.name, "body", weight=600))
        self.said = Paragraph(stand.words, "label", stand.token, weight=400)
        words.addWidget(self.said)
        if stand.next_words:
            words.addWidget(Paragraph(stand.next_words, "label", "text2", weight=400))
        self._row.addLayout(words, 1)
        self.act = LinkButton(stand.act)
        self.act.setAccessibleName(f"{stand.act}: {entry.name}" if stand.act else "")
        self.away = IconButton("x", text("importflow.remove_file", file=entry.name))
        self._row.addWidget(self.act, 0, Qt.AlignmentFlag.AlignVCenter)
        self.act.setVisible(bool(stand.act))  # not before it has a parent: it would be a window for a moment
        self._row.addWidget(self.away, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(", ".join(filter(None, (entry.name, stand.words))))
        self.follow_theme()

    def restyle(self) -> None:
        self._row.setContentsMargins(0, px(8), 0, px(8))
        self._row.setSpacing(px(10))
        super().restyle()


class WaitingRow(Themed, QWidget):
    """An import of the inbox: its file, who sent it, since when, how many decisions are open."""

    def __init__(self, one: Waiting, sender: str) -> None:
        super().__init__()
        self.one = one
        self._row = QHBoxLayout(self)
        self._row.addWidget(ShapeMark(Shape.RING_ALERT, "amber", 14, BODY.line), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(ElidedLabel(one.file, "body", weight=600))
        self.said = Paragraph(waiting_words(one), "label", "text2", weight=400)
        self.whence = Paragraph(whence_words(one, sender), "label", "text2", weight=400)
        words.addWidget(self.said)
        words.addWidget(self.whence)
        self._row.addLayout(words, 1)
        self.act = LinkButton(text("importflow.take_up"))
        self.act.setAccessibleName(f"{text('importflow.take_up')}: {one.file}")
        self.away = IconButton("x", text("inbox.dismiss_file", file=one.file))
        self._row.addWidget(self.act, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.away, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(". ".join((one.file, self.said.text(), self.whence.text())))
        self.follow_theme()

    def restyle(self) -> None:
        self._row.setContentsMargins(0, px(8), 0, px(8))
        self._row.setSpacing(px(10))
        super().restyle()


class FilesStep(QWidget):
    """`picked`, `pasted`; `opened(entry)`, `retried(entry)`, `removed(entry)` of a file; `stopped`;
    `resumed(batch)` and `dismissed(Waiting)` of an import that waits; `lessons_wanted`."""

    picked = Signal()
    pasted = Signal()
    opened = Signal(object)
    retried = Signal(object)
    removed = Signal(object)
    stopped = Signal()
    resumed = Signal(str)
    dismissed = Signal(object)
    lessons_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.zone = DropZone()
        self.zone.picked.connect(self.picked)
        self.zone.pasted.connect(self.pasted)
        self.progress = ProgressLine()
        self.progress.stopped.connect(self.stopped)
        self._running = Card(gap=4)
        self._running.body.addWidget(self.progress)
        self._running.hide()
        self.files = Card(text("importflow.files"), gap=0, role="section")
        self._counts = Label("", "label", "text2", weight=400, tabular=True)
        self.files.head.addWidget(self._counts)
        self.waiting = Card(text("importflow.waiting_imports"), gap=0, role="section")
        self.rows: list[FileRow] = []
        self.waiting_rows: list[WaitingRow] = []
        self._none = Paragraph(text("importflow.no_files"), "body", "text2")
        self._scroll = ScrollBody()
        body = self._scroll.body
        body.setContentsMargins(px(24), px(16), px(24), px(16))
        body.setSpacing(px(12))
        for widget in (self.zone, self._running, self.files, self.waiting, self._none):
            body.addWidget(widget)
        self.lessons = LinkButton(text("lessons.open"), "history", flush="left")
        self.lessons.clicked.connect(self.lessons_wanted)
        body.addWidget(self.lessons, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self.waiting.hide()
        self.show_files(Flow())

    # showing

    def show_files(self, flow: Flow) -> None:
        """Show the list as it stands; the keyboard stays where it was."""
        held = self._held()
        for row in self.rows:
            row.hide()
            row.deleteLater()
        _drop_lines(self.files)
        self.rows = [FileRow(entry, stand_of(entry)) for entry in flow.entries]
        for place, row in enumerate(self.rows):
            if place:
                self.files.body.addWidget(Line())
            self.files.body.addWidget(row)
            row.act.clicked.connect(lambda _=False, row=row: self._act(row))
            row.away.clicked.connect(lambda _=False, row=row: self.removed.emit(row.entry))
            if held and row.entry is held[0] and row.isVisibleTo(self):
                (row.act if held[1] and row.stand.act else row.away).setFocus()
        self._count(flow)
        self.files.setVisible(bool(self.rows))
        self._none.setVisible(not self.rows and not self.waiting_rows)
        self._order()

    def show_waiting(self, imports: Sequence[Waiting], senders: Mapping[str, str]) -> None:
        """Show what waits in the inbox; `senders` are the names of localities by id."""
        if [row.one for row in self.waiting_rows] == list(imports):
            return
        for row in self.waiting_rows:
            row.hide()
            row.deleteLater()
        _drop_lines(self.waiting)
        self.waiting_rows = [WaitingRow(one, senders.get(one.sender, "")) for one in imports]
        for place, row in enumerate(self.waiting_rows):
            if place:
                self.waiting.body.addWidget(Line())
            self.waiting.body.addWidget(row)
            row.act.clicked.connect(lambda _=False, uid=row.one.batch: self.resumed.emit(uid))
            row.away.clicked.connect(lambda _=False, one=row.one: self.dismissed.emit(one))
        self.waiting.setVisible(bool(self.waiting_rows))
        self._none.setVisible(not self.rows and not self.waiting_rows)
        self._order()

    def show_progress(self, flow: Flow, entry: FileEntry | None, detail: str = "") -> None:
        """How far reading is: whole files, and what is done of the present one."""
        self._running.setVisible(entry is not None)
        if entry is None:
            return
        total = len(flow.entries) - flow.count("stopped")
        done = flow.count("ready", "failed", "done", "undone")
        if not self._running.property("begun"):
            self.progress.begin(text("importflow.reading", n=total), text("importflow.stop_keeps"))
            self._running.setProperty("begun", True)
        words = text("importflow.reading_file", i=done + 1, total=total, file=entry.name)
        self.progress.show_progress(done / total if total else None, " · ".join(filter(None, (words, detail))))

    def end_progress(self) -> None:
        """Nothing is being read any more."""
        self._running.setProperty("begun", False)
        self._running.hide()

    def _order(self) -> None:
        """The keyboard goes through the page as it is read, though the lines were made last."""
        order_stops(self.zone.paste, self.zone.pick, *self.rows, *self.waiting_rows, self.lessons)

    def first_focus(self) -> QWidget:
        """The first file that can be opened, else the first that waits, else the choice of files."""
        waiting = self.waiting_rows[0].act if self.waiting_rows else self.zone.pick
        return next((row.act for row in self.rows if row.stand.act), waiting)

    def is_untouched(self) -> bool:
        """Whether the keyboard is still where the page put it, not at one of the files."""
        return not any(row.act.hasFocus() or row.away.hasFocus() for row in self.rows)

    def _held(self) -> tuple[FileEntry, bool] | None:
        focus = self.focusWidget()
        row = next((row for row in self.rows if focus is not None and row.isAncestorOf(focus)), None)
        return (row.entry, focus is row.act) if row else None

    def _count(self, flow: Flow) -> None:
        parts = [("ready", flow.count("ready")), ("done", flow.count("done")), ("failed", flow.count("failed"))]
        said = [text(f"importflow.files_{key}", n=number) for key, number in parts if number]
        self._counts.setText(" · ".join(said))

    # acting

    def _act(self, row: FileRow) -> None:
        (self.retried if row.entry.stage in ("failed", "stopped") else self.opened).emit(row.entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
            return
        super().keyPressEvent(event)


def _drop_lines(card: Card) -> None:
    for line in card.findChildren(Line):
        line.hide()
        line.deleteLater()


def clipboard_table() -> tuple[str, str]:
    """What was copied, as HTML and as text; both empty when there is neither."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None:
        return "", ""
    return data.html() if data.hasHtml() else "", data.text() if data.hasText() else ""
