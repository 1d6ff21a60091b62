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
