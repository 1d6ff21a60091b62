"""What a use case gives back before anything is written: the act, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbench.clock import Clock
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.storage.repository import Repository
from workbench.values.codes import record_code


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act ready to commit. With a `stop` among the issues it must not be committed."""

    act: ChangeSet
    code: str
    issues: tuple[Issue, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether something must be put right first."""
        return any(issue.severity == "stop" for issue in self.issues)


class Codes:
    """Hands out the next codes of an act that is being prepared, without writing anything."""

    def __init__(self, repository: Repository, clock: Clock) -> None:
        self._repository = repository
        self._year = clock.today().year
        self._next: dict[str, int] = {}

    def next(self, entity: str, year: int | None = None) -> str:
        """The code that the next record of this entity will have."""
        prefix = self._repository.entities[entity].prefix
        year = year or self._year
        key = f"{prefix}-{year}"
        number = self._next.get(key) or self._repository.next_code(prefix, year)
        self._next[key] = number + 1
        return record_code(prefix, year, number)


def stop(code: str, field: str = "", /, **params: Any) -> Issue:
    """An issue that keeps an act from being written."""
    return Issue(code, "stop", field=field, params=params)


def check(code: str, field: str = "", /, **params: Any) -> Issue:
    """An issue that asks for a look."""
    return Issue(code, "check", field=field, params=params)
