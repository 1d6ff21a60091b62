"""Where localities cover the same ground: cards with what caused them and the money, judged or to be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.forms.judge_form import JudgeForm
from ui.theme.metrics import px
from ui.views.review_parts.pane import Pane
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card as Box
from ui.widgets.chips import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_values import KeyValues
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.messages import language, text
from workbench.services.analysis.member import Member
from workbench.services.analysis.overlaps import Card
from workbench.services.judging import raised
from workbench.services.printed_analysis import card_id, cause_words
from workbench.services.raising import from_card
from workbench.services.review import Sheet
from workbench.values.money import format_money
from workbench.values.percent import format_percent

REGISTER: Mapping[str, str] = {"sector_priority": "sectors", "project": "projects"}
_COLUMNS = ((0, 0, 92), (1, 6, 0), (2, 4, 0), (3, 4, 0), (4, 0, 84), (5, 0, 124))  # column, share, least px
_CAUSES = 132  # px of what the causes are about
_LINK_AIR = 2  # px above and below the letters of a link more than of other words
STATUS: Mapping[str, str] = {"complement": "done", "duplicate": "dup", "competing": "conf", "unrelated": "closed"}


class OverlapPane(Pane):
    """Dependence on sectors without room to grow, then a card for each overlap."""

    def fill(self) -> None:
        """Make the cards anew."""
        self.clear()
        found = self.found
        if found is None:
            return
        self.body.addWidget(Label(self._counts(), "label", "text2", weight=400, tabular=True))
        lacking = [d for d in found.dependence if d.share]
        if lacking:
            self.body.addWidget(self._dependence())
        if not found.cards:
            self.body.addWidget(EmptyState(text("review.no_cards"), text("review.no_cards_detail")))
        for card in found.cards[: self.shown]:
            self.body.addWidget(self._card(card))
        rest = len(found.cards) - self.shown
        if rest > 0:
            more = Button(text("review.more", n=rest))
            more.clicked.connect(self.more)
            self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def _counts(self) -> str:
        """How many there are, are judged, and turned out to be false alarms."""
        assert self.found is not None
        judged = [card for card in self.found.cards if card.standing == "judged"]
        false = sum(card.judgement == "unrelated" for card in judged)
        return text("review.card_counts", n=len(self.found.cards), judged=len(judged), unrelated=false)

    def _dependence(self) -> Box:
        assert self.found is not None
        linked = self.found.linked
        box = Box(text("review.dependence"), margin=16, gap=6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(20))
        grid.setVerticalSpacing(px(4))
        for row, of in enumerate(d for d in self.found.dependence if d.share):
            link = LinkButton(linked.names.locality(of.locality), flush="left")
            words = text("review.dependence_of", place=link.text())
            link.clicked.connect(
                lambda _=False, uids=of.uids, words=words: self.context.shell.go(
                    "sectors", view="all", only=uids, only_words=words
                )
            )
            grid.addWidget(link, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(format_percent(of.share), "body", "red", weight=600, tabular=True), row, 1)
            amounts = {"part": format_money(of.spent + of.unsustainable), "whole": format_money(of.total)}
            grid.addWidget(Label(text("review.dependence_money", **amounts), "label", "text2", weight=400), row, 2)
        grid.setColumnStretch(3, 1)
        box.body.addLayout(grid)
        return box

    def _card(self, card: Card) -> Box:
        assert self.found is not None
        names = self.found.linked.names
        box = Box(names.locality_list(card.units), margin=16, gap=6)
        box.setAccessibleName(text("review.card_name", places=names.locality_list(card.units), n=len(card.members)))
        total = text("review.card_total", amount=format_money(card.total)) if card.total else ""
        box.head.setSpacing(px(8))
        box.head.insertWidget(1, Label(total, "label", "text2", weight=400, tabular=True))
        box.head.addWidget(self._standing(card))
        box.body.addWidget(self._members(card.members))
        causes = KeyValues(_CAUSES)
        for cause in card.causes:
            causes.add(text(f"overlap.field_{cause.field}"), "; ".join(cause.values))
        if card.reason:
            causes.add(text("review.col_reason"), card.reason)
        box.body.addWidget(causes)
        box.body.addLayout(self._acts(card))
        return box

    def _standing(self, card: Card) -> Chip:
        assert self.found is not None
        judged = self.found.linked.names.choice("overlap_judgement", card.judgement) if card.judgement else ""
        if card.standing == "judged":
            return Chip(STATUS[card.judgement], judged)
        if card.standing == "changed":
            return Chip("soon", text("review.changed", before=judged))
        return Chip("new", text("overlap.standing_open"))

    def _members(self, members: Sequence[Member]) -> QWidget:
        assert self.found is not None
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(2))
        for row, member in enumerate(members):
            link = LinkButton(member.code, flush="left")
            link.clicked.connect(lambda _=False, member=member: self._open(member))
            grid.addWidget(link, row, 0, Qt.AlignmentFlag.AlignTop)
            amount = format_money(member.amount) if member.amount else ""
            told = (
                Paragraph(member.title),
                Paragraph(self.found.linked.names.locality_list(member.recorded)),
                Paragraph(member.place),
                Label(member.years_said, tabular=True),
                Label(amount, tabular=True),
            )
            told[-1].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, words in enumerate(told, 1):
                beside = QVBoxLayout()
                beside.setContentsMargins(0, px(_LINK_AIR), 0, 0)
                beside.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
                grid.addLayout(beside, row, column)
        for column, share, least in _COLUMNS:  # the same in every card, so that they stand below each other
            grid.setColumnStretch(column, share)
            grid.setColumnMinimumWidth(column, px(least))
        return table

    def _open(self, member: Member) -> None:
        self.context.shell.go(REGISTER[member.ref.entity], view="all", uid=member.ref.uid)

    def _acts(self, card: Card) -> QHBoxLayout:
        assert self.found is not None
        row = QHBoxLayout()
        row.setSpacing(px(8))
        if self.may_write:
            judge = Button(text("review.judge_again" if card.judged else "review.judge"), small=True)
            judge.clicked.connect(lambda: self.judge(card))
            row.addWidget(judge)
        obstacle = self.found.linked.obstacles.get(card.obstacle or "")
        if obstacle is not None:
            link = LinkButton(text("review.raised", code=obstacle.values.code))
            link.clicked.connect(lambda: self.context.shell.go("obstacles", view="all", uid=obstacle.uid))
            row.addWidget(link)
        elif self.may_write and card.standing == "judged" and card.judgement != "unrelated":
            button = Button(text("review.raise"), icon="triangle-alert", small=True)
            button.clicked.connect(lambda: self.raise_obstacle(card))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def judge(self, card: Card) -> None:
        """Ask for a judgement with its reason."""
        JudgeForm(self.context, card, self.window()).open()

    def raise_obstacle(self, card: Card) -> None:
        """Open the form of an obstacle with what the card says; it is saved tied to the judgement."""
        from ui.forms.record_form import open_form

        context = self.context
        given = from_card(context.registers.linked(), card)
        open_form(
            self, context, "obstacle", given=given,
            together=lambda act, uid: raised(context.workbench, card, act, uid),
        )  # fmt: skip

    def printed(self) -> tuple[str, ...]:
        """Ids of the cards, when localities narrow them."""
        found = self.found
        return tuple(map(card_id, found.cards)) if found and found.wanted else ()

    def sheets(self) -> Sequence[Sheet]:
        """A table of the cards, a row for each thing on them."""
        keys = ("group", "code", "title", "localities", "place", "years", "amount", "causes", "judgement", "reason")
        headings = tuple(text(f"review.col_{key}") for key in keys)
        cards = self.found.cards if self.found else ()
        rows = [cells for number, card in enumerate(cards, 1) for cells in self._cells(number, card)]
        return [(text("review.tab_overlaps"), headings, tuple(rows))]

    def _cells(self, number: int, card: Card) -> list[tuple[str, ...]]:
        assert self.found is not None
        names = self.found.linked.names
        judged = names.choice("overlap_judgement", card.judgement) if card.judgement else ""
        causes = "; ".join(cause_words(card, language()))
        return [
            (str(number), m.code, m.title, names.locality_list(m.recorded), m.place, m.years_said,
             format_money(m.amount) if m.amount else "", causes, judged, card.reason)
            for m in card.members
        ]  # fmt: skip
