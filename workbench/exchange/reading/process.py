"""The side that asks: starts the reading process, watches its time and memory, stops it at once when told to."""

from __future__ import annotations

import contextlib
import sys
import threading
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

from workbench.collection import no_collection
from workbench.errors import UserError
from workbench.exchange.raw import RawWorkbook
from workbench.exchange.reading import child
from workbench.exchange.reading.draft import finish
from workbench.exchange.reading.limits import DEFAULT, MEGABYTE, Limits
from workbench.exchange.reading.memory import held_by
from workbench.exchange.reading.wire import BadAnswer, unpack
from workbench.exchange.reading.worker import file_name
from workbench.progress import Progress, Silent

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Serve: TypeAlias = "Callable[[Connection, Limits], None]"

POLL = 0.02
PROGRESS_KEY = "reading.progress"
_LAUNCH = threading.Lock()


def read(path: Path, *, progress: Progress | None = None, limits: Limits = DEFAULT) -> RawWorkbook:
    """Read one submission of any format, in a process of its own.

    Raises UserError with a code of the area `reading` when the file cannot be read, and Cancelled when
    `progress.step` says so; the process is gone then.
    """
    with Reader(limits=limits) as reader:
        return reader.read(path, progress=progress)


class Reader:
    """One warm reading process for several files, a fresh one after any refusal. Not for two threads at once."""

    def __init__(self, *, limits: Limits = DEFAULT, serve: Serve = child.serve) -> None:
        self._limits = limits
        self._serve = serve
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._ready = False

    def __enter__(self) -> Reader:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The reading process, None when none runs."""
        return self._process.pid if self._process is not None else None

    def read(self, path: Path, *, progress: Progress | None = None) -> RawWorkbook:
        """Read one file; errors as `workbench.exchange.reading.read`."""
        name = file_name(str(path))
        whole = False
        try:
            connection = self._start()
            connection.send_bytes(str(path).encode("utf-8", "surrogatepass"))
            reply = self._receive(connection, name, progress or Silent())
            with no_collection():
                draft, sha256 = unpack(reply)
                book = finish(draft, name, sha256)
            whole = True
            return book
        except (EOFError, OSError, BadAnswer) as error:
            raise UserError("reading.died", file=name, detail=type(error).__name__) from None
        finally:
            if not whole:
                self.close()

    def close(self) -> None:
        """End the reading process now, whatever it does."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    def _start(self) -> Connection:
        if self._connection is not None:
            return self._connection
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=self._serve, args=(theirs, self._limits), daemon=True, name="reading")
        try:
            with _without_main():
                process.start()
        except OSError as error:
            ours.close()
            raise UserError("reading.no_process", detail=str(error)) from None
        finally:
            theirs.close()
        self._process, self._connection, self._ready = process, ours, False
        return ours

    def _receive(self, connection: Connection, name: str, progress: Progress) -> bytes:
        """Wait for the reply frame by frame, with an eye on clock, memory and the officer."""
        progress.step(0, 0, PROGRESS_KEY)
        started = monotonic()
        if not self._ready:
            self._frame(connection, name, started, progress)
            self._ready = True
            started = monotonic()
        size = int.from_bytes(self._frame(connection, name, started, progress), "big")
        if size > self._limits.memory:
            raise BadAnswer("size")
        reply = bytearray()
        while len(reply) < size:
            reply += self._frame(connection, name, started, progress)
        return bytes(reply)

    def _frame(self, connection: Connection, name: str, started: float, progress: Progress) -> bytes:
        while not connection.poll(POLL):
            progress.step(0, 0, PROGRESS_KEY)
            if monotonic() - started > self._limits.seconds:
                raise UserError("reading.timeout", file=name, seconds=round(self._limits.seconds))
            if held_by(self.pid or 0) > self._limits.memory:
                raise UserError("reading.memory", file=name, limit=self._limits.memory // MEGABYTE)
        return connection.recv_bytes(child.FRAME)


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Start a process that does not run the program's main module again (it may be heavy, or a test runner)."""
    with _LAUNCH:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
