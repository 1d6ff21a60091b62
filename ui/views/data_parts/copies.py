"""The card of copies: where they lie, whether they were checked, the way back, and the folder off this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.context import Context
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.views.data_parts.bits import clear, size_words
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.labels import ElidedLabel, Label, Line, ShapeMark
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.safeguards import Kept, Outside, Safeguard

_SHOWN = 6
_COLUMNS = ("when", "reason", "place", "size", "checked", "")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CopiesCard(Card):
    """`restore_wanted(Kept)` from the link of a copy."""

    restore_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8)
        self._context = context
        self._writable = not context.workbench.database.read_only
        self.guard = Safeguard(context.workbench.database, context.workbench.clock)
        self.choose = Button(text("safety.choose_outside"), icon="hard-drive")
        self.make = Button(text("safety.back_up_now"), "primary", "save")
        self.restore_links: list[LinkButton] = []
        self.latest = Paragraph("", "label", "text2", weight=400)
        self.warning = Banner("warn", "")
        self.place = Paragraph("", "label", "text2", weight=400)
        self.stop = LinkButton(text("safety.stop_outside"))
        self.more = LinkButton("")
        self._rows = QGridLayout()
        self._all = False
        self._lay_out()
        self.choose.clicked.connect(lambda: context.shell.pick_folder(self.choose_folder))
        self.make.clicked.connect(self._back_up)
        self.stop.clicked.connect(self._stop_outside)
        self.more.clicked.connect(self._show_all)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label(text("safety.copies"), "section"))
        head.addWidget(self.latest, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.choose)
        head.addWidget(self.make)
        self.body.addLayout(head)
        self.body.addWidget(self.warning)
        second = QHBoxLayout()
        second.addWidget(self.place, 1)
        second.addWidget(self.stop)
        self.body.addLayout(second)
        self._rows.setHorizontalSpacing(px(16))
        self._rows.setVerticalSpacing(px(5))
        self._rows.setColumnStretch(1, 1)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    # showing

    def look(self) -> None:
        """Read what copies there are now."""
        task = self._context.run(lambda _: (self.guard.listed(), self.guard.outside()))
        task.done.connect(lambda found: self.show_copies(*found))
        task.start()

    def show_copies(self, kept: list[Kept], outside: Outside) -> None:
        """List these copies, newest first."""
        newest = kept[0].copy.at if kept else None
        self.latest.setText(text("safety.latest", at=f"{newest:%H:%M %d/%m/%Y}") if newest else text("safety.no_copy"))
        self._show_outside(outside)
        clear(self._rows)
        self.restore_links = []
        shown = kept if self._all else kept[:_SHOWN]
        for column, key in enumerate(_COLUMNS if kept else ()):
            heading = Label(text(f"safety.column_{key}") if key else "", "label", "text2", weight=600)
            side = _RIGHT if key == "size" else Qt.AlignmentFlag.AlignVCenter
            self._rows.addWidget(heading, 0, column, side)
        for row, copy in enumerate(shown):
            self._rows.addWidget(Line(), 2 * row + 1, 0, 1, len(_COLUMNS))
            self._show_copy(2 * row + 2, copy, outside.folder)
        self.more.setText(text("safety.all_copies", n=len(kept)))
        self.more.setVisible(len(kept) > len(shown))

    def _show_copy(self, row: int, kept: Kept, folder: Path | None) -> None:
        copy = kept.copy
        link = LinkButton(text("safety.restore"), flush="right")
        link.setAccessibleName(text("safety.restore_name", at=f"{copy.at:%H:%M %d/%m/%Y}"))
        link.setEnabled(kept.whole and self._writable)
        link.clicked.connect(lambda: self.restore_wanted.emit(kept))
        self.restore_links.append(link)
        place = (folder.name or str(folder)) if kept.outside and folder else text("safety.here")
        shown = (
            Label(f"{copy.at:%d/%m/%Y %H:%M}", "body", weight=500, tabular=True),
            ElidedLabel(text(f"safety.reason_{copy.reason}"), "body", "text2"),
            Label(place, "body", "text2"),
            Label(size_words(copy.size), "body", tabular=True),
            _verdict(kept.whole),
            link,
        )
        for column, widget in enumerate(shown):
            self._rows.addWidget(widget, row, column, _RIGHT if column == 3 else Qt.AlignmentFlag.AlignVCenter)

    def _show_outside(self, outside: Outside) -> None:
        words = warning_words(outside)
        if words:
            self.warning.show_message("warn", words)
        self.warning.setVisible(bool(words))
        folder = str(outside.folder) if outside.folder else ""
        self.place.setText(text("safety.second_place", folder=folder))
        for widget in (self.place, self.stop):
            widget.setVisible(bool(folder))

    def _show_all(self) -> None:
        self._all = True
        self.look()

    # acts

    def _back_up(self) -> None:
        self._run(self.guard.now, text("safety.backed_up"))

    def choose_folder(self, folder: Path) -> None:
        """Keep a second copy there from now on."""
        self._run(lambda: self.guard.choose_outside(folder), text("safety.outside_chosen", folder=str(folder)))

    def _stop_outside(self) -> None:
        self._run(self.guard.forget_outside, text("safety.outside_stopped"))

    def _run(self, work: Callable[[], object], words: str) -> None:
        task = self._context.run(lambda _: work())

        def done(_: object) -> None:
            self.look()
            self._context.shell.toast(words)

        task.done.connect(done)
        task.start()


def warning_words(outside: Outside) -> str:
    """Why the copies would go with this computer; empty when one lies elsewhere."""
    if outside.same_disk:
        return text("safety.same_disk")
    if not outside.wanting:
        return ""
    words = text("safety.never_outside") if outside.days is None else text("safety.outside_days", n=outside.days)
    away = outside.folder is not None and not outside.reachable
    return " ".join((words, text("safety.outside_away" if away else "safety.outside_advice")))


def _verdict(whole: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(5))
    shape, token = (Shape.CHECK, "green") if whole else (Shape.ALERT, "red")
    row.addWidget(ShapeMark(shape, token, 12))
    row.addWidget(Label(text("safety.checked" if whole else "safety.broken"), "label", token))
    return made
