"""Dữ liệu và sao lưu: copies and the way back, journal and trash, merging, the integrity check, passphrase and lock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context, Page
from ui.shell.page_header import PageHeader
from ui.shell.passphrase import run_unlocked
from ui.theme.metrics import px
from ui.views.data_parts.bits import size_words
from ui.views.data_parts.check_card import CheckCard
from ui.views.data_parts.copies import CopiesCard
from ui.views.data_parts.journal_card import JournalCard
from ui.views.data_parts.keep_card import KeepCard
from ui.views.data_parts.merge_card import MergeCard
from ui.views.vault_card import VaultCard
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Line
from workbench.messages import text
from workbench.services.restoring import RestorePlan, plan_restore
from workbench.services.safeguards import Kept
from workbench.storage.cipher import Secret

_TOLD = 12  # lines of a restore's question
_BESIDE = 980  # px of the page from which two cards stand beside each other


class DataPage(Page):
    """Cards below each other; journal and check side by side where there is room."""

    key = nav = "data"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.header = PageHeader(text("shell.nav_data"), context.path.name)
        self.copies = CopiesCard(context)
        self.journal = JournalCard(context)
        self.check = CheckCard(context)
        self.keep = KeepCard(context)
        self.merge = MergeCard(context)
        self._lay_out()
        self.copies.restore_wanted.connect(self._plan)
        context.events.changed.connect(self._changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Line())
        scroll = ScrollBody()
        scroll.body.setContentsMargins(px(24), px(16), px(24), px(16))
        scroll.body.setSpacing(px(12))
        scroll.body.addWidget(self.copies)
        self._pair = QHBoxLayout()
        self._pair.setSpacing(px(12))
        left = QVBoxLayout()
        left.setSpacing(px(12))
        left.addWidget(self.journal, 1)
        left.addWidget(self.merge)
        self._pair.addLayout(left, 1)
        self._pair.addWidget(self.check, 1)
        scroll.body.addLayout(self._pair)
        scroll.body.addWidget(VaultCard(self.context))
        scroll.body.addWidget(self.keep)
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() >= px(_BESIDE)
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def first_focus(self) -> QWidget | None:
        """The main act."""
        return self.copies.make

    def open(self, **params: Any) -> None:
        """Show everything as it stands now."""
        self._look()

    def _changed(self, _: object) -> None:
        if self.isVisible():
            self._look()

    def _look(self) -> None:
        self.copies.look()
        self.journal.look()
        self.check.look()
        self.merge.look()
        self.header.set_note(f"{self.context.path.name} · {size_words(self._size())}")

    def _size(self) -> int:
        database = self.context.workbench.database
        return database.pragma("page_count") * database.pragma("page_size")

    def _plan(self, kept: Kept) -> None:
        workbench = self.context.workbench
        run_unlocked(
            self.context,
            self,
            lambda secrets, progress: plan_restore(kept.copy.path, workbench, workbench.clock, secrets, progress),
            self._ask,
        )

    def _ask(self, plan: RestorePlan, secrets: Sequence[Secret] = ()) -> None:
        words = plan.words()
        detail = "\n".join(words[:_TOLD] + (["…"] if len(words) > _TOLD else []))
        actions = [("keep", text("safety.keep_present")), ("restore", text("safety.restore_it"))]

        def answered(key: str) -> None:
            if key == "restore":
                self.context.shell.restore(plan.copy, secrets)

        self.context.shell.ask(text("safety.restore_question"), detail, actions, answered)
