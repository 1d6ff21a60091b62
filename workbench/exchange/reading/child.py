"""The reading process: takes paths, sends answers, holds nothing else of the program.

Imports neither Qt nor a database. Must not write to the terminal, must not outlive its parent.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import stat
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.disk import held
from workbench.errors import UserError
from workbench.exchange.reading.limits import MEGABYTE, Limits
from workbench.exchange.reading.wire import pack, pack_error
from workbench.exchange.reading.worker import file_name, read_draft

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

FRAME = 1 << 18
READY = b"R"


def serve(connection: Connection, limits: Limits) -> None:
    """Answer requests (a path as UTF-8 bytes) until the other side closes. Each answer: its size, then frames."""
    settle(limits)
    connection.send_bytes(READY)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            path = connection.recv_bytes().decode("utf-8", "surrogatepass")
            send(connection, answer(path, limits))


def send(connection: Connection, reply: bytes) -> None:
    """Send a reply in frames, so that the other side can stop between them."""
    connection.send_bytes(len(reply).to_bytes(8, "big"))
    for start in range(0, len(reply), FRAME):
        connection.send_bytes(memoryview(reply)[start : start + FRAME])


def answer(path: str, limits: Limits) -> bytes:
    """The packed draft of the file, or the packed refusal."""
    import hashlib

    name = file_name(path)
    try:
        data = load(Path(path), limits)
        return pack(read_draft(name, data, limits), hashlib.sha256(data).hexdigest())
    except UserError as error:
        error.params.setdefault("file", name)
        return pack_error(error)
    except MemoryError:
        return pack_error(UserError("reading.memory", file=name, limit=limits.memory // MEGABYTE))
    except Exception as error:  # a fault of ours: the officer gets words, the tests get the kind
        return pack_error(UserError("reading.died", file=name, detail=f"{type(error).__name__}: {error}"[:200]))


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a submission, as it lies on the disk."""
    if path.name.startswith("~$"):
        raise UserError("reading.locked")
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UserError("reading.not_workbook")
        if about.st_size > limits.file_bytes:
            raise UserError("reading.too_big", what="file", limit=limits.file_bytes // MEGABYTE)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise UserError("reading.not_found") from None
    except PermissionError:
        raise UserError("reading.locked" if held(path) else "reading.no_access") from None
    except (OSError, ValueError) as error:
        raise UserError("reading.no_access", detail=str(error)) from None


def settle(limits: Limits) -> None:
    """Be quiet, be bounded, leave no core file, and live exactly as long as the parent wants."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.close(nowhere)
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (2 * limits.memory, 2 * limits.memory))
    gc.freeze()
    gc.disable()  # what a reading builds holds no cycles, and the process is replaced often


def _leave_with_parent() -> None:
    """A parent that was killed can no longer stop us."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
