"""Small pictures kept from one start to the next: those of the first page took as long to draw as all its words.

What is drawn from the start on is gathered; once the first page is there, `keep` writes it down and nothing more is
gathered. A picture that is not kept is drawn, as ever.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import PySide6
from PySide6.QtGui import QImage, QPixmap

from workbench import kept
from workbench.folders import own_cache

_FORMAT = QImage.Format.Format_ARGB32_Premultiplied
_MARK = f"2 {PySide6.__version__}"  # the number is raised when the same picture is drawn otherwise
_LARGEST = 256  # pixels to the side
_MOST = 400


class _Gathered:
    """What is known of pictures; nothing until the first is asked for, and after `keep`."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] | None = None
        self.more = False
        self.over = False

    def all(self) -> dict[str, bytes]:
        """Pictures by their marks, as bytes of their pixels, packed."""
        if self.known is None:
            found = None if self.over else kept.read(_place())
            self.known = found[1] if found is not None and found[0] == _MARK else {}
        return self.known

    def add(self, mark: str, picture: QPixmap) -> None:
        """One that had to be drawn."""
        if not self.over and picture.width() <= _LARGEST and len(self.all()) < _MOST:
            pixels = picture.toImage().convertToFormat(_FORMAT).constBits()
            self.all()[mark] = zlib.compress(pixels, 1)
            self.more = True


_gathered = _Gathered()


def picture(mark: str, side: int, draw: Callable[[], QPixmap]) -> QPixmap:
    """The square picture of that `mark`, `side` pixels wide, drawn only if it is not kept.

    The mark names all that it is drawn from: the same mark is the same picture.
    """
    known = _gathered.all().get(mark)
    if known is not None:
        pixels = zlib.decompress(known, bufsize=side * side * 4)
        return QPixmap.fromImage(QImage(pixels, side, side, side * 4, _FORMAT).copy())
    made = draw()
    _gathered.add(mark, made)
    return made


def keep() -> None:
    """Write down what was drawn since the start, and gather no more."""
    if _gathered.more:
        kept.write(_place(), [_MARK, _gathered.all()])
    _gathered.over, _gathered.more, _gathered.known = True, False, {}


def _place() -> Path:
    return own_cache() / "pictures.kept"
