"""Corrections of one file in their order, to be taken back and done again one by one. Plain values; knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.exchange.recognised import Overrides


@dataclass(frozen=True, slots=True)
class Step:
    """What stood before a correction and after it, and what it was in words."""

    before: Overrides
    after: Overrides
    words: str


@dataclass(slots=True)
class Steps:
    """The corrections made since the file was opened."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def add(self, before: Overrides, after: Overrides, words: str) -> None:
        """A correction was made. Going on with the same column, as with the arrows in its list, is one step."""
        if before == after:
            return
        last = self.done[-1] if self.done else None
        if last is not None and last.after == before and _one_column(last) == _one_column(Step(before, after, "")) != ():
            self.done.pop()
            before = last.before
        self.done.append(Step(before, after, words))
        self.undone.clear()

    def undo(self) -> Step | None:
        """Take the last one back; None when there is none."""
        return self._move(self.done, self.undone)

    def redo(self) -> Step | None:
        """Do the one taken back last again."""
        return self._move(self.undone, self.done)

    @property
    def any(self) -> bool:
        """Whether there was any, taken back or not."""
        return bool(self.done or self.undone)

    @staticmethod
    def _move(source: list[Step], target: list[Step]) -> Step | None:
        if not source:
            return None
        target.append(source.pop())
        return target[-1]


def _one_column(step: Step) -> tuple[str, int] | tuple[()]:
    """The column that a step speaks of, if it speaks of one and of nothing else."""
    if step.before.changed(columns={}) != step.after.changed(columns={}):
        return ()
    old, new = step.before.columns, step.after.columns
    changed = {key for key in {*old, *new} if old.get(key, "?") != new.get(key, "?")}
    return next(iter(changed)) if len(changed) == 1 else ()
