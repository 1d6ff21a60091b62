"""Copies by themselves: before risky acts, at the first write of a day, and on closing; thinned, and once more in a
second folder when that is at hand.

A copy that must stand before something risky and cannot be made stops it; daily and closing copies only report.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from workbench.clock import Clock
from workbench.disk import is_folder
from workbench.errors import UserError
from workbench.folders import own_files
from workbench.frozen import frozen
from workbench.records.changes import ChangeSet
from workbench.storage import backup, machine
from workbench.storage.backup import Copy, Head
from workbench.storage.database import Database

BULK = 20  # records touched by one act, above which it is copied first
REMIND_AFTER = timedelta(days=7)


@frozen
class Kept:
    """A copy as listed: where it lies (`outside`: in the second folder) and whether it is whole."""

    copy: Copy
    outside: bool
    whole: bool


@frozen
class Outside:
    """How it stands with copies off this computer: the folder (None: never chosen), whether it can be reached now,
    whether it lies on the record's own disk, and whole days since a copy last went there (None: never).
    """

    folder: Path | None
    reachable: bool
    same_disk: bool
    days: int | None

    @property
    def wanting(self) -> bool:
        """Whether the officer should be reminded."""
        return self.same_disk or self.days is None or self.days >= REMIND_AFTER.days


class Safeguard:
    """Copies of one open record."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self.record = database.path
        self.memory = machine.Memory(self.record)
        self.problem: UserError | None = None  # why the last daily or closing copy was not made
        self._series: Literal["", "open", "copied"] = ""
        self._looked: date | None = None  # the day for which the first copy was seen to

    @property
    def folder(self) -> Path:
        """Where copies lie on this computer."""
        return folder_of(self.record)

    # when

    def before(self, reason: str) -> Copy | None:
        """A copy that must stand before something risky; None when one of this very state is there already.

        Raises UserError when it cannot be made: the risky thing must then not be done.
        """
        if self._is_kept(backup.head_of(self._database)):
            return None
        return self._make(reason)

    def before_commit(self, act: ChangeSet) -> None:
        """What must stand before this act is written: imports and acts over many records are copied first, and so
        is the state of the last day that was worked on.
        """
        if act.source == "seed":
            return
        touched = len({change.ref for change in act.changes})
        if act.source == "import" and self._series != "copied":
            self.before("import")
            self._series = self._series and "copied"
        elif act.source != "import" and touched > BULK:
            self.before("bulk")
        else:
            self._daily()

    @contextmanager
    def series(self) -> Iterator[None]:
        """Within it, the imports of one batch of files count as one: the copy is made before the first."""
        self._series = "open"
        try:
            yield
        finally:
            self._series = ""

    def closing(self) -> Copy | None:
        """A copy of what was written since the newest one; None when nothing was, or it cannot be made."""
        return self._quietly("closing", only_if=self._worked_on())

    def _worked_on(self) -> bool:
        return backup.head_of(self._database).number > 1

    def now(self) -> Copy:
        """A copy because the officer asks for one. Raises UserError when it cannot be made."""
        return self._make("manual")

    def _daily(self) -> None:
        today = self._clock.today()
        if self._looked != today:
            self._looked = today
            newest = self._copies_here()[:1]
            self._quietly("daily", only_if=self._worked_on() and (not newest or newest[0].at.date() != today))

    def _quietly(self, reason: str, *, only_if: bool) -> Copy | None:
        if not only_if:
            return None
        try:
            return self.before(reason)
        except UserError as error:
            self.problem = error
            return None

    def _is_kept(self, head: Head) -> bool:
        return any(copy.holds(head) and backup.whole(copy) for copy in self._copies_here())

    def _copies_here(self) -> list[Copy]:
        return backup.copies(self.folder, self.record.stem)

    def _make(self, reason: str) -> Copy:
        made = backup.make_copy(self._database, self.folder, self.record.stem, reason, self._clock.now())
        self.problem = None
        self._thin(self.folder)
        note = self.memory.read()
        if note.outside:
            with suppress(UserError):
                self._carry(made, Path(note.outside))
        return made

    def _thin(self, folder: Path) -> None:
        note = self.memory.read()
        backup.thin(folder, self.record.stem, note.keep_days, note.keep_weeks, note.keep_months)

    # off this computer

    def choose_outside(self, folder: Path) -> Outside:
        """Keep a second copy in this folder from now on, beginning with one of now.

        Raises UserError when it cannot be written there; the choice is then as it was.
        """
        newest = self._copies_here()[:1]
        head = backup.head_of(self._database)
        made = newest[0] if newest and newest[0].holds(head) else self._make("manual")
        self._carry(made, folder)
        self.memory.change(outside=str(folder))
        return self.outside()

    def forget_outside(self) -> None:
        """Keep no second copies from now on; those there are stay."""
        self.memory.change(outside="", outside_at="")

    def days_outside(self) -> int | None:
        """Whole days since a copy last left this computer, None for never; looks at no folder."""
        at = self.memory.read().outside_at
        return max(0, (self._clock.now() - datetime.fromisoformat(at)).days) if at else None

    def newest(self) -> Copy | None:
        """The newest copy on this computer."""
        return next(iter(self._copies_here()), None)

    def _carry(self, copy: Copy, folder: Path) -> None:
        if not is_folder(folder):
            return
        place = folder / self.memory.name
        backup.carry(copy, place)
        self._thin(place)
        if not _same_disk(folder, self.record):
            self.memory.change(outside_at=self._clock.now().isoformat())

    def outside(self) -> Outside:
        """How it stands with the second folder."""
        note = self.memory.read()
        folder = Path(note.outside) if note.outside else None
        reachable = folder is not None and is_folder(folder)
        same = reachable and folder is not None and _same_disk(folder, self.record)
        return Outside(folder, reachable, same, self.days_outside())

    # what there is

    def listed(self) -> list[Kept]:
        """Every copy at hand, newest first; one that lies in both folders is shown as the one outside."""
        here = self._copies_here()
        note = self.memory.read()
        away = backup.copies(Path(note.outside) / self.memory.name, self.record.stem) if note.outside else []
        names = {copy.path.name for copy in away}
        found = [Kept(c, True, backup.whole(c)) for c in away]
        found += [Kept(c, False, backup.whole(c)) for c in here if c.path.name not in names]
        return sorted(found, key=lambda k: (k.copy.at, k.copy.number), reverse=True)


def folder_of(record: Path) -> Path:
    """Where this computer keeps copies of a record."""
    return own_files() / "backups" / machine.label(record)


def places_of(record: Path) -> list[Path]:
    """Folders with copies of a record: the one of this computer, then the second one when it was chosen."""
    note = machine.Memory(record).read()
    outside = [Path(note.outside) / machine.label(record)] if note.outside else []
    return [folder_of(record), *outside]


def newest_sound(record: Path) -> Copy | None:
    """The newest copy of a record that is whole: what is offered when the record itself cannot be read."""
    found = [copy for place in places_of(record) for copy in backup.copies(place, record.stem) if backup.whole(copy)]
    return max(found, key=lambda c: (c.at, c.number), default=None)


def _same_disk(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


def forget(record: Path) -> None:
    """Take away what this computer keeps of a throw-away record: its copies and its note."""
    shutil.rmtree(folder_of(record), ignore_errors=True)
    machine.Memory(record).forget()
