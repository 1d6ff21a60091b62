"""Findings of a proposal as words, for the field that each is about."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.messages import text
from workbench.records.issues import Issue


def words_of(issue: Issue) -> str:
    """The sentence of a finding."""
    return text(issue.code, **issue.params)


def by_field(issues: Iterable[Issue]) -> dict[str, tuple[str, bool]]:
    """For each field its words and whether they stop; where something stops, what only asks for a look waits."""
    found: dict[str, tuple[str, bool]] = {}
    for issue in sorted(issues, key=lambda i: i.severity != "stop"):
        stops = issue.severity == "stop"
        before, stopping = found.get(issue.field, ("", stops))
        if stopping == stops:
            found[issue.field] = (" ".join(filter(None, (before, words_of(issue)))), stops)
    return found
