"""A merge in words: what it takes over, what it asks, which codes change, what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from workbench.messages import text
from workbench.records.changes import Change
from workbench.services.merging import MergePlan, Question
from workbench.services.registers import Registers
from workbench.services.told import RecordTold, Teller, joined


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words: of what, and what stands on either side."""

    question: Question
    what: str
    ours: str
    theirs: str

    @property
    def words(self) -> str:
        """All of it on one line."""
        words = text("merge.asked", what=self.what, ours=self.ours, theirs=self.theirs)
        answer = self.question.answer
        return text("merge.answered", words=words, answer=text(f"merge.{answer}")) if answer else words


@dataclass(frozen=True, slots=True)
class MergeTold:
    """A plan in words; `n_changed` records in all."""

    changed: tuple[RecordTold, ...]
    asked: tuple[Asked, ...]
    notes: tuple[str, ...]
    n_changed: int

    def lines(self) -> Iterator[str]:
        """All of it, a line each."""
        for record in self.changed:
            yield record.words
            yield from (f"  {field.words}" for field in record.fields)
        yield from self.notes
        yield from (asked.words for asked in self.asked)


def tell_merge(registers: Registers, plan: MergePlan, most: int | None = None) -> MergeTold:
    """What a plan does and asks, at most so many of the records it changes."""
    changes = plan.act.changes
    others = [Change(ref, None, values) for ref, values in plan.theirs.values.items()]
    teller = Teller(registers, [*changes, *others], {one.ref: one.after for one in plan.renumbered})
    asked = tuple(_asked(registers, teller, question) for question in plan.questions)
    new = {change.ref for change in changes if change.before is None}  # of others the code is told as a field
    notes = [text("merge.renumbered", before=one.before, after=one.after) for one in plan.renumbered if one.ref in new]
    notes += [text("merge.left_out", name=teller.name(ref)) for ref in plan.left_out]
    told = tuple(teller.record(change) for change in islice(joined(changes), most))
    return MergeTold(told, asked, tuple(notes), len({c.ref for c in changes}))


def _asked(registers: Registers, teller: Teller, question: Question) -> Asked:
    name = teller.name(question.ref)
    if not question.field:
        sides = [text("merge.gone") if side is None else text("merge.kept") for side in (question.ours, question.theirs)]
        return Asked(question, name, *sides)
    spec = registers.workbench.repository.entities[question.ref.entity].fields[question.field]
    what = text("merge.field", name=name, field=text(spec.label_key))
    shown = [teller.value(spec, side) or text("merge.empty") for side in (question.ours, question.theirs)]
    return Asked(question, what, *shown)
