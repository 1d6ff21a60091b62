"""Making a new record file."""

from __future__ import annotations

from pathlib import Path

from workbench.clock import Clock
from workbench.services.seeding import NewRecord, seed
from workbench.services.workbench import Workbench


def create_record(path: Path, new: NewRecord, clock: Clock) -> Workbench:
    """A new record with its reference data, open for work.

    Raises UserError `record_exists`, `path_too_long`, `unknown_council`, or as `disk.save_whole`; nothing is left
    behind then.
    """
    return Workbench.create(path, seed(new, clock.today()), clock, new.officer or "—")
