"""The passphrase of a record: set, changed, taken away; its copies with it.

The state before is copied first. The record is written anew beside, opened and held against the old one, told of in
its own journal, and only then put in its place: at every moment the file is either as it was or as it is wanted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workbench.clock import Clock
from workbench.errors import RecordUnavailable, UserError
from workbench.progress import Progress, Silent
from workbench.records.changes import ChangeSet, Label
from workbench.services.opening import left_of
from workbench.services.safeguards import places_of
from workbench.services.workbench import Workbench
from workbench.storage import backup, engine
from workbench.storage.backup import Copy
from workbench.storage.cipher import Key, Secret, is_encrypted, key_for
from workbench.storage.database import Database
from workbench.storage.journal import Act
from workbench.storage.machine import Memory
from workbench.storage.migrations import accept
from workbench.storage.ownership import Ownership

SHORT = 12  # letters, below which a passphrase is called weak
_KINDS = 6  # different letters that it should have at least

Step = Literal["set", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class Protected:
    """What was done: the step, its act, the key now (None: plain), where the state before is kept, how many copies
    were brought under the same key, and the names of those that could not be.
    """

    step: Step
    act: Act
    key: Key | None
    kept: Path
    copies: int
    left_over: tuple[str, ...] = ()


def can_encrypt() -> bool:
    """Whether this installation can read and write encrypted records."""
    try:
        engine.cipher()
    except UserError:
        return False
    return True


def is_weak(passphrase: str) -> bool:
    """Whether a passphrase is so short or plain that a computer guesses it soon."""
    folded = passphrase.casefold()
    return len(passphrase) < SHORT or len(set(folded)) < _KINDS


def protect(
    record: Path,
    new: str,
    clock: Clock,
    actor: str,
    secrets: Iterable[Secret] = (),
    *,
    with_copies: bool = True,
    progress: Progress | None = None,
) -> Protected:
    """Encrypt a closed record under the passphrase `new`; an empty one takes the encryption away.

    `with_copies` brings the copies at hand that were as the record was under the new passphrase too; the others keep
    theirs, or none. Raises PassphraseNeeded when none of the `secrets` opens the record, UserError
    `vault.not_encrypted` when there is nothing to take away, `vault.no_engine`, `safety.restore_failed` or those of a
    copy that cannot be made, RecordUnavailable when the record is in use or damaged; it is then as it was, as it is
    when `progress` stops it.
    """
    if not record.is_file():
        raise UserError("record_missing", file=str(record))
    told = progress or Silent()
    try:
        owner = Ownership.take(record, clock.now())
    except OSError as error:
        raise UserError("vault.failed", file=record.name) from error
    try:
        old = key_for(record, secrets)
        if old is None and not new:
            raise UserError("vault.not_encrypted", file=record.name)
        key = Key.of(new) if new else None
        told.step(0, 0, "safety.phase_copy")
        kept = _copied(record, old, clock)
        act, step = _replace(record, old, key, clock, actor, told)
    except OSError as error:
        raise UserError("vault.failed", file=record.name) from error
    finally:
        owner.release()
    done, left_over = bring_copies(record, old, key, progress) if with_copies else (0, ())
    return Protected(step, act, key, kept.path, done, left_over)


def _copied(record: Path, old: Key | None, clock: Clock) -> Copy:
    database = Database(record, key=old)
    try:
        accept(database)
        return backup.make_copy(database, places_of(record)[0], record.stem, "passphrase", clock.now())
    finally:
        database.close()


def _replace(
    record: Path, old: Key | None, key: Key | None, clock: Clock, actor: str, progress: Progress
) -> tuple[Act, Step]:
    step: Step = "removed" if key is None else "set" if old is None else "changed"
    fresh = record.with_name(f"{record.name}.{os.getpid()}.new")
    try:
        progress.step(0, 0, "vault.phase_rewrite")
        backup.rewrite(record, fresh, old, key)
        with Workbench.open(fresh, clock, actor, secrets=[key] if key else [], progress=progress) as opened:
            opened.safeguard = None
            progress.step(0, 0, "safety.phase_check")
            if any(not found.known for found in opened.journal.verify()):
                raise RecordUnavailable("damaged_record", file=record.name)
            act = opened.commit(ChangeSet(Label(f"act.passphrase_{step}", {}))).act
        Memory(fresh).forget()
        backup.put(fresh, record)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    Memory(record).change(left=left_of(record, act.number, act.hash))
    return act, step


def bring_copies(
    record: Path, old: Key | None, key: Key | None, progress: Progress | None = None
) -> tuple[int, tuple[str, ...]]:
    """Bring the copies at hand that are as the record was under the key that it has now, each at a stroke.

    How many were, and the names of those that could not be; those are as they were. May be stopped between two.
    """
    progress = progress or Silent()
    found = [copy for place in places_of(record) for copy in backup.copies(place, record.stem)]
    done, left_over = 0, []
    for place in places_of(record):
        for unfinished in backup.leftovers(place, record.stem):
            with suppress(OSError):
                unfinished.unlink()  # it may be readable
    for number, copy in enumerate(found):
        progress.step(number, len(found), "vault.copies")
        try:
            if _is_under(copy.path, old):
                _rewrite_copy(copy.path, old, key)
                done += 1
        except (OSError, UserError):
            left_over.append(copy.path.name)
    return done, tuple(left_over)


def _is_under(path: Path, key: Key | None) -> bool:
    return not is_encrypted(path) if key is None else key.fits(path)


def _rewrite_copy(path: Path, old: Key | None, key: Key | None) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        database = Database(path, read_only=True, key=old)
        try:
            accept(database)
        finally:
            database.close()
        backup.rewrite(path, fresh, old, key)
        backup.put(fresh, path)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
