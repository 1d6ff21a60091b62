"""What the ticked rows of a register come to, in the columns of money that it shows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.messages import text
from workbench.values.money import format_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ui.models.register_columns import Column
    from ui.tasks import Task
    from ui.views.registers import RegisterPage
    from workbench.progress import Progress
    from workbench.services.register_rows import Row

MONEY = ("total_investment", "allocated", "gap", "capital")
_MOST = 20_000  # rows that are read for it


class Sums:
    """The sums of one register page, told in its bar of ticked rows."""

    def __init__(self, page: RegisterPage) -> None:
        self._page = page
        self._asked = 0
        self._adding: Task | None = None
        page.model.ticked_changed.connect(self._count)

    def _count(self) -> None:
        """Add up anew; what was still added up for other ticks is stopped."""
        page = self._page
        self._asked += 1
        asked, ticked = self._asked, page.model.ticked_count()
        if self._adding is not None:
            self._adding.cancel()
        page.bulk.say("")
        if ticked < 2 or not any(column.key in MONEY for column in page.model.columns):
            return
        if ticked > _MOST:
            page.bulk.say(text("register.sum_too_many", most=_MOST))
            return
        rows = page.model.ticked()

        def work(progress: Progress) -> Counter[str]:
            return sums_of(row for part in rows.parts(progress) for row in part)

        task = self._adding = page.context.read(work)
        task.done.connect(lambda found: self._tell(found) if asked == self._asked else None)
        task.finished.connect(lambda: self._ended(task))
        task.start()

    def _ended(self, task: Task) -> None:
        if self._adding is task:
            self._adding = None

    def _tell(self, sums: Mapping[str, int]) -> None:
        self._page.bulk.say(sum_words(sums, self._page.model.columns, self._page.key))


def sums_of(rows: Iterable[Row]) -> Counter[str]:
    """Đồng by column of money; a column in which no row has an amount is left out."""
    found: Counter[str] = Counter()
    for row in rows:
        for key in MONEY:
            amount = row.data.get(key)
            if amount is not None:
                found[key] += amount
    return found


def sum_words(sums: Mapping[str, int], columns: Sequence[Column], register: str) -> str:
    """ "Tổng mức đầu tư: 7.960 tỷ đồng" for each column of money shown; "" when there is none."""
    told = [
        text("register.sum", what=column.heading(register), total=format_money(sums[column.key]))
        for column in columns
        if column.key in MONEY and column.key in sums
    ]
    return " · ".join(told)
