"""How long work tells where it is, and how it is stopped."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Given to long work. `step` may raise `errors.Cancelled`; the work then leaves everything as it was."""

    def step(self, done: int, total: int, key: str = "") -> None:
        """`done` of `total` (0 when unknown); `key` names the phase in the catalogues."""


class Silent:
    """Progress that nobody looks at and that never stops the work."""

    def step(self, done: int, total: int, key: str = "") -> None:
        """Do nothing."""


class Stretch:
    """Progress of one stretch of longer work, from one share of the whole (0 to 1) to another: a bar never goes back.

    What does not know its end is told as not begun.
    """

    def __init__(self, whole: Progress, first: float, last: float) -> None:
        self._whole, self._first, self._last = whole, first, last

    def step(self, done: int, total: int, key: str = "") -> None:
        """Tell it as so many of a thousand of the whole."""
        share = min(1.0, done / total) if total else 0.0
        self._whole.step(round(1000 * (self._first + (self._last - self._first) * share)), 1000, key)
