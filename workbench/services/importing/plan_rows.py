"""Rows of an import plan as values: what each is to the record, what differs, what was decided on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from workbench.exchange.recognised import ParsedCell, ParsedRow
from workbench.records.record import Ref

How = Literal["new", "same", "changed", "conflict", "duplicate", "undecided"]
Choice = Literal["file", "record", "both"]
Action = Literal["write", "skip", "merge", "link"]

LINKED_FORMS = ("B02",)  # forms whose records may stand for themselves and be followed up with another

_ENDS = ".;:!?…"


def both_texts(stored: str, incoming: str) -> str:
    """Two texts as one: the record's, then the file's; one that is in the other already is not said twice."""
    first, second = stored.strip(), incoming.strip()
    if second in first or first in second:
        return max(first, second, key=len)
    if "\n" in first or "\n" in second:
        return f"{first}\n{second}"
    return f"{first} {second}" if first.endswith(tuple(_ENDS)) else f"{first}. {second}"


@dataclass(frozen=True, slots=True)
class Diff:
    """One field that differs. `conflict` when both sides moved since the last import, or neither is surely right.

    `base` is what the last import wrote, in comparable form; None when it never came from a file. `joinable`: both
    texts may be kept, one after the other.
    """

    field: str
    stored: Any
    incoming: Any
    cell: ParsedCell
    conflict: bool
    base: Any = None
    choice: Choice | None = None
    joinable: bool = False

    def value(self, choice: Choice) -> Any:
        """What the field says under a choice."""
        if choice == "both":
            return both_texts(str(self.stored or ""), str(self.incoming))
        return self.stored if choice == "record" else self.incoming


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the file against the record. `blocked`: a finding keeps it out until somebody decides.

    `twin`: an earlier row of the file that may tell of the same, -1 for none.
    `again`: code of the earlier import of the same report whose decision on the very same question stands here too.
    """

    index: int
    row: ParsedRow
    how: How
    ref: Ref | None = None
    code: str = ""
    title: str = ""
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    diffs: tuple[Diff, ...] = ()
    blocked: bool = False
    action: Action | None = None
    again: str = ""
    twin: int = -1

    @property
    def creates(self) -> bool:
        """Whether writing the row makes a new record, not a change of the one it may be."""
        return self.ref is None or (self.how in ("duplicate", "undecided") and self.action != "merge")

    @property
    def can_link(self) -> bool:
        """Whether it may be entered for itself and followed up with what it may be."""
        return self.row.form in LINKED_FORMS and self.how in ("duplicate", "undecided")

    @property
    def decided(self) -> bool:
        """Whether nothing is left to choose for this row."""
        if self.action == "skip" or self.how == "same":
            return True
        if self.action is None:
            return False
        return self.creates or all(d.choice for d in self.diffs if d.conflict)

    @property
    def writes(self) -> bool:
        """Whether committing the plan writes this row; of a stored record something must be taken from it."""
        if not self.decided or self.action not in ("write", "merge", "link") or self.how == "same":
            return False
        return self.creates or bool(self.taken)

    @property
    def settled(self) -> bool:
        """Whether it was decided just now that the file changes nothing here: to be remembered."""
        return self.how != "same" and self.decided and not self.writes and not self.again

    @property
    def taken(self) -> frozenset[str]:
        """Fields that the file's value is taken for, alone or after the record's."""
        return frozenset(d.field for d in self.diffs if d.choice != "record")

    @property
    def final(self) -> ParsedRow:
        """The row as it is written: where both texts are kept, the two joined."""
        joined = {d.field: d.cell._replace(value=d.value("both")) for d in self.diffs if d.choice == "both"}
        return self.row._replace(cells={**self.row.cells, **joined}) if joined else self.row
