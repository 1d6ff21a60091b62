"""Long work off the window's thread: one worker, one way in, throttled progress, cancel by raising inside.

Connect a task's signals before `start`. Slots run on the window's thread. Nothing here knows what the work is.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from workbench.errors import Cancelled
from workbench.progress import Progress

Work = Callable[[Progress], Any]
_PER_SECOND = 10


class Task(QObject):
    """One piece of work. Exactly one of `done`, `failed`, `cancelled` is sent, then `finished`."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, work: Work, start: Callable[[Task], None]) -> None:
        super().__init__()
        self._work = work
        self._start = start
        self._stop = threading.Event()
        self._last = 0.0

    def start(self) -> Task:
        """Begin, once everything is connected."""
        self._start(self)
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next step; it then leaves everything as it was."""
        self._stop.set()

    def step(self, done: int, total: int, key: str = "") -> None:
        """Progress as the work reports it (on the worker's thread)."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._last >= 1 / _PER_SECOND:
            self._last = now
            self.progressed.emit(done, total, key)

    def run(self) -> None:
        """Do the work and say how it ended."""
        try:
            result = self._work(self)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # whatever it is, it reaches the window and is shown there
            self.failed.emit(error)
        else:
            self.done.emit(result)
        self.finished.emit()


class Runner(Protocol):
    """Something that runs work."""

    def submit(self, work: Work) -> Task:
        """A task for this work, not yet started."""

    def close(self) -> None:
        """Finish what runs and take nothing more."""


class TaskRunner:
    """One worker thread: database work is serial."""

    def __init__(self) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._pool = ThreadPoolExecutor(1, thread_name_prefix="work")
        self._live: set[Task] = set()
        self._closed = False

    def submit(self, work: Work) -> Task:
        """A task for this work, not yet started."""
        task = Task(work, self._begin)
        self._live.add(task)  # until it has told its end: nobody else may hold it
        task.finished.connect(lambda: self._live.discard(task))
        return task

    def _begin(self, task: Task) -> None:
        if self._closed:  # asked for by something that ended while the window was closing
            self._live.discard(task)
            return
        self._pool.submit(task.run)

    def close(self) -> None:
        """Cancel what runs and wait for it; what is begun later is not done."""
        self._closed = True
        for task in self._live:
            task.cancel()
        self._pool.shutdown(wait=True)


class InlineRunner:
    """Runs at once on the caller's thread: for tests and for pictures."""

    def submit(self, work: Work) -> Task:
        """A task that runs when started."""
        return Task(work, Task.run)

    def close(self) -> None:
        """Nothing runs."""
