"""How a record was found when it was opened, and how much it is looked over before it is used.

A file that is just as this computer left it is opened at once. Any other is checked first: quickly when it comes from
elsewhere, fully when it was not closed in order.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from workbench.clock import Clock
from workbench.errors import RecordUnavailable
from workbench.frozen import frozen
from workbench.messages import text
from workbench.progress import Progress, Silent
from workbench.services.safeguards import Safeguard
from workbench.storage.backup import leftovers
from workbench.storage.cipher import Key
from workbench.storage.condition import journal_left, left_open
from workbench.storage.database import MEMORY, Database
from workbench.storage.journal import Journal
from workbench.storage.machine import Left, Memory
from workbench.storage.migrations import accept, prepare
from workbench.storage.outside import note_path
from workbench.storage.ownership import Holder, Ownership, this_computer

Found = Literal["known", "elsewhere", "unclean"]
_SKEW = timedelta(minutes=10)  # clocks of two computers may differ by so much
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "zalo received files")


@frozen
class Opening:
    """What was noticed on opening. `found`: as this computer left it, written elsewhere since, or not closed in
    order. `taken_from`: whose note was taken over. `missing`: acts that this computer saw and that are no longer
    there; `rewritten`: acts it saw are not what they were. `ahead`: time of the last entry when the clock now stands
    before it. `synced`: name of the folder that something else copies about.
    """

    found: Found = "known"
    taken_from: Holder | None = None
    missing: int = 0
    rewritten: bool = False
    ahead: datetime | None = None
    synced: str = ""

    def words(self) -> list[str]:
        """What the officer should know, the gravest first."""
        said = []
        if self.rewritten:
            said.append(text("safety.rewritten"))
        elif self.missing:
            said.append(text("safety.older", n=self.missing))
        if self.ahead:
            said.append(text("safety.clock_back", at=f"{self.ahead:%H:%M %d/%m/%Y}"))
        if self.taken_from:
            holder = self.taken_from
            said.append(text("safety.taken_over", user=holder.user, computer=holder.computer, since=holder.since))
        elif self.found == "unclean":
            said.append(text("safety.unclean"))
        if self.synced:
            said.append(text("safety.synced", folder=self.synced))
        return said


@frozen
class Access:
    """An open file: the way to it, the right to write it (None: reading only), and how it was found."""

    database: Database
    owner: Ownership | None
    found: Found
    left: Left


def gain_access(
    path: Path,
    clock: Clock,
    *,
    read_only: bool = False,
    new: bool = False,
    over: bool = False,
    as_it_is: bool = False,
    key: Key | None = None,
    progress: Progress | None = None,
) -> Access:
    """Open a record file, look it over (unless it is wanted `as_it_is`, to be checked) and bring it up to date.

    `key`: that of an encrypted one. `progress` may stop it while the file is looked over.

    Raises UserError when it is not ours or newer, RecordUnavailable when it is in use, damaged, or perhaps open on
    another computer (`over` takes it over); it is then closed again. Where the folder cannot be written it is opened
    for reading only.
    """
    owner, told = None, progress or Silent()
    if path != MEMORY and not read_only:
        try:
            owner = Ownership.take(path, clock.now(), over=over)
        except OSError:
            read_only = True
    database = None
    try:
        for unfinished in leftovers(path.parent, path.name) if owner else ():
            with suppress(OSError):
                unfinished.unlink()
        left = Memory(path).read().left
        signs = _signs(path, owner)
        database = Database(path, read_only=read_only, key=key)
        if new:
            found: Found = "known"
        else:
            accept(database)
            in_use = owner is None and note_path(path).exists()
            unclean = signs or (not in_use and left_open(database))
            found = _found_as(path, left, unclean)
            if not as_it_is:
                _look_over(database, found, told)
        prepare(database, lambda: _before_upgrade(database, clock, told))
    except BaseException:
        if database is not None:
            database.close()
        if owner is not None:
            owner.release()
        raise
    return Access(database, owner, found, left)


def _signs(path: Path, owner: Ownership | None) -> bool:
    """Signs beside the file that whoever had it open never closed it."""
    if owner is not None:
        return owner.before is not None or journal_left(path)
    return path != MEMORY and not note_path(path).exists() and journal_left(path)


def _before_upgrade(database: Database, clock: Clock, progress: Progress) -> None:
    """Keep a record of an older format as it is."""
    progress.step(0, 0, "safety.phase_upgrade")
    Safeguard(database, clock).before("upgrade")


def _look_over(database: Database, found: Found, progress: Progress) -> None:
    """Read the file over as far as it is to be trusted. RecordUnavailable `damaged_record` when it is not sound."""
    if found == "known":
        return
    check = "integrity_check" if found == "unclean" else "quick_check"
    progress.step(0, 0, "safety.phase_check")
    with database.stoppable(lambda: progress.step(0, 0, "safety.phase_check")):
        sound = database.rows(f"PRAGMA {check}(1)") == [("ok",)]
    database.execute("PRAGMA shrink_memory")  # the whole file passed through it, and few pages are wanted again
    if not sound:
        raise RecordUnavailable("damaged_record", file=database.path.name)


def _found_as(path: Path, left: Left, unclean: bool) -> Found:
    if unclean:
        return "unclean"
    return "known" if left.size >= 0 and left_of(path, left.number, left.hash) == left else "elsewhere"


def left_of(path: Path, number: int, hash_: str) -> Left:
    """The file as it lies there now, with the head of its journal as given."""
    stat = path.stat()
    return Left(stat.st_size, stat.st_mtime_ns, number, hash_)


def noticed(access: Access, journal: Journal, now: datetime) -> Opening:
    """Everything to be noticed of an open record."""
    left, (number, _) = access.left, journal.head()
    seen = journal.act(min(left.number, number)) if left.size >= 0 else None
    missing = max(0, left.number - number) if left.size >= 0 else 0
    rewritten = seen is not None and not missing and seen.hash != left.hash
    acts = journal.acts(1)
    ahead = acts[0].at if acts and acts[0].at - now > _SKEW else None
    before = access.owner.before if access.owner else None
    elsewhere = before if before and before.computer not in ("?", this_computer()) else None
    return Opening(access.found, elsewhere, missing, rewritten, ahead, _synced(access.database.path))


def _synced(path: Path) -> str:
    """Name of the folder above that a synchronising program looks after, or that lies on another computer."""
    resolved = path.resolve()
    if str(resolved).startswith("\\\\"):
        return resolved.drive
    for part in resolved.parts[:-1]:
        if part.casefold().startswith(_SYNCED):
            return part
    return ""
