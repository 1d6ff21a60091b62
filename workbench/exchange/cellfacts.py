"""What the reading of one cell gives, and what is known of its column beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from workbench.exchange.evidence import NO_EVIDENCE, DateEvidence
from workbench.exchange.forms import FormColumn
from workbench.exchange.problems import Problem
from workbench.records.issues import Severity
from workbench.values.money import NumberStyle


class Reading(NamedTuple):
    """A value, the ids behind its names, and its findings."""

    value: object = None
    keys: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


NOTHING = Reading()


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What is known of a column before its cells are read. `unit` None: the unit is in dispute.

    `own_paper`: the number of a paper that the form asks the date of too, not of one that is only spoken of.
    """

    column: FormColumn
    unit: int | None = 1
    style: NumberStyle = "vi"
    dates: DateEvidence = NO_EVIDENCE
    own_paper: bool = False


def severity_of(facts: ColumnFacts) -> Severity:
    """Of a finding that leaves the cell without a value: what must be there stops its row."""
    return "stop" if facts.column.required else "check"


def mismatch(found: str, facts: ColumnFacts, value: object = None, about: str = "", **params: object) -> Reading:
    """What stands there is of another kind than the column holds."""
    severity: Severity = "stop" if value is None and facts.column.required else "check"
    return Reading(value, (), (Problem("type_mismatch", severity, found, about=about, params=params),))
