"""What the three parts of the review page have in common: a scrolled column of cards, filled anew after a read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ui.context import Context
from ui.theme.metrics import px
from ui.widgets.cards import ScrollBody
from workbench.messages import text
from workbench.services.review import Review, Sheet, save_sheets

FIRST = 40  # rows shown before the officer asks for more


class Pane(ScrollBody):
    """`context` opens registers and forms; subclasses fill `body`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.found: Review | None = None
        self.shown = FIRST
        self.body.setContentsMargins(px(24), px(4), px(24), px(16))
        self.body.setSpacing(px(12))

    def show_review(self, found: Review) -> None:
        """Show what was read."""
        self.found = found
        self.fill()

    def fill(self) -> None:
        """Make the cards anew."""
        raise NotImplementedError

    def printed(self) -> tuple[str, ...]:
        """Ids of the printed rows that stand for what is shown; none for all."""
        raise NotImplementedError

    def sheets(self) -> Sequence[Sheet]:
        """What is shown as tables: name, headings, rows."""
        raise NotImplementedError

    def save_figures(self) -> None:
        """Ask where to, and save what is shown as a workbook."""
        sheets = tuple(self.sheets())

        def picked(path: Path) -> None:
            task = self.context.run(lambda _: save_sheets(sheets, path))
            task.done.connect(lambda _: self.context.shell.toast(text("review.saved", file=path.name)))
            task.start()

        self.context.shell.pick_target(text("review.file") + ".xlsx", ".xlsx", picked)

    def more(self) -> None:
        """Show more rows."""
        self.shown += FIRST
        self.fill()

    def clear(self) -> None:
        """Take everything out."""
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @property
    def may_write(self) -> bool:
        """Whether acts may be offered."""
        return not self.context.workbench.database.read_only
