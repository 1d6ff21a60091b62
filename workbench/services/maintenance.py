"""Checking a record: pages, structure, references, journal, search text, kept files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from workbench.services.workbench import Workbench
from workbench.storage.inspection import Inspection


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check, as a catalogue key with parameters."""

    good: bool
    key: str
    params: Mapping[str, object] = field(default_factory=dict)


def check_record(workbench: Workbench) -> list[Finding]:
    """Every check with its result; nothing is changed."""
    inspection = Inspection(workbench.database, workbench.repository)
    steps: tuple[Callable[[], Finding], ...] = (
        lambda: _counted("check.pages", inspection.damaged_pages()),
        lambda: _counted("check.structure", inspection.foreign_structure()),
        lambda: _counted("check.references", inspection.broken_references()),
        lambda: _counted("check.journal", [str(b.number) for b in workbench.journal.verify()]),
        lambda: _counted("check.search", inspection.stale_search(workbench.search)),
        lambda: _counted("check.files", _damaged_files(inspection)),
    )
    return [step() for step in steps]


def _counted(key: str, bad: list[str]) -> Finding:
    if not bad:
        return Finding(True, f"{key}_good")
    return Finding(False, f"{key}_bad", {"n": len(bad), "first": ", ".join(bad[:5])})


def _damaged_files(inspection: Inspection) -> list[str]:
    return [name for name, sha256, data in inspection.files() if hashlib.sha256(data).hexdigest() != sha256]
