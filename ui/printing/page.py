"""A laid-out page: pieces at their heights, and the marks they leave (runs of text, rules) when it is painted.

Everything is in dots of `face.RESOLUTION` from the top left corner of the sheet. Marks are made when a page is
looked at, so thousands of pages cost only their texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QRectF

from ui.printing.face import HAIRLINE, Style

#: Style, x, baseline, text, dots added to each space.
Run = tuple[Style, float, float, str, float]
#: x and y of both ends, thickness.
Rule = tuple[float, float, float, float, float]


@dataclass(slots=True)
class Sheet:
    """Marks of one page, in reading order."""

    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[tuple[QRectF, bytes]] = field(default_factory=list)
    _falling: dict[float, tuple[float, float]] = field(default_factory=dict)
    _waiting: list[tuple[float, float, float]] = field(default_factory=list)

    def wait(self, spans: Sequence[tuple[float, float]], y: float) -> None:
        """Level rules that are drawn unless the cells above them go on below, on the same page."""
        self._waiting += [(x1, x2, y) for x1, x2 in spans]

    def go_on(self, y: float) -> None:
        """What begins at `y` goes on with the cells above it: rules waiting there are not drawn."""
        self._waiting = [waiting for waiting in self._waiting if waiting[2] != y]

    def across(self, x1: float, x2: float, y: float, thickness: float = HAIRLINE) -> None:
        """A level rule."""
        self.rules.append((x1, y, x2, y, thickness))

    def down(self, x: float, y1: float, y2: float) -> None:
        """An upright rule; one that goes on where the last at this place ended becomes one with it."""
        open_rule = self._falling.get(x)
        if open_rule is None:
            self._falling[x] = (y1, y2)
        elif open_rule[1] == y1:
            self._falling[x] = (open_rule[0], y2)
        else:
            self.rules.append((x, open_rule[0], x, open_rule[1], HAIRLINE))
            self._falling[x] = (y1, y2)

    def close(self) -> Sheet:
        """Finish rules that are still open."""
        for x1, x2, y in self._waiting:
            self.across(x1, x2, y)
        self._waiting.clear()
        self.rules += [(x, y1, x, y2, HAIRLINE) for x, (y1, y2) in self._falling.items()]
        self._falling.clear()
        return self

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts alone."""
        return tuple(run[3] for run in self.runs)


class Piece(Protocol):
    """Something that stands on a page as a whole."""

    @property
    def height(self) -> float:
        """Dots it takes from the page."""

    @property
    def least(self) -> float:
        """Dots of the smallest part that may stand alone; its height where it may not be divided."""

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """What fits into `room` dots and the rest, if it may be divided there."""

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Leave its marks with the top left corner at x, y."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A piece whose marks are known beforehand, relative to its corner."""

    height: float
    runs: tuple[Run, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def least(self) -> float:
        """Never divided."""
        return self.height

    def split(self, room: float) -> None:
        """Never divided."""

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Leave its marks."""
        sheet.runs += [(style, rx + x, ry + y, text, extra) for style, rx, ry, text, extra in self.runs]
        sheet.rules += [(x1 + x, y1 + y, x2 + x, y2 + y, thick) for x1, y1, x2, y2, thick in self.rules]


@dataclass(frozen=True, slots=True)
class PicturePiece:
    """A picture of known size in dots."""

    width: float
    height: float
    png: bytes

    @property
    def least(self) -> float:
        """Never divided."""
        return self.height

    def split(self, room: float) -> None:
        """Never divided."""

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Leave its mark."""
        sheet.pictures.append((QRectF(x, y, self.width, self.height), self.png))


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `size` of the sheet in dots, `left` margin in dots, `number` as printed (none: not shown)."""

    size: tuple[float, float]
    left: float
    placed: tuple[tuple[float, Piece], ...]
    number: int | None = None
    label: Fixed | None = None

    def sheet(self) -> Sheet:
        """Its marks."""
        sheet = Sheet()
        if self.label is not None:
            self.label.place(sheet, 0.0, 0.0)
        for y, piece in self.placed:
            piece.place(sheet, self.left, y)
        return sheet.close()
