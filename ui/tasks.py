"""Long work off the window's thread: one worker, one way in, throttled progress, cancel by raising inside.

Connect a task's signals before `start`. Slots run on the window's thread, while there is somebody to hear them: never
after the runner was closed, and a result never after the sheet that asked for it. Nothing here knows what the work is.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from workbench.errors import Cancelled
from workbench.progress import Progress

Work = Callable[[Progress], Any]
_PER_SECOND = 10


class Task(QObject):
    """One piece of work. Exactly one of `done`, `failed`, `cancelled` is sent, then `finished`.

    When `heard` says that the sheet that asked for it is gone, only `failed` and `finished` are sent: no error is
    swallowed, and slots of these two touch no widget but as methods of it, which Qt disconnects.
    """

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    _said = Signal(str, tuple)  # from the worker's thread to the window's

    def __init__(self, work: Work, start: Callable[[Task], None]) -> None:
        super().__init__()
        self.heard: Callable[[], bool] = lambda: True
        self._work = work
        self._start = start
        self._silent = False
        self._said.connect(self._pass_on)
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
            self._said.emit("progressed", (done, total, key))

    def run(self) -> None:
        """Do the work and say how it ended."""
        try:
            result = self._work(self)
        except Cancelled:
            self._said.emit("cancelled", ())
        except Exception as error:  # whatever it is, it reaches the window and is shown there
            self._said.emit("failed", (error,))
        else:
            self._said.emit("done", (result,))
        self._said.emit("finished", ())

    def silence(self) -> None:
        """Tell nothing any more, not even what is already on its way to the window's thread."""
        self._silent = True

    @Slot(str, tuple)
    def _pass_on(self, name: str, said: tuple[Any, ...]) -> None:
        if not self._silent and (name in ("failed", "finished") or self.heard()):
            getattr(self, name).emit(*said)
        if name == "finished":
            self.deleteLater()  # its connections hold what asked for it, and what it found


class Runner(Protocol):
    """Something that runs work."""

    def submit(self, work: Work) -> Task:
        """A task for this work, not yet started."""

    def close(self) -> None:
        """Finish what runs and take nothing more."""


class _Worker:
    """A thread that does what it is given in turn; it begins with the first. What it was given is done before it ends,
    at the end of the program too. (Python's own pool would bring what writes logs into every start.)
    """

    def __init__(self) -> None:
        self._given: deque[Callable[[], object]] = deque()
        self._more = threading.Condition()
        self._thread: threading.Thread | None = None
        self._ended = False

    def give(self, work: Callable[[], object]) -> None:
        """Do this after all that was given before."""
        with self._more:
            self._given.append(work)
            self._more.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="work", daemon=True)
            atexit.register(self.end)
            self._thread.start()

    def end(self) -> None:
        """Wait until all is done."""
        with self._more:
            self._ended = True
            self._more.notify()
        if self._thread is not None:
            atexit.unregister(self.end)
            self._thread.join()

    def _run(self) -> None:
        while (work := self._next()) is not None:
            with suppress(BaseException):  # a task tells its own errors; what is left must not end the others' thread
                work()
            del work  # what it holds is not kept until the next comes, to be let go on this thread

    def _next(self) -> Callable[[], object] | None:
        with self._more:
            while not self._given and not self._ended:
                self._more.wait()
            return self._given.popleft() if self._given else None


class TaskRunner:
    """One worker thread: database work is serial."""

    def __init__(self) -> None:
        self._worker = _Worker()
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
        self._worker.give(task.run)

    def close(self) -> None:
        """Cancel what runs and wait for it; what is begun later is not done. Nobody is told how it ended."""
        self._closed = True
        for task in self._live:
            task.cancel()
        self._worker.end()
        for task in self._live:
            task.silence()
        self._live.clear()


class InlineRunner:
    """Runs at once on the caller's thread: for tests and for pictures."""

    def submit(self, work: Work) -> Task:
        """A task that runs when started."""
        return Task(work, Task.run)

    def close(self) -> None:
        """Nothing runs."""
