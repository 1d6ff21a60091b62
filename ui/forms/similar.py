"""The side of a form: records alike to what is being typed, and the short ways to type a date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.context import Context
from ui.theme import icons
from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, ScrollBody
from ui.widgets.chips import Chip
from ui.widgets.labels import KeyHint, Label, Line
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.register_rows import BUILDERS
from workbench.values.percent import format_percent

_SHOWN, _LIKE, _LEAST_LETTERS, _REST_MS = 3, 0.4, 12, 500


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that resembles what is typed; `share` from 0 to 1."""

    uid: str
    code: str
    title: str
    status: str
    share: float


class SimilarPane(Themed, QWidget):
    """`typed` is told the text at every change; it looks once the typing rests. `opened(uid)` from a card."""

    opened = Signal(str)

    def __init__(self, context: Context, register: str, own: str = "") -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context, self._register, self._own = context.of(self), register, own
        self._asked = self._text = ""
        self._looked = False
        self._finder: Callable[[str], list[Alike]] | None = None
        self.found: list[Alike] = []
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._look)
        self._count = Paragraph("", "label", "text2", weight=400)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(8))
        self._lay_out()
        self._show([])
        self.follow_theme()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(8), px(16), px(12))
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        self._mark = QLabel()
        head.addWidget(self._mark)
        head.addWidget(Label(text("entry.similar"), "body", weight=600), 1)
        column.addLayout(head)
        column.addWidget(self._count)
        scroll = ScrollBody()
        scroll.body.addLayout(self._cards)
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)
        column.addWidget(Line())
        column.addWidget(Label(text("entry.dates"), "label", "text2", weight=600))
        for key in ("today", "days", "short", "now"):
            row = QHBoxLayout()
            row.setSpacing(px(8))
            keys = KeyHint(text(f"entry.date_key_{key}"))
            keys.setFixedWidth(px(56))
            row.addWidget(keys)
            row.addWidget(Label(text(f"entry.date_{key}"), "label", "text2", weight=400), 1)
            column.addLayout(row)

    def restyle(self) -> None:
        self._mark.setPixmap(icons.pixmap("copy", "amber", 16, self.devicePixelRatioF()))
        super().restyle()

    def words(self) -> str:
        """What is said above the cards."""
        return self._count.text()

    def typed(self, words: str) -> None:
        """What stands in the field now."""
        self._text = words
        self._timer.start()

    def _look(self) -> None:
        words = self._text.strip()
        if words == self._asked:
            return
        self._asked = words
        self._looked = len(words) >= _LEAST_LETTERS
        if len(words) < _LEAST_LETTERS:
            self._show([])
            return
        task = self._context.read(lambda _: self._find(words))
        task.done.connect(lambda found: self._show(found) if words == self._asked else None)
        task.start()

    def _find(self, words: str) -> list[Alike]:
        if self._finder is None:
            self._finder = finder(self._context, self._register, self._own)
        return self._finder(words)

    def _show(self, found: list[Alike]) -> None:
        self.found = found
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        none = text("entry.similar_not_found" if self._looked else "entry.similar_none")
        self._count.setText(text("entry.similar_count", n=len(found)) if found else none)
        for alike in found:
            self._cards.addWidget(self._card(alike))

    def _card(self, alike: Alike) -> Card:
        card = Card(margin=10, gap=2)
        card.head.addWidget(Label(alike.code, "label", "text2", weight=400, tabular=True))
        card.head.addStretch(1)
        card.head.addWidget(Label(format_percent(alike.share, 0), "label", "amber", weight=600, tabular=True))
        card.body.addLayout(card.head)
        card.body.addWidget(Paragraph(alike.title, "body", max_lines=3))
        foot = QHBoxLayout()
        foot.addWidget(Chip(alike.status, bare=True))
        foot.addStretch(1)
        link = LinkButton(text("entry.open"))
        link.setAccessibleName(text("entry.open_code", code=alike.code))
        link.clicked.connect(lambda: self.opened.emit(alike.uid))
        foot.addWidget(link)
        card.body.addLayout(foot)
        return card


def finder(context: Context, register: str, own: str) -> Callable[[str], list[Alike]]:
    """A search for alike records of a register, `own` left out; built once for a form."""
    from workbench.domain.matching import LikeIndex

    entity = BUILDERS[register][0]
    records = [record for record in context.workbench.repository.all(entity) if record.uid != own]
    texts = {r.uid: (r.values.content if entity == "obstacle" else r.values.title) or "" for r in records}
    index = LikeIndex(texts)

    def find(words: str) -> list[Alike]:
        shares = dict(index.near(words, _LIKE)[:_SHOWN])
        rows = context.registers.rows_of(register, list(shares))
        return [Alike(row.ref.uid, row.code, row.title, row.status, shares[row.ref.uid]) for row in rows]

    return find
