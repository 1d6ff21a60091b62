"""Dữ liệu và sao lưu: copies of the record, going back to one, the integrity check in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.context import Context, Page
from ui.shell.page_header import PageHeader
from ui.shell.passphrase import run_unlocked
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.views.vault_card import VaultCard
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, ScrollBody
from ui.widgets.labels import Label, Line, ShapeMark
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.maintenance import Finding, check_record
from workbench.services.restoring import RestorePlan, plan_restore
from workbench.services.safeguards import Kept, Safeguard
from workbench.storage.cipher import Secret

_SHOWN = 12
_MEGABYTE = 1 << 20


class DataPage(Page):
    """Two cards: copies, and the check."""

    key = nav = "data"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._guard = Safeguard(context.workbench.database, context.workbench.clock)
        self.backup_button = Button(text("safety.back_up_now"), "primary", "save")
        self.check_button = Button(text("safety.check_now"), "secondary", "shield-check")
        self.restore_links: list[LinkButton] = []
        self._latest = Paragraph("", "label", "text2", weight=400)
        self._outside = Paragraph("", "label", "amber", weight=400)
        self._rows = QGridLayout()
        self._findings = QGridLayout()
        self._lay_out()
        self.backup_button.clicked.connect(self._back_up)
        self.check_button.clicked.connect(self._check)

    def _lay_out(self) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHeader(text("shell.nav_data"), self.context.path.name))
        column.addWidget(Line())
        scroll = ScrollBody()
        scroll.body.setContentsMargins(px(24), px(16), px(24), px(16))
        scroll.body.setSpacing(px(12))
        scroll.body.addWidget(self._card("safety.copies", self.backup_button, self._rows, self._latest, self._outside))
        scroll.body.addWidget(self._card("safety.integrity", self.check_button, self._findings))
        scroll.body.addWidget(VaultCard(self.context))
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)

    def _card(self, key: str, act: Button, grid: QGridLayout, *notes: Paragraph) -> Card:
        card = Card(gap=8)
        head = QHBoxLayout()
        head.addWidget(Label(text(key), "section"))
        head.addStretch(1)
        head.addWidget(act)
        card.body.addLayout(head)
        for note in notes:
            card.body.addWidget(note)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        return card

    def first_focus(self) -> QWidget | None:
        """The main act."""
        return self.backup_button

    def open(self, **params: Any) -> None:
        """Show the copies as they lie now."""
        self._show_copies()

    # copies

    def _show_copies(self) -> None:
        kept = self._guard.listed()
        outside = self._guard.outside()
        newest = kept[0].copy.at if kept else None
        self._latest.setText(text("safety.latest", at=f"{newest:%H:%M %d/%m/%Y}") if newest else text("safety.no_copy"))
        self._outside.setText(_reminder(outside.days))
        self._outside.setVisible(outside.wanting)
        _clear(self._rows)
        self.restore_links = []
        for row, copy in enumerate(kept[:_SHOWN]):
            self._show_copy(row, copy)

    def _show_copy(self, row: int, kept: Kept) -> None:
        copy = kept.copy
        link = LinkButton(text("safety.restore"))
        link.setEnabled(kept.whole and not self.context.workbench.database.read_only)
        link.clicked.connect(lambda: self._plan(kept))
        self.restore_links.append(link)
        shown = (
            Label(f"{copy.at:%d/%m/%Y %H:%M}", "body", weight=500, tabular=True),
            Label(text(f"safety.reason_{copy.reason}"), "body", "text2"),
            Label(text("safety.outside" if kept.outside else "safety.here"), "body", "text2"),
            Label(f"{copy.size / _MEGABYTE:.1f} MB".replace(".", ","), "body", tabular=True),
            Label(text("safety.checked" if kept.whole else "safety.broken"), "body", "green" if kept.whole else "red"),
            link,
        )
        for column, widget in enumerate(shown):
            self._rows.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)

    def _back_up(self) -> None:
        task = self.context.run(lambda _: self._guard.now())
        task.done.connect(self._backed_up)
        task.start()

    def _backed_up(self, _copy: object) -> None:
        self._show_copies()
        self.context.shell.toast(text("safety.backed_up"))

    def _plan(self, kept: Kept) -> None:
        workbench = self.context.workbench
        run_unlocked(
            self.context,
            self,
            lambda secrets, _: plan_restore(kept.copy.path, workbench, workbench.clock, secrets),
            self._ask,
        )

    def _ask(self, plan: RestorePlan, secrets: Sequence[Secret] = ()) -> None:
        words = plan.words()
        detail = "\n".join(words[:_SHOWN] + (["…"] if len(words) > _SHOWN else []))
        actions = [("keep", text("safety.keep_present")), ("restore", text("safety.restore_it"))]

        def answered(key: str) -> None:
            if key == "restore":
                self.context.shell.restore(plan.copy, secrets)

        self.context.shell.ask(text("safety.restore_question"), detail, actions, answered)

    # the check

    def _check(self) -> None:
        workbench = self.context.workbench
        task = self.context.run(lambda progress: check_record(workbench, progress))
        task.done.connect(self.show_findings)
        task.start()

    def show_findings(self, findings: list[Finding]) -> None:
        """What the check found, a line each."""
        _clear(self._findings)
        for row, finding in enumerate(findings):
            shape, token = (Shape.CHECK, "green") if finding.good else (Shape.ALERT, "red")
            self._findings.addWidget(ShapeMark(shape, token, 14), row, 0)
            self._findings.addWidget(Paragraph(finding.words, "body"), row, 1)


def _reminder(days: int | None) -> str:
    return text("safety.never_outside") if days is None else text("safety.outside_days", n=days)


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
