"""What every test shares: a screenless Qt, Vietnamese texts, a standing clock and an empty record."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import settings

from workbench.clock import FixedClock
from workbench.folders import HOME
from workbench.messages import set_language
from workbench.records.changes import ChangeSet, Label
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
# what the program keeps on this computer goes to a folder of this run's own
os.environ[HOME] = tempfile.mkdtemp(prefix="lien-ket-vung-tests-")
atexit.register(shutil.rmtree, os.environ[HOME], ignore_errors=True)

settings.register_profile("office", deadline=None, max_examples=60)
settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "office")

SEED = ChangeSet(Label("act.seed", {"code": "TEST"}), source="seed")


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Every test starts, and leaves, with Vietnamese texts."""
    set_language("vi")
    yield
    set_language("vi")


@pytest.fixture
def clock() -> FixedClock:
    """12 October 2026, 09:42."""
    return FixedClock.on(date(2026, 10, 12))


@pytest.fixture
def record(clock: FixedClock) -> Iterator[Workbench]:
    """An empty record in memory."""
    opened = Workbench.create(MEMORY, SEED, clock, "Nguyễn A")
    yield opened
    opened.close()
