"""Decisions on a half-done import as text, and back: what the record keeps of them.

A decision is put back only on a row that asks the same question again: the same record, the same differences, the
same values. Whatever changed meanwhile is asked anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from workbench.services.importing.plan import Action, Choice, ImportPlan, PlanRow


def decisions_text(plan: ImportPlan, before: ImportPlan) -> str | None:
    """What was decided beyond what the plan decided by itself (`before`), as JSON; None for nothing."""
    found = []
    for row, was in zip(plan.rows, before.rows, strict=True):
        choices = {diff.field: diff.choice for diff in row.diffs if diff.choice}
        own = {diff.field: diff.choice for diff in was.diffs if diff.choice}
        if (row.action, choices) != (was.action, own):
            found.append([_place(row), question(row), row.action, choices])
    return json.dumps(found, ensure_ascii=False) if found else None


def decided_as_before(plan: ImportPlan, text: str | None) -> ImportPlan:
    """The plan with kept decisions put back where the row still asks the same."""
    if not text:
        return plan
    kept: Mapping[tuple[object, ...], tuple[str, Action | None, dict[str, Choice]]]
    kept = {tuple(place): (asked, action, choices) for place, asked, action, choices in json.loads(text)}
    return replace(plan, rows=tuple(_decided(row, kept.get(tuple(_place(row)))) for row in plan.rows))


def _decided(row: PlanRow, kept: tuple[str, Action | None, dict[str, Choice]] | None) -> PlanRow:
    if kept is None or kept[0] != question(row):
        return row
    diffs = tuple(replace(diff, choice=kept[2].get(diff.field)) for diff in row.diffs)
    return replace(row, action=kept[1], diffs=diffs)


def _place(row: PlanRow) -> list[object]:
    return [row.row.form, row.row.sheet, row.row.row]


def question(row: PlanRow) -> str:
    """Fingerprint of what a row asks: what it says, which record it may be, and how they differ."""
    said = {key: [str(cell.value), *cell.keys] for key, cell in sorted(row.row.cells.items())}
    differ = [[diff.field, str(diff.stored), str(diff.incoming), diff.conflict] for diff in row.diffs]
    asked = [row.how, row.ref.uid if row.ref else "", row.blocked, said, differ]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()[:16]
