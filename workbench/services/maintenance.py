"""Checking a record, in words an officer understands: pages, structure, references, journal, seals, kept files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from workbench.domain.validation import structural
from workbench.errors import UserError
from workbench.messages import text
from workbench.progress import Progress, Silent
from workbench.records.changes import Change
from workbench.records.record import Ref
from workbench.schema.spec import values_of
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY
from workbench.storage.inspection import Inspection
from workbench.storage.replay import Replay

State = Literal["good", "bad", "unread"]
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. `counted`: how many things were looked at; `wrong`: what is not as it should be;
    `unread`: the check itself could not go through because the file is damaged there.
    """

    key: str
    state: State
    counted: int
    wrong: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return self.state == "good"

    @property
    def words(self) -> str:
        """The result as a sentence."""
        if self.state == "unread":
            return text("check.unread", what=text(f"check.{self.key}"))
        if self.state == "good":
            return text(f"check.{self.key}_good", n=self.counted)
        first = ", ".join(self.wrong[:_SHOWN]) + ("…" if len(self.wrong) > _SHOWN else "")
        return text(f"check.{self.key}_bad", n=len(self.wrong), first=first)


class _Check:
    """The checks of one open record, in the order they are told."""

    def __init__(self, workbench: Workbench, progress: Progress) -> None:
        self._workbench = workbench
        self._progress = progress
        self._inspection = Inspection(workbench.database, workbench.repository)

    def steps(self) -> tuple[tuple[str, Callable[[], int], Callable[[], Iterable[str]]], ...]:
        """Key, what counts the things looked at, what gives those that are wrong."""
        inspection, workbench = self._inspection, self._workbench
        return (
            ("pages", inspection.pages, inspection.damaged_pages),
            ("structure", lambda: len(workbench.repository.entities), inspection.foreign_structure),
            ("journal", lambda: workbench.journal.head()[0], self._breaks),
            ("seals", self._records, lambda: self._names(inspection.broken_seals(workbench.seals, self._progress))),
            ("history", self._records, lambda: self._names(self._replay().differing(self._progress))),
            ("values", self._records, self._bad_values),
            ("references", self._records, inspection.broken_references),
            ("search", self._searched, lambda: self._names(inspection.stale_search(workbench.search))),
            ("words", self._searched, workbench.search.lost_words),
            ("listing", self._searched, lambda: self._names(workbench.lists.stale())),
            ("files", inspection.kept_files, inspection.altered_files),
        )

    def findings(self) -> Iterator[Finding]:
        """Every check with its result."""
        steps = self.steps()
        with self._workbench.database.lenient():
            for done, (key, count, wrong) in enumerate(steps):
                self._progress.step(done, len(steps), f"check.{key}")
                yield _found(key, count, wrong)

    def _records(self) -> int:
        return sum(self._workbench.repository.count(key) for key in self._workbench.repository.entities)

    def _searched(self) -> int:
        return sum(self._workbench.repository.count(key) for key in self._workbench.search.searchable)

    def _breaks(self) -> list[str]:
        return [str(found.number) for found in self._workbench.journal.verify() if not found.known]

    def _replay(self) -> Replay:
        return Replay(self._workbench.database, self._workbench.repository.entities)

    def _bad_values(self) -> list[str]:
        unreadable = list(self._inspection.unreadable())
        if unreadable:
            return self._names(unreadable)
        repository = self._workbench.repository
        wrong = []
        for key in repository.entities:
            for record in repository.all(key):
                if structural((Change(record.ref, None, values_of(record.values)),), repository.entities):
                    wrong.append(record.ref)
        return self._names(wrong)

    def _names(self, refs: Iterable[Ref]) -> list[str]:
        return [self._name(ref) for ref in dict.fromkeys(refs)]

    def _name(self, ref: Ref) -> str:
        if ref.entity not in self._workbench.repository.entities:
            return f"{ref.entity} {ref.uid}"
        try:
            record = self._workbench.repository.get(ref)
        except (UserError, ValueError):
            record = None
        return record.name if record else f"{text(f'entity.{ref.entity}')} {ref.uid}"


def _found(key: str, count: Callable[[], int], wrong: Callable[[], Iterable[str]]) -> Finding:
    try:
        listed = tuple(wrong())
        return Finding(key, "bad" if listed else "good", count(), listed)
    except (UserError, ValueError, TypeError):  # the file cannot be read there
        return Finding(key, "unread", 0)


def check_record(workbench: Workbench, progress: Progress | None = None) -> list[Finding]:
    """Every check with its result; nothing is changed. May be stopped through `progress`.

    It reads through an opening of its own, so that nothing of a damaged file gets into what the window keeps.
    """
    if workbench.database.path == MEMORY:
        return list(_Check(workbench, progress or Silent()).findings())
    database = workbench.database.beside(workbench.database.path)
    try:
        apart = Workbench(database, workbench.clock, workbench.actor)
        return list(_Check(apart, progress or Silent()).findings())
    finally:
        database.close()
