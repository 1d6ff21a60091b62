"""What the ticked rows of a register come to, in the columns of money that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import text
from workbench.values.money import format_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.models.register_columns import Column
    from ui.views.registers import RegisterPage
    from workbench.services.register_rows import Row

MONEY = ("total_investment", "allocated", "gap", "capital")
_MOST = 2_000  # rows that are read for it


class Sums:
    """The sums of one register page, told in its bar of ticked rows."""

    def __init__(self, page: RegisterPage) -> None:
        self._page = page
        self._asked = 0
        page.model.ticked_changed.connect(self._count)

    def _count(self) -> None:
        page = self._page
        self._asked += 1
        asked, rows = self._asked, page.model.ticked()
        page.bulk.say("")
        if not 1 < len(rows) <= _MOST or not any(column.key in MONEY for column in page.model.columns):
            return
        task = page.context.read(lambda progress: rows.read_all(progress=progress))
        task.done.connect(lambda found: self._tell(found) if asked == self._asked else None)
        task.start()

    def _tell(self, rows: Sequence[Row]) -> None:
        self._page.bulk.say(sum_words(rows, self._page.model.columns, self._page.key))


def sum_words(rows: Sequence[Row], columns: Sequence[Column], register: str) -> str:
    """ "Tổng mức đầu tư: 7.960 tỷ đồng" for each column of money shown; "" when there is none."""
    told = []
    for column in columns:
        amounts = [amount for row in rows if (amount := row.data.get(column.key)) is not None]
        if column.key in MONEY and amounts:
            total = format_money(sum(amounts))
            told.append(text("register.sum", what=column.heading(register), total=total))
    return " · ".join(told)
