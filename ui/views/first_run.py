"""The first page: makes a record in under a minute, or opens one that is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMainWindow, QVBoxLayout, QWidget

from ui.ask import Asker, WindowAsker
from ui.notify import notice_of
from ui.preferences import PreferenceBook
from ui.shell import sizes
from ui.shell.dialogs import ErrorSheet
from ui.theme import icons
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.choices import RadioCard
from ui.widgets.combo import Combo
from ui.widgets.empty_state import LinkPicture
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.clock import Clock
from workbench.errors import UserError
from workbench.messages import language, set_language, text
from workbench.services.records_new import create_record
from workbench.services.seeding import NewRecord, council_members_today, councils
from workbench.services.workbench import SUFFIX, Workbench
from workbench.values.sorting import sort_key

START = ("empty", "sample", "excel")


@dataclass(frozen=True, slots=True)
class NewFile:
    """A record just made, and what the officer wanted to begin with."""

    workbench: Workbench
    path: Path
    start_with: str


class FirstRun(QMainWindow):
    """`created(NewFile)` when a record was made, `opened(path)` when one is to be opened."""

    created = Signal(object)
    opened = Signal(object)

    def __init__(self, clock: Clock, book: PreferenceBook, asker: Asker | None = None) -> None:
        super().__init__()
        self._clock, self._book = clock, book
        self.asker: Asker = asker or WindowAsker(self)
        self.setMinimumSize(*sizes.MINIMUM)
        self.resize(1366, 738)
        self.page = FirstRunPage(clock, book)
        self._show_page(self.page)

    def _show_page(self, page: FirstRunPage) -> None:
        self.page = page
        self.setWindowTitle(text("shell.product"))
        self.setCentralWidget(page)
        page.choose.clicked.connect(self._choose_place)
        page.create_button.clicked.connect(self._create)
        page.open_existing.clicked.connect(
            lambda: self.asker.pick_files("record", self._book.current.folder, lambda p: self.opened.emit(p[0]))
        )
        page.language.clicked.connect(self._turn_language)
        page.office.setFocus()

    def _turn_language(self) -> None:
        """Say it in the other language, keeping what was entered."""
        kept = self.page.entered()
        self._book.change(language="en" if language() == "vi" else "vi")
        set_language(self._book.current.language)
        self._show_page(FirstRunPage(self._clock, self._book, kept))

    def _choose_place(self) -> None:
        self.asker.pick_target(Path(self.page.place.text()), SUFFIX, lambda path: self.page.place.setText(str(path)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes the record, wherever the keyboard is; a button that has it presses itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._create()
        else:
            super().keyPressEvent(event)

    def _create(self) -> None:
        page = self.page
        if not page.check():
            return
        entered = page.entered()
        path = Path(entered["place"]).expanduser()
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            made = _make(path, entered, self._clock)
        except OSError:
            ErrorSheet(notice_of(UserError("folder_not_writable", folder=str(path.parent))), self).open()
        except UserError as error:
            ErrorSheet(notice_of(error), self).open()
        else:
            self._book.change(officer=entered["officer"])
            self.created.emit(NewFile(made, path, entered["start"]))
        finally:
            self.unsetCursor()


def _make(path: Path, entered: dict[str, str], clock: Clock) -> Workbench:
    new = NewRecord(entered["council"], entered["office"], officer=entered["officer"])
    if entered["start"] == "sample":
        from workbench.services.sample import sample_record

        return sample_record(path, clock)
    return create_record(path, new, clock)


class FirstRunPage(Themed, QWidget):
    """What is asked for; nothing is made here."""

    def __init__(
        self,
        clock: Clock,
        book: PreferenceBook,
        kept: dict[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self._today: Callable[[], object] = clock.today
        kept = kept or {}
        offered = [(row["short_name"], row["abbr"]) for row in councils()]
        self.council = Combo(offered, kept.get("council", offered[0][1]))
        self.office = LineEdit(kept.get("office", text("first_run.office_default")))
        self.officer = LineEdit(kept.get("officer", book.current.officer))
        self.place = LineEdit(kept.get("place", self._suggested_place()))
        self.choose = Button(text("first_run.choose"))
        start = kept.get("start", "sample")
        self.start = {
            key: RadioCard(text(f"first_run.{key}"), text(f"first_run.{key}_detail"), checked=key == start)
            for key in START
        }
        self.open_existing = Button(text("first_run.open"), "quiet", "folder")
        self.language = Button(text("first_run.language"), "quiet", "globe")
        self.create_button = Button(text("first_run.create"), "primary")
        self.officer_field = Field(text("first_run.officer"), self.officer)
        self.place_field = Field(text("first_run.place"), self.place, beside=self.choose)
        self._members = Label("", "label", "text2", weight=400)
        self._lay_out(clock)
        self.council.currentIndexChanged.connect(lambda _: self._council_changed(clock))
        self._show_members(clock)
        self.follow_theme()

    def entered(self) -> dict[str, str]:
        """Everything as entered."""
        return {
            "council": str(self.council.value()),
            "office": self.office.text().strip(),
            "officer": " ".join(self.officer.text().split()),
            "place": self.place.text().strip(),
            "start": next(key for key, card in self.start.items() if card.isChecked()),
        }

    def check(self) -> bool:
        """Say what is missing, under its field; the first of them takes the focus."""
        entered = self.entered()
        problems = (
            (self.officer_field, "" if entered["officer"] else text("first_run.officer_needed")),
            (self.place_field, "" if entered["place"] else text("first_run.place_needed")),
        )
        for field, problem in problems:
            field.set_error(problem)
        wrong = next((field for field, problem in problems if problem), None)
        if wrong is not None:
            wrong.editor.setFocus()
        return wrong is None

    def _suggested_place(self) -> str:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        abbr = str(self.council.value())
        return str(Path(folder) / "LienKetVung" / text("first_run.file_name", abbr=abbr))

    def _council_changed(self, clock: Clock) -> None:
        self._show_members(clock)
        kept = Path(self.place.text())
        if kept.name.startswith("LienKetVung-"):
            name = text("first_run.file_name", abbr=str(self.council.value()))
            self.place.setText(str(kept.with_name(name)))

    def _show_members(self, clock: Clock) -> None:
        names = sorted(council_members_today(str(self.council.value()), clock.today()), key=sort_key)
        self._members.setText(text("first_run.members", n=len(names), names=", ".join(names)))

    def _lay_out(self, clock: Clock) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = _Promise()
        row.addWidget(self._left)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, px(32))
        scroll = ScrollBody()
        scroll.body.setContentsMargins(px(72), px(40), px(72), px(16))
        scroll.body.setSpacing(px(12))
        heading = QVBoxLayout()
        heading.setSpacing(px(2))
        heading.addWidget(Label(text("first_run.title"), "figure"))
        heading.addWidget(Label(text("first_run.sub"), "body", "text2"))
        scroll.body.addLayout(heading)
        scroll.body.addSpacing(px(8))
        for part in self._fields():
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        right.addWidget(scroll, 1)
        right.addLayout(self._foot())
        row.addLayout(right, 1)

    def _fields(self) -> list[QWidget]:
        council = QWidget()
        whole = QVBoxLayout(council)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(4))
        whole.addWidget(Field(text("first_run.council"), self.council))
        line = QHBoxLayout()
        line.setSpacing(px(6))
        mark = QLabel()
        icons_pixmap = icons.pixmap("map", "text2", 14, self.devicePixelRatioF())
        mark.setPixmap(icons_pixmap)
        line.addWidget(mark)
        line.addWidget(self._members, 1)
        whole.addLayout(line)
        pair = QWidget()
        grid = QGridLayout(pair)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.addWidget(Field(text("first_run.office"), self.office), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.officer_field, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        start = QWidget()
        column = QVBoxLayout(start)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Label(text("first_run.start_with"), "label", "text2"))
        cards = QHBoxLayout()
        cards.setSpacing(px(8))
        holder = QWidget()
        holder.setLayout(cards)
        cards.setContentsMargins(0, 0, 0, 0)
        for card in self.start.values():
            cards.addWidget(card)
        column.addWidget(holder)
        return [council, pair, self.place_field, start]

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(px(62), px(8), px(72), 0)
        foot.setSpacing(px(8))
        foot.addWidget(self.open_existing)
        foot.addStretch(1)
        foot.addWidget(self.language)
        foot.addWidget(self.create_button)
        return foot

    def resizeEvent(self, event: QEvent) -> None:
        self._left.setVisible(self.width() >= px(900))
        self._left.setFixedWidth(px(420) if self.width() >= px(1240) else px(316))


class _Promise(Themed, QFrame):
    """The tinted side: product, picture, and where the data stays."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(40), px(40), px(40), px(40))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._mark)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(text("shell.product"), "title"))
        words.addWidget(Paragraph(text("first_run.tagline"), "label", "text2", weight=400))
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addStretch(1)
        self._picture = LinkPicture(1.8)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(Paragraph(text("first_run.promise"), "body", "text2"))
        self.follow_theme()

    def restyle(self) -> None:
        self._mark.setPixmap(icons.logo(40))
        super().restyle()

    def paintEvent(self, event: QEvent) -> None:
        from PySide6.QtGui import QPainter

        QPainter(self).fillRect(self.rect(), color("tint"))
