"""Going back to a copy: what it would change, and doing it, the present state being copied first.

At every moment the record is either as it was or as the copy was; a damaged record is put aside, never deleted.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench import disk
from workbench.clock import Clock
from workbench.errors import RecordUnavailable, UserError
from workbench.messages import text
from workbench.progress import Progress, Silent
from workbench.records.changes import Change, ChangeSet, Label
from workbench.records.record import Ref
from workbench.services.act_words import act_words
from workbench.services.opening import left_of
from workbench.services.safeguards import folder_of
from workbench.services.workbench import Workbench
from workbench.storage import backup
from workbench.storage.backup import Head
from workbench.storage.cipher import Key, Secret, key_for
from workbench.storage.database import APPLICATION_ID, Database
from workbench.storage.journal import Act, Journal
from workbench.storage.machine import Memory
from workbench.storage.ownership import Ownership


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What going back to a copy would do. `related` False: the copy is of another record, or the present one cannot
    be read (`present` None). `later`: acts written since the copy, newest first, which would be gone; `ahead`: how
    many acts the copy has beyond the present record. The rest counts records that would go, come back, or change.
    """

    copy: Path
    head: Head
    at: datetime
    present: Head | None
    related: bool
    later: tuple[Act, ...] = ()
    ahead: int = 0
    going: int = 0
    returning: int = 0
    changing: int = 0

    @property
    def nothing(self) -> bool:
        """Whether the record is as the copy already."""
        return self.related and not self.later and not self.ahead

    def words(self, there: bool = True) -> list[str]:
        """What would change, a sentence a line; `there`: whether a file stands where the record goes."""
        lines = [text("safety.restore_to", at=f"{self.at:%H:%M %d/%m/%Y}", head=self.head.short)]
        if self.present is None:
            lines.append(text("safety.restore_unreadable" if there else "safety.restore_absent"))
        elif not self.related:
            lines.append(text("safety.restore_other", head=self.present.short))
        elif self.nothing:
            lines.append(text("safety.restore_nothing"))
        for key in ("going", "returning", "changing", "ahead"):
            if number := getattr(self, key):
                lines.append(text(f"safety.restore_{key}", n=number))
        if self.later:
            lines.append(text("safety.restore_later", n=len(self.later)))
            lines += [f"{act.number}. {act.at:%d/%m/%Y %H:%M} {act.actor}: {act_words(act)}" for act in self.later]
        return lines


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the act it is told by, and where the state before it is kept, None when there was none."""

    act: Act
    kept: Path | None


def plan_restore(
    copy: Path,
    present: Workbench | None,
    clock: Clock,
    secrets: Iterable[Secret] = (),
    progress: Progress | None = None,
) -> RestorePlan:
    """What going back to `copy` would change in the `present` record (None when that cannot be read).

    Raises UserError when the copy is no record or is damaged, PassphraseNeeded when it is encrypted and neither the
    present record's key nor one of the `secrets` opens it. The copy itself is not touched: an older one is
    brought up to date in a scratch file.
    """
    with (
        TemporaryDirectory(prefix="lien-ket-vung-", ignore_cleanup_errors=True) as scratch,
        sound_copy(copy, Path(scratch) / copy.name, clock, "", offered_keys(present, secrets), progress=progress) as old,
    ):
        return _compared(copy, old, present, clock)


def offered_keys(present: Workbench | None, secrets: Iterable[Secret]) -> list[Secret]:
    """What may open a copy: the present record's own key first, then what the officer gave."""
    own = present.database.key if present else None
    return [*([own] if own else []), *secrets]


def _compared(copy: Path, old: Workbench, present: Workbench | None, clock: Clock) -> RestorePlan:
    head = backup.head_of(old.database)
    last = old.journal.act(head.number)
    at = last.at if last else clock.now()
    if present is None:
        return RestorePlan(copy, head, at, None, related=False)
    here = backup.head_of(present.database)
    shared = shared_acts(old.journal, present.journal, min(head.number, here.number))
    if not shared:
        return RestorePlan(copy, head, at, here, related=False)
    later = tuple(present.journal.acts(here.number - shared))
    counted = _outcome(present.journal, later)
    return RestorePlan(copy, head, at, here, True, later, head.number - shared, *counted)


def shared_acts(one: Journal, other: Journal, upto: int) -> int:
    """Number of the last act that both journals have, looked for by halves; 0 when not even the first."""
    low, high = 0, upto
    while low < high:
        middle = (low + high + 1) // 2
        acts = one.act(middle), other.act(middle)
        if acts[0] and acts[1] and acts[0].hash == acts[1].hash:
            low = middle
        else:
            high = middle - 1
    return low


def _outcome(journal: Journal, later: tuple[Act, ...]) -> tuple[int, int, int]:
    """Records that go, come back and change when these acts, newest first, are no more."""
    first: dict[Ref, Change] = {}
    last: dict[Ref, Change] = {}
    for act in later:
        for change in reversed(journal.changes(act.number)):
            first[change.ref] = change
            last.setdefault(change.ref, change)
    was = {ref for ref, change in first.items() if change.before is not None}
    now = {ref for ref, change in last.items() if change.after is not None}
    return len(now - was), len(was - now), len(was & now)


