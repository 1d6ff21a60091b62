"""Small pictures kept from one start to the next: those of the first page took as long to draw as all its words.

What is shown from the start on is gathered; once the first page is there, `keep` writes it down and nothing more is
gathered. A picture that is not kept is drawn, as ever; one that is shown no more, of another version or theme, goes.
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
_MARK = f"3 {PySide6.__version__}"  # the number is raised when the same text is drawn otherwise
_LARGEST = 256  # pixels to the side
_MOST = 400


class _Gathered:
    """What is known of pictures, by their marks, as bytes of their pixels, packed; nothing after `keep`."""

    def __init__(self) -> None:
        self.shown: dict[str, bytes] = {}  # since the start
        self.more = False
        self._known: dict[str, bytes] | None = None  # of an earlier start; not read yet
        self._over = False

    def find(self, mark: str) -> bytes | None:
        """The one of that mark; None when it must be drawn."""
        if self._known is None:
            found = kept.read(_place())
            self._known = found[1] if found is not None and found[0] == _MARK else {}
        pixels = self._known.get(mark)
        if pixels is not None:
            self.shown[mark] = pixels
        return pixels

    def add(self, mark: str, picture: QPixmap) -> None:
        """One that had to be drawn."""
        if not self._over and picture.width() <= _LARGEST and len(self.shown) < _MOST:
            pixels = picture.toImage().convertToFormat(_FORMAT).constBits()
            self.shown[mark] = zlib.compress(pixels, 1)
            self.more = True

    def end(self) -> None:
        """Know nothing more, and gather no more."""
        self._over, self.more, self._known, self.shown = True, False, {}, {}


_gathered = _Gathered()


def picture(text: str, side: int, draw: Callable[[], QPixmap]) -> QPixmap:
    """The square picture that `text` describes, all its colours and strokes, `side` pixels wide; drawn only if it is not
    kept.
    """
    mark = f"{side} {len(text)} {zlib.crc32(text.encode())}"
    known = _gathered.find(mark)
    if known is not None:
        pixels = zlib.decompress(known, bufsize=side * side * 4)
        return QPixmap.fromImage(QImage(pixels, side, side, side * 4, _FORMAT).copy())
    made = draw()
    _gathered.add(mark, made)
    return made


def keep() -> None:
    """Write down what was shown since the start, if something of it was drawn, and gather no more."""
    if _gathered.more:
        kept.write(_place(), [_MARK, _gathered.shown])
    _gathered.end()


def _place() -> Path:
    return own_cache() / "pictures.kept"
