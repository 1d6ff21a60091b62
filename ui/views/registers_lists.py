"""What a register page reads, one question at a time: a new one stops what is still read for the last.

Of a large register the first rows come at once, then the others, then the numbers beside the list.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.context import Context
from ui.models.record_table import RegisterModel
from ui.tasks import Task, Work
from ui.views.registers_facets import Entry
from ui.views.registers_reading import Counted, Listed, Wanted, count, period_label, read, seek
from workbench.progress import Progress
from workbench.services.registers import Query

_SLOW_MS = 300  # after which it is said that something is read


class ListReader(QObject):
    """Lists of one register. `listed(Listed, Query)` with the first rows or all, then `completed(ids)` with all of
    them, then `counted(Counted)`; `slow` when the rows are waited for, `failed` when they do not come.
    """

    listed = Signal(object, object)
    completed = Signal(object)
    counted = Signal(object)
    slow = Signal()
    failed = Signal()

    def __init__(
        self, register: str, context: Context, own: Callable[[], Mapping[str, Query]], parent: QObject | None = None
    ) -> None:
        """`own` gives what is counted besides the built-in views, by the key of its tab."""
        super().__init__(parent)
        self._register, self._context, self._own = register, context, own
        self._asked = 0
        self._running: list[Task] = []
        self._counting: Task | None = None
        self._known: list[tuple[Query, Sequence[int]]] = []  # whole lists that a narrower query is looked for in
        self._waiting: list[Callable[[], object]] = []  # what needs the whole list
        self.query = Query()
        self.complete = True
        self._timer = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._timer.timeout.connect(self.slow)

    def forget(self) -> None:
        """The record is another now: lists read before do not tell of it."""
        self._known.clear()

    def ask(self, query: Query, wanted: Callable[[], Wanted]) -> None:
        """Read what a query lists. `wanted` is asked on the worker."""
        self._asked += 1
        self._stop()
        self.query, self.complete = query, False
        self._waiting.clear()
        register, registers, own = self._register, self._context.registers, self._own()
        known = list(self._known)

        def work(progress: Progress) -> Listed:
            with registers.stoppable(progress):
                within = next((ids for wider, ids in known if registers.narrows(register, query, wider)), ())
                return read(registers, register, query, wanted(), within, own)

        self._timer.start()
        self._run(work, self._show)

    def when_complete(self, act: Callable[[], object]) -> None:
        """Do something that needs the whole list, as soon as it is there; another question forgets it."""
        if self.complete:
            act()
        else:
            self._waiting.append(act)

    def _show(self, listed: Listed) -> None:
        self._timer.stop()
        self.complete = listed.complete
        self.listed.emit(listed, self.query)
        if listed.complete:
            self._settle(listed.rows.ids)
        else:
            self._read_rest()
        if listed.counted is not None:
            self.counted.emit(listed.counted)
        else:
            self._count()

    def _read_rest(self) -> None:
        register, registers, query = self._register, self._context.registers, self.query

        def work(progress: Progress) -> array[int]:
            with registers.stoppable(progress):
                return registers.ids(register, query)

        self._run(work, self._complete)

    def _complete(self, ids: array[int]) -> None:
        self.complete = True
        self.completed.emit(ids)
        self._settle(ids)

    def _settle(self, ids: Sequence[int]) -> None:
        """The whole list is there. It is kept for narrower questions, with the one that is not searched in."""
        plain = [entry for entry in self._known if not entry[0].search][:1] if self.query.search else []
        self._known = [(self.query, ids), *plain]
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def _count(self) -> None:
        register, registers, query, own = self._register, self._context.registers, self.query, self._own()

        def work(progress: Progress) -> Counted:
            with registers.stoppable(progress):
                return count(registers, register, query, own)

        self._counting = self._run(work, self.counted.emit)

    def _run(self, work: Work, done: Callable[[Any], object]) -> Task:
        """Read for the present question; what comes when it was overtaken by another is dropped."""
        asked = self._asked
        task = self._context.read(work)
        self._running.append(task)
        task.finished.connect(lambda: self._running.remove(task) if task in self._running else None)
        task.done.connect(lambda found: done(found) if asked == self._asked else None)
        task.failed.connect(lambda _: self._give_up() if asked == self._asked else None)
        task.start()
        return task

    def _give_up(self) -> None:
        """Nothing more comes of this question; the window says why."""
        self._timer.stop()
        self._waiting.clear()
        self.failed.emit()

    def _stop(self) -> None:
        for task in self._running:
            task.cancel()
        self._running.clear()

    # beside the list

    def read_rows(self, model: RegisterModel, numbers: list[int]) -> None:
        """Read rows that came into sight, unless another list takes its place."""
        rows, register, registers = model.rows, self._register, self._context.registers
        task = self._context.read(lambda _: registers.page(register, numbers) if rows is model.rows else {})
        task.done.connect(lambda found: model.keep(numbers, found) if rows is model.rows else None)
        task.start()

    def seek(self, typed: str, after: Sequence[int], go: Callable[[int], object]) -> None:
        """Look for the next row whose title starts with what was typed."""
        query = replace(self.query, search=f"{self.query.search} {typed}")
        register, registers = self._register, self._context.registers
        task = self._context.read(lambda _: seek(registers, register, query, typed, after))
        task.done.connect(go)
        task.start()

    def facet(self, key: str, show: Callable[[Sequence[Entry]], object]) -> None:
        """Read the values of a facet with their counts under the other filters. Who asks looks at nothing else
        meanwhile, so the numbers beside the list come after it.
        """
        later = self._counting if self._counting in self._running else None
        if later is not None:
            later.cancel()
        task = self._context.read(lambda _: self.facet_values(key))
        task.done.connect(show)
        task.start()
        if later is not None:
            self._count()

    def facet_values(self, key: str) -> Sequence[Entry]:
        """Values of a facet with words and counts."""
        found = self._context.registers.facet(self._register, key, self.query)
        if key == "period":
            return [(value, period_label(value), number) for value, _, number in found]
        return found