def restore(
    copy: Path,
    record: Path,
    clock: Clock,
    actor: str,
    secrets: Iterable[Secret] = (),
    progress: Progress | None = None,
) -> Restored:
    """Put the state of `copy` in the place of `record`, which must be closed; its own state is copied first.

    The record stays encrypted, or plain, as it is, whatever the copy was; where there is none, as the copy is.
    Raises PassphraseNeeded when one of the two is encrypted and none of the `secrets` opens it, UserError when the
    copy is no sound record or there is no room, RecordUnavailable when somebody has the record open; it is then as
    it was, as it is when `progress` stops it.
    """
    told = progress or Silent()
    fresh = record.with_name(f"{record.name}.{os.getpid()}.new")
    try:
        owner = Ownership.take(record, clock.now())
    except OSError as error:
        raise UserError("safety.restore_failed", file=record.name) from error
    try:
        key = key_for(record, secrets) if record.is_file() else None
        told.step(0, 0, "safety.phase_copy")
        kept, left = _keep(record, clock, key)
        under = (key,) if left or key else ()
        with sound_copy(copy, fresh, clock, actor, secrets, under=under, progress=told) as opened:
            words = {"copy": copy.name, "left": left.short if left else "?"}
            act = opened.commit(ChangeSet(Label("act.restore", words))).act
        _put_aside(record.with_name(f"{record.name}-journal"), clock)
        if left is None:
            kept = _put_aside(record, clock)
        backup.put(fresh, record)
        Memory(record).change(left=left_of(record, act.number, act.hash))
    except OSError as error:
        if isinstance(error, PermissionError) and disk.held(record, "replace"):
            raise RecordUnavailable("safety.restore_held", file=record.name) from error
        raise UserError("safety.restore_failed", file=record.name) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        owner.release()
    return Restored(act, kept)


def sound_copy(
    copy: Path,
    scratch: Path,
    clock: Clock,
    actor: str,
    secrets: Iterable[Secret],
    under: tuple[Key | None, ...] = (),
    progress: Progress | None = None,
) -> Workbench:
    """The copy once more in `scratch`, open and up to date; `under` another key than its own, when one is given.

    Raises UserError when it is not a whole record.
    """
    offered, told = list(secrets), progress or Silent()
    if not copy.is_file():
        raise UserError("record_missing", file=str(copy))
    try:
        shutil.copyfile(copy, scratch)
    except OSError as error:
        raise UserError("safety.copy_failed", folder=str(scratch.parent)) from error
    try:
        own = key_for(copy, offered)
        opened = Workbench.open(scratch, clock, actor, secrets=[own] if own else [], progress=told)
    except UserError as error:
        error.params["file"] = copy.name  # the scratch file is nobody's concern
        raise
    opened.safeguard = None
    try:
        told.step(0, 0, "safety.phase_check")
        broken = any(not found.known for found in opened.journal.verify())
        if broken or opened.database.rows("PRAGMA integrity_check") != [("ok",)]:
            raise RecordUnavailable("safety.copy_damaged", file=copy.name)
    except BaseException:
        opened.close()
        raise
    if under and under[0] != own:
        opened.close()
        return _under(scratch, own, under[0], clock, actor)
    return opened


def _under(scratch: Path, old: Key | None, new: Key | None, clock: Clock, actor: str) -> Workbench:
    """A sound scratch file rewritten under another key, open again."""
    beside = scratch.with_name(f"{scratch.name}.key")
    try:
        backup.rewrite(scratch, beside, old, new)
        disk.replace(beside, scratch)
    finally:
        beside.unlink(missing_ok=True)
    opened = Workbench.open(scratch, clock, actor, secrets=[new] if new else [])
    opened.safeguard = None
    return opened


def _keep(record: Path, clock: Clock, key: Key | None) -> tuple[Path | None, Head | None]:
    """A copy of the present state with its head; nothing when there is none or it cannot be read."""
    if not record.is_file():
        return None, None
    database = Database(record, key=key)
    try:
        if database.pragma("application_id") != APPLICATION_ID:
            raise UserError("not_a_record", file=record.name)
        made = backup.make_copy(database, folder_of(record), record.stem, "restore", clock.now())
        return made.path, backup.head_of(database)
    except RecordUnavailable as error:
        if error.code == "record_busy":
            raise
        return None, None
    finally:
        database.close()


def _put_aside(path: Path, clock: Clock) -> Path | None:
    """Rename a damaged record, or the journal left beside it, so that it is kept and never taken for the new one's.

    Where it then stands; None when there was none.
    """
    if not path.exists():
        return None
    aside = path.with_name(f"{path.name}.{clock.now():%Y%m%d-%H%M%S}.hong")
    path.rename(aside)
    return aside
