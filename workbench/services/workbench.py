"""An open record: the one door for writing, undo and redo, history, and where values came from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from workbench import disk
from workbench.clock import Clock
from workbench.collection import no_collection
from workbench.domain.registry import ENTITIES
from workbench.errors import RecordUnavailable, StaleRecord, UserError
from workbench.frozen import frozen
from workbench.messages import text
from workbench.progress import Progress, Silent, Stretch
from workbench.records.changes import ChangeSet, ChangeSummary, FieldSource, Label
from workbench.records.record import Ref
from workbench.services.listing import Lists
from workbench.services.opening import Opening, gain_access, left_of, noticed
from workbench.services.safeguards import Safeguard
from workbench.services.undoing import Kept, Reversal, next_redo, next_undo, reversal, taken_back
from workbench.storage.cipher import Key, Secret, key_for
from workbench.storage.condition import Condition
from workbench.storage.database import MEMORY, Connection, Database
from workbench.storage.journal import Act, Journal
from workbench.storage.machine import Memory
from workbench.storage.ownership import Ownership
from workbench.storage.repository import Repository
from workbench.storage.seals import Seals
from workbench.storage.search import SearchIndex

SUFFIX = ".lkv"
PLANNED = 0.05  # share of the time of taking an act back after which its plan stands, as measured on large acts


@frozen
class Outcome:
    """What a commit did. `kept` lists what an undo left alone, and why."""

    act: Act
    summary: ChangeSummary
    kept: tuple[Kept, ...] = ()


class Workbench:
    """One open record file. Thread-safe for reading; writing goes through `commit` alone."""

    def __init__(self, database: Database, clock: Clock, actor: str, owner: Ownership | None = None) -> None:
        self.database = database
        self.clock = clock
        self.actor = actor
        self._owner = owner
        self._closed = False
        self.repository = Repository(database, ENTITIES)
        self.journal = Journal(database, ENTITIES)
        self.search = SearchIndex(database, self.repository)
        self.lists = Lists(database, self.repository, clock)
        self.seals = Seals(database, ENTITIES)
        self.condition = Condition(database, self.seals)
        self.opening = Opening()
        self.safeguard = None if database.path == MEMORY else Safeguard(database, clock)

    # opening

    @classmethod
    def create(cls, path: Path, seed: ChangeSet, clock: Clock, actor: str, key: Key | None = None) -> Workbench:
        """A new record holding the reference data of `seed`, encrypted when a `key` is given.

        UserError `record_exists` when there is a file.
        """
        opened = cls.blank(path, clock, actor, key)
        try:
            opened.commit(seed)
        except BaseException:
            opened.discard()
            raise
        return opened

    @classmethod
    def blank(cls, path: Path, clock: Clock, actor: str, key: Key | None = None) -> Workbench:
        """A new record, encrypted when a `key` is given, that holds nothing yet. Raises as `create`."""
        if path != MEMORY:
            _new_file(path)
        try:
            access = gain_access(path, clock, new=True, key=key)
        except BaseException:
            if path != MEMORY:
                path.unlink(missing_ok=True)
            raise
        opened = cls(access.database, clock, actor, access.owner)
        opened._list_anew(Silent())
        return opened

    def discard(self) -> None:
        """Close a record that is not wanted after all, and take its file away."""
        self.safeguard = None
        self.close()
        if self.database.path != MEMORY:
            self.database.path.unlink(missing_ok=True)

    @classmethod
    def open(
        cls,
        path: Path,
        clock: Clock,
        actor: str,
        *,
        read_only: bool = False,
        over: bool = False,
        as_it_is: bool = False,
        secrets: Iterable[Secret] = (),
        progress: Progress | None = None,
    ) -> Workbench:
        """Open a record. UserError when it is missing, not ours or newer; RecordUnavailable when in use or damaged;
        PassphraseNeeded when it is encrypted and none of the `secrets` opens it.

        A record in a folder or on a medium that cannot be written opens for reading only. `over` takes a record over
        from another computer that left its note; the journal tells of it. `as_it_is` reads a file that may be
        damaged, for checking it. Looking a file over and listing one anew that an older program listed takes long:
        `progress` hears of it and may stop it, and the file is then as it was.
        """
        progress = progress or Silent()
        if not disk.is_file(path):
            raise UserError("record_missing", file=str(path))
        read_only = read_only or as_it_is or not os.access(path, os.W_OK)
        key = key_for(path, secrets)
        access = gain_access(path, clock, read_only=read_only, over=over, as_it_is=as_it_is, key=key, progress=progress)
        opened = cls(access.database, clock, actor, access.owner)
        try:
            opened.opening = noticed(access, opened.journal, clock.now())
            opened._list_anew(progress)
            if (holder := opened.opening.taken_from) is not None:
                opened.commit(ChangeSet(Label("act.took_over", asdict(holder))))
        except BaseException as error:
            if as_it_is and isinstance(error, RecordUnavailable):
                return opened  # the check will say what is wrong
            opened._closed = True  # a file that was refused is neither copied nor remembered as sound
            opened.close()
            raise
        return opened

    def close(self) -> None:
        """Close the record; what was written since the last copy is copied first. It is then one file and free."""
        writing = not self._closed and not self.database.read_only and self.database.path != MEMORY
        self._closed = True
        head = self._end() if writing else None
        self.database.close()
        if head is not None:
            with suppress(OSError):
                Memory(self.database.path).change(left=left_of(self.database.path, *head))
        if self._owner:
            self._owner.release()
            self._owner = None

    def _end(self) -> tuple[int, str] | None:
        """Leave the file in order and copied; its head, or None when that was not possible: the stick is gone."""
        try:
            self.condition.clear()
            if self.safeguard:
                self.safeguard.closing()
            return self.journal.head()
        except UserError:
            return None

    def __enter__(self) -> Workbench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # writing

    def _list_anew(self, progress: Progress) -> None:
        """Make search texts and listing anew when an older program made them, and what figures are counted from; a file
        that is only read stays.

        Raises RecordUnavailable when a value cannot be read: the file is damaged, and stays as it was. That is found
        where values are read; a fault of what makes the rows is told as what it is.
        """
        if self.database.read_only or self.current:
            return
        with self.database.transaction() as connection:
            marking = self.condition.mark(connection, self.clock.now())
            if self.search.current and self.lists.listed:
                self.lists.counting.rebuild(connection)
            else:
                self.rebuild_lists(connection, progress, texts=not self.search.current)
        if marking:
            self.condition.marked()

    @property
    def current(self) -> bool:
        """Whether what is derived from the records was made by the rules of this program."""
        return self.search.current and self.lists.current

    def rebuild_lists(self, connection: Connection, progress: Progress | None = None, *, texts: bool = True) -> None:
        """Make the listing anew inside the caller's transaction, and the search `texts` before it: rows have the
        numbers of these.
        """
        told, done = progress or Silent(), 0
        total = self.lists.size() + (self.search.size() if texts else 0)

        def tell(number: int) -> None:
            nonlocal done
            done += number
            told.step(done, total, "safety.phase_listing")

        tell(0)
        with no_collection():
            if texts:
                self.search.rebuild(connection, tell)
            self.lists.rebuild(connection, tell)

    def commit(self, act: ChangeSet, progress: Progress | None = None) -> Outcome:
        """Write an act exactly as it stands: all of it with its journal entry, or nothing. `progress` may stop it.

        Raises UserError `incomplete_change` when it cannot be stored, `secret_content` when a text carries the
        mark of a state secret, StaleRecord when the record has moved
        on since the act was prepared; `trash.not_gone` and `trash.old_lines` when it erases what it may not.
        """
        from workbench.domain.validation import structural

        self._may_erase(act.erases)
        for issue in structural(act.changes, ENTITIES):
            if issue.code == "secret_content" and act.source in ("undo", "redo"):
                continue  # it was in the record before
            code = "incomplete_change" if issue.code == "missing_required" else issue.code
            what = text(f"entity.{issue.field.split('.')[1]}")
            raise UserError(code, what=what, field=text(issue.field), found=issue.found)
        if self.safeguard:
            self.safeguard.before_commit(act)
        now = self.clock.now()
        with self.database.transaction() as connection:
            marking = self.condition.mark(connection, now)
            written = self.journal.append(connection, act, now, self.actor)
            self.repository.apply(connection, act.changes, written.number)
            look = progress or Silent()
            with self.repository.knowing(act.changes, written.number):
                gone = self.search.refresh(connection, act.changes, look)
                self.lists.refresh(connection, act.changes, gone, look)
            if act.erases:
                self.search.settle(connection)
                self.lists.listing.settle(connection)
            self.seals.refresh(connection, act.changes)
        if marking:
            self.condition.marked()
        if act.erases:
            with suppress(UserError):  # the act stands; this clears what deleting leaves in the file
                self.database.compact()
        return Outcome(written, ChangeSummary.of(act.changes))

    def _may_erase(self, refs: Sequence[Ref]) -> None:
        """Only what is no longer in the record, and whose lines of the journal can give up their content."""
        if not refs:
            return
        if any(self.repository.get(ref) is not None for ref in refs):
            raise UserError("trash.not_gone")
        if not self.journal.may_erase(refs):
            raise UserError("trash.old_lines")

    def one_copy(self) -> AbstractContextManager[None]:
        """Within it, imports count as one batch: the record is copied before the first, not before each."""
        return self.safeguard.series() if self.safeguard else nullcontext()

    def undo(self, number: int | None = None, progress: Progress | None = None) -> Outcome:
        """Take back the last act, or act `number`; what was changed since is kept and listed. `progress` may stop it.

        UserError `nothing_to_undo` when there is nothing, or nothing of it can be taken back.
        """
        told = progress or Silent()
        plan = self.plan_undo(number, Stretch(told, 0, PLANNED))
        return self.take_back(plan, Stretch(told, PLANNED, 1))

    def take_back(self, plan: Reversal, progress: Progress | None = None) -> Outcome:
        """Do what a plan of `plan_undo` or `plan_redo` lists, that and nothing else. `progress` may stop it.

        UserError `nothing_to_undo` or `nothing_to_redo` when it changes nothing; StaleRecord `undo.moved_on` when
        anything was written since it was made.
        """
        if plan.act.is_empty:
            raise UserError("nothing_to_redo" if plan.act.source == "redo" else "nothing_to_undo")
        if plan.head != self.journal.head()[0]:
            raise StaleRecord("undo.moved_on")
        outcome = self.commit(plan.act, progress)
        return Outcome(outcome.act, outcome.summary, plan.kept)

    def plan_undo(self, number: int | None = None, progress: Progress | None = None) -> Reversal:
        """What undoing would change and what it would keep. Taking back an undo does its act again. `progress` may
        stop it.
        """
        target = next_undo(self.journal.links()) if number is None else number
        act = None if target is None else self.journal.act(target)
        if act is None or act.kind == "seed":
            raise UserError("nothing_to_undo")
        if act.undoes is None:
            return reversal(self.repository, self.journal, act.number, "undo", progress=progress)
        way: Literal["undo", "redo"] = "redo" if act.kind == "undo" else "undo"
        return reversal(self.repository, self.journal, act.undoes, way, progress=progress)

    def redo(self) -> Outcome:
        """Do again what was undone last, as long as nothing else was written since."""
        return self.take_back(self.plan_redo())

    def plan_redo(self, number: int | None = None, progress: Progress | None = None) -> Reversal:
        """What doing again what was undone last, or act `number`, would change and what it would keep.

        UserError `nothing_to_redo` when that was not undone. `progress` may stop it.
        """
        links = self.journal.links()
        target = next_redo(links) if number is None else number
        if target is None or (number is not None and number not in taken_back(links)):
            raise UserError("nothing_to_redo")
        return reversal(self.repository, self.journal, target, "redo", progress=progress)

    def undoable(self) -> Act | None:
        """The act that `undo` would take back."""
        target = next_undo(self.journal.links())
        return None if target is None else self.journal.act(target)

    def redoable(self) -> Act | None:
        """The act that `redo` would do again."""
        target = next_redo(self.journal.links())
        return None if target is None else self.journal.act(target)

    # provenance

    def provenance(self, ref: Ref) -> dict[str, tuple[Act, FieldSource | None]]:
        """For each field of a record, the act its present value stems from and the cells, if imported."""
        sources = self.journal.sources(ref)
        origin = _origins([(act, change.fields) for act, change in self.journal.history(ref)])
        return {field: (act, sources.get((field, act.number))) for field, act in origin.items()}


def _origins(history: Sequence[tuple[Act, Sequence[str]]]) -> dict[str, Act]:
    """Newest act that set each field, looking past acts that were taken back. `history` is newest first."""
    state: dict[str, list[Act]] = {}
    acts = {act.number: act for act, _ in history}
    for act, fields in reversed(history):
        meant = acts.get(act.undoes or 0)
        for field in fields:
            stack = state.setdefault(field, [])
            if act.kind == "undo" and stack and stack[-1] is meant:
                stack.pop()
            else:
                stack.append(meant if act.kind == "redo" and meant else act)
    return {field: stack[-1] for field, stack in state.items() if stack}


def _new_file(path: Path) -> None:
    if not disk.allowed(path.name):
        raise UserError("saving.name_not_allowed", file=path.name)
    try:
        with path.open("xb"):
            pass
    except FileExistsError as error:
        raise UserError("record_exists", file=str(path)) from error
    except OSError as error:
        if disk.too_long(path):
            raise UserError("path_too_long", file=path.name, most=str(disk.LONGEST_PATH - len("-journal"))) from error
        raise disk.refusal_of(error, path, written=False) from error
