"""Part 1 of composing an escalation: the obstacles that go into the letter, and those that could go along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.forms.record_pick import Entry, RecordPick
from ui.theme.metrics import px
from ui.widgets.banner import Banner
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.chips import Chip
from ui.widgets.choices import CheckBox
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.linked import Linked


@dataclass(frozen=True, slots=True)
class Picked:
    """An obstacle in the list: what is shown of it, whether it goes into the letter, what is wrong with it."""

    uid: str
    code: str
    title: str
    places: str
    status: str
    ticked: bool = True
    problem: str = ""
    no_ask: bool = False


def picked_of(linked: Linked, uid: str, ticked: bool = True, problem: str = "", no_ask: bool = False) -> Picked:
    """An obstacle of the record as the list shows it."""
    record = linked.obstacles[uid]
    values = record.values
    places = linked.names.locality_list(values.localities) or linked.names.locality(values.reported_by)
    title = values.title or values.content
    return Picked(uid, values.code, title, places, linked.obstacle_status(record), ticked, problem, no_ask)


class ObstacleCard(Card):
    """One obstacle with its tick. `turned(on)`, and `ask_wanted` to enter what is recommended."""

    turned = Signal(bool)
    ask_wanted = Signal()

    def __init__(self, picked: Picked, writable: bool = True) -> None:
        super().__init__(margin=10, gap=2)
        self.picked = picked
        self.box = CheckBox(checked=picked.ticked)
        self.box.setAccessibleName(f"{picked.code}. {picked.title}")
        self.box.toggled.connect(self.turned)
        head = QHBoxLayout()
        head.setSpacing(px(4))
        head.addWidget(self.box)
        head.addWidget(Label(picked.code, "label", "text2", weight=400, tabular=True))
        head.addStretch(1)
        head.addWidget(Chip(picked.status, bare=True))
        self.body.addLayout(head)
        token = "text" if picked.ticked else "text3"
        self.body.addWidget(Paragraph(picked.title, "body", token, weight=500, max_lines=3))
        if picked.places:
            self.body.addWidget(ElidedLabel(picked.places, "label", "text2", weight=400))
        if picked.problem:
            self.body.addWidget(Paragraph(picked.problem, "label", "red", weight=400))
        if picked.no_ask and writable:
            link = LinkButton(text("escalate.enter_ask"))
            link.clicked.connect(self.ask_wanted)
            self.body.addWidget(link)


class ObstacleList(QWidget):
    """The heading, the cards, and hints below. `turned(uid, on)`, `added(uid)`, `ask_wanted(uid)`."""

    turned = Signal(str, bool)
    added = Signal(str)
    ask_wanted = Signal(str)

    def __init__(self, offered: Callable[[], Sequence[Entry]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered = offered
        self.cards: dict[str, ObstacleCard] = {}
        self.hints: list[Banner] = []
        self.more = LinkButton(text("escalate.more"), icon="plus", flush="right")
        self.more.clicked.connect(self.offer)
        self._nothing = Paragraph(text("escalate.no_obstacle"), "body", "text2")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(8))
        self._below = QVBoxLayout()
        self._below.setSpacing(px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label("1", "body", weight=600))
        head.addWidget(Label(text("escalate.part_obstacles"), "body", weight=600))
        head.addStretch(1)
        head.addWidget(self.more)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addLayout(self._cards)
        column.addLayout(self._below)
        column.addStretch(1)

    def show_picked(self, picked: Sequence[Picked]) -> None:
        """Show these obstacles; cards that are as they were stay, so that the focus stays."""
        kept = {uid: card for uid, card in self.cards.items() if card.picked in picked}
        held = next((uid for uid, card in self.cards.items() if card.box.hasFocus()), "")
        for uid, card in self.cards.items():
            self._cards.removeWidget(card)
            if uid not in kept:
                card.hide()
                card.deleteLater()
        self.cards = {}
        for one in picked:
            self.cards[one.uid] = kept.get(one.uid) or self._made(one)
            self._cards.addWidget(self.cards[one.uid])
            self.cards[one.uid].show()
        self._nothing.setVisible(not picked)
        if held in self.cards and held not in kept:
            self.cards[held].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Say of some obstacles (id, words) that they could go along."""
        for old in self.hints:
            self._below.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.hints = []
        for uid, words in hints:
            hint = Banner("info", words, text("escalate.add"))
            hint.acted.connect(lambda uid=uid: self.added.emit(uid))
            self._below.addWidget(hint)
            hint.show()
            self.hints.append(hint)

    def offer(self) -> RecordPick:
        """Open the list of obstacles that can still be added."""
        popup = RecordPick(self._offered(), text("escalate.more_title"), many=True, parent=self)
        popup.picked.connect(self.added)
        popup.show_below(self.more)
        popup.take_focus()
        return popup

    def _made(self, one: Picked) -> ObstacleCard:
        card = ObstacleCard(one)
        card.turned.connect(lambda on, uid=one.uid: self.turned.emit(uid, on))
        card.ask_wanted.connect(lambda uid=one.uid: self.ask_wanted.emit(uid))
        return card
