"""The garbage collector stands still while very many small objects are made."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """For objects without cycles: looking for cycles among them meanwhile doubles the time.

    Python has one collector for all threads, so cycles that another thread lets go wait until this is over; nothing
    is lost. Where two threads are in here at once, the first to leave may start it again for the other: that costs
    time and nothing else.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_freeze_count() == 0:
                gc.freeze()
                gc.unfreeze()  # among the old ones: what was just made is not gone through at once
            gc.enable()
