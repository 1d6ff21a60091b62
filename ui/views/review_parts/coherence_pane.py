"""Plans against each other: what is missing or differs, pair by pair, and the act that raises an obstacle of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.theme.status import LOOKS
from ui.views.review_parts.pane import Pane
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label, Line, ShapeMark
from ui.widgets.paragraph import Paragraph
from workbench.messages import language, text
from workbench.services.analysis.coherence import Pair
from workbench.services.printed_analysis import difference_words, pair_id
from workbench.services.raising import from_pair, place_of
from workbench.services.review import Sheet

STATUS: Mapping[str, str] = {"no_plan": "reject", "one_side": "late", "different": "warn", "same": "done"}


class CoherencePane(Pane):
    """A card for each verdict with its pairs."""

    def fill(self) -> None:
        """Make the cards anew."""
        self.clear()
        found = self.found
        if found is None:
            return
        if not found.pairs:
            self.body.addWidget(EmptyState(text("review.no_pairs"), text("review.no_pairs_detail")))
        left = self.shown
        for verdict, pairs in found.verdicts().items():
            if pairs and left > 0:
                self.body.addWidget(self._card(verdict, pairs[:left], len(pairs)))
                left -= len(pairs)
        if left < 0:
            more = Button(text("review.more", n=-left))
            more.clicked.connect(self.more)
            self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def _card(self, verdict: str, pairs: Sequence[Pair], total: int) -> Card:
        card = Card(text(f"coherence.verdict_{verdict}"), margin=16, gap=0)
        card.head.setSpacing(px(8))
        card.head.insertWidget(0, ShapeMark(LOOKS[STATUS[verdict]].shape, LOOKS[STATUS[verdict]].ink))
        card.head.insertWidget(2, Label(text("review.pairs", n=total), "label", "text2", weight=400, tabular=True))
        for place, pair in enumerate(pairs):
            if place:
                card.body.addWidget(Line())
            card.body.addWidget(self._row(pair))
        return card

    def _row(self, pair: Pair) -> QWidget:
        assert self.found is not None
        linked = self.found.linked
        item = linked.programme.plan_items[pair.item].values
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, px(8), 0, px(8))
        across.setSpacing(px(20))
        left, middle, right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column in (left, middle, right):
            column.setSpacing(px(2))
        left.addWidget(Paragraph(item.name, weight=600))
        left.addWidget(Paragraph(text("review.between", one=self._plan(pair.plan, item.page), other=self._other(pair)),
                                 "label", "text2", weight=400))  # fmt: skip
        for words in difference_words(pair, language()):
            middle.addWidget(Paragraph(words, "label", weight=400))
        self._acts(right, pair)
        for column in (left, middle, right):
            column.addStretch(1)
        middle.setContentsMargins(0, px(2), 0, 0)  # its letters are smaller: on one line with the heading beside
        across.addLayout(left, 12)
        across.addLayout(middle, 8)
        across.addLayout(right, 3)
        return row

    def _plan(self, uid: str, page: str | None) -> str:
        assert self.found is not None
        name = str(self.found.linked.programme.plans[uid].values.name)
        return text("review.plan_page", plan=name, page=page) if page else name

    def _other(self, pair: Pair) -> str:
        assert self.found is not None
        linked = self.found.linked
        if pair.other_plan is None:
            return place_of(linked, pair.where)
        item = linked.programme.plan_items.get(pair.other_item or "")
        return self._plan(pair.other_plan, item.values.page if item else None)

    def _acts(self, column: QVBoxLayout, pair: Pair) -> None:
        assert self.found is not None
        for uid in pair.obstacles:
            code = self.found.linked.obstacles[uid].values.code
            link = LinkButton(code, flush="right")
            link.clicked.connect(lambda _=False, uid=uid: self.context.shell.go("obstacles", view="all", uid=uid))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignRight)
        if pair.verdict != "same" and not pair.obstacles and self.may_write:
            button = Button(text("review.raise"), icon="triangle-alert", small=True)
            button.clicked.connect(lambda: self.raise_obstacle(pair))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)

    def raise_obstacle(self, pair: Pair) -> None:
        """Open the form of an obstacle with what the pair says, linked to its item."""
        from ui.forms.record_form import open_form

        open_form(self, self.context, "obstacle", given=from_pair(self.context.registers.linked(), pair))

    def printed(self) -> tuple[str, ...]:
        """Ids of the pairs, when localities narrow them."""
        found = self.found
        return tuple(map(pair_id, found.pairs)) if found and found.wanted else ()

    def sheets(self) -> Sequence[Sheet]:
        """A table of the pairs."""
        found = self.found
        keys = ("content", "plan", "other", "verdict", "differences", "obstacle")
        headings = tuple(text(f"review.col_{key}") for key in keys)
        return [(text("review.tab_coherence"), headings, tuple(map(self._cells, found.pairs if found else ())))]

    def _cells(self, pair: Pair) -> tuple[str, ...]:
        assert self.found is not None
        linked = self.found.linked
        item = linked.programme.plan_items[pair.item].values
        codes = ", ".join(linked.obstacles[uid].values.code for uid in pair.obstacles)
        verdict = text(f"coherence.verdict_{pair.verdict}")
        words = "; ".join(difference_words(pair, language()))
        return item.name, self._plan(pair.plan, item.page), self._other(pair), verdict, words, codes
