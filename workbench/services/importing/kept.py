"""Decisions on rows as text, and what a row asks: the record keeps them with the import they were made on.

A decision holds for the very same question alone: the same record, the same differences, the same values. Whatever
changed meanwhile is asked anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from workbench.records.record import Ref
from workbench.schema.types import TEXT_LIMIT
from workbench.services.importing.packing import packed, unpacked
from workbench.services.importing.plan_rows import Action, Choice, PlanRow

Place = tuple[str, str, int]  # form, sheet, row


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a row, and the fingerprint of what it asked."""

    place: Place
    question: str
    action: Action | None
    choices: Mapping[str, Choice | None]

    def on(self, row: PlanRow) -> PlanRow:
        """The row so decided."""
        diffs = tuple(replace(diff, choice=self.choices.get(diff.field)) for diff in row.diffs)
        return replace(row, action=self.action, diffs=diffs)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the officer is in an import: the step by its name, and a row of the file."""

    step: str = ""
    row: Place | None = None

    @property
    def text(self) -> str | None:
        """As JSON; None for nowhere."""
        return json.dumps([self.step, *(self.row or ())], ensure_ascii=False) if self.step else None

    @staticmethod
    def of(text: str | None) -> Stand:
        """From its JSON."""
        found: list[Any] = json.loads(text) if text else [""]
        return Stand(found[0], (found[1], found[2], found[3]) if len(found) == 4 else None)


NOWHERE = Stand()


def asked_text(asked: Iterable[Ref]) -> str | None:
    """Records that the sender is asked about, as JSON; None for none."""
    named = sorted((ref.entity, ref.uid) for ref in asked)
    return packed(json.dumps(named)) if named else None


def asked_in(text: str | None) -> frozenset[Ref]:
    """Records asked about, from their JSON."""
    return frozenset(Ref(entity, uid) for entity, uid in json.loads(unpacked(text))) if text else frozenset()


def decision_of(row: PlanRow) -> Decision:
    """What stands decided on a row."""
    return Decision(place_of(row), question(row), row.action, {diff.field: diff.choice for diff in row.diffs})


def place_of(row: PlanRow) -> Place:
    """Where a row stands in its file."""
    return row.row.form, row.row.sheet, row.row.row


def question(row: PlanRow) -> str:
    """Fingerprint of what a row asks: what it says, which record it may be, and how they differ."""
    said = {key: [str(cell.value), *cell.keys] for key, cell in sorted(row.row.cells.items())}
    differ = [[diff.field, str(diff.stored), str(diff.incoming), diff.conflict] for diff in row.diffs]
    asked = [row.how, row.ref.uid if row.ref else "", row.blocked, said, differ]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()[:16]


def text_of(decisions: Iterable[Decision]) -> str | None:
    """Decisions as JSON, packed when long; None for none. Of thousands the last ones do not fit: they are asked anew."""
    plain = [
        [d.place, d.question, d.action, {key: choice for key, choice in d.choices.items() if choice}] for d in decisions
    ]
    while plain:
        words = packed(json.dumps(plain, ensure_ascii=False))
        if len(words) <= TEXT_LIMIT:
            return words
        plain = plain[: len(plain) * TEXT_LIMIT // len(words)]
    return None


def decisions_in(text: str | None) -> tuple[Decision, ...]:
    """Decisions from their JSON."""
    found = json.loads(unpacked(text)) if text else []
    return tuple(Decision(tuple(place), asked, action, choices) for place, asked, action, choices in found)


def remembered_text(rows: Iterable[PlanRow]) -> str | None:
    """What is to be remembered of an import that is written: rows left out, and fields kept against the file.

    The next file of the same report asks the same of them; fields that were taken from the file ask no more.
    """
    return text_of(_remembered(rows))


def _remembered(rows: Iterable[PlanRow]) -> Iterator[Decision]:
    for row in rows:
        if row.how == "same" or not row.decided:
            continue
        if not row.writes:
            yield decision_of(row)
        elif not row.creates:
            left = tuple(diff for diff in row.diffs if diff.choice == "record")
            if left:
                how = "changed" if row.how == "conflict" and not any(d.conflict for d in left) else row.how
                yield decision_of(replace(row, how=how, diffs=left))
