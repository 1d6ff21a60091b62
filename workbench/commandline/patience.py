"""Long work on the command line: after a second one line beside the output says what is done and how far it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from time import monotonic
from typing import TextIO

from workbench.commandline.terminal import attended
from workbench.messages import text
from workbench.values.percent import format_percent

_PATIENCE = 1.0  # s of work of which nothing is said
_PAUSE = 0.2  # s between two looks of the line on a terminal


class Line:
    """Progress as a line that is written over and over on a terminal, else as one line for each phase."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = attended(stream)
        self._next = monotonic() + _PATIENCE
        self._key = ""
        self._shown = ""

    def step(self, done: int, total: int, key: str = "") -> None:
        """Say it when it is time to."""
        now = monotonic()
        if now < self._next or not key:
            return
        if self._terminal:
            self._next = now + _PAUSE
            self._write(f"{text(key)} {format_percent(Fraction(done, total), 0)}" if total else f"{text(key)}…")
        elif key != self._key:
            self._key = key
            self._stream.write(f"{text(key)}…\n")
            self._stream.flush()

    def _write(self, words: str) -> None:
        self._stream.write(f"\r{words}{' ' * (len(self._shown) - len(words))}")
        self._stream.flush()
        self._shown = words

    def clear(self) -> None:
        """Leave the terminal as it was."""
        if self._shown:
            self._stream.write(f"\r{' ' * len(self._shown)}\r")
            self._stream.flush()
            self._shown = ""


@contextmanager
def waiting() -> Iterator[Line]:
    """A line for the work inside, gone afterwards."""
    line = Line(sys.stderr)
    try:
        yield line
    finally:
        line.clear()
