"""Line icons (Lucide, ISC licence), recoloured from the theme when they are drawn.

`bind` keeps an action's or a button's icon in step with the theme; `pixmap` is for painting code.
"""

from __future__ import annotations

import re
import weakref
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap

from ui.theme import metrics, theme
from ui.theme.pictures import picture
from ui.theme.tokens import ICON, ICON_STROKE, LIGHT, Tokens
from workbench.assets import resource

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtSvg import QSvgRenderer

#: Glyphs that fill only half of their square; the others get air around, so that all look of one size.
_NARROW = frozenset({"chevron-down", "chevron-up", "chevron-left", "chevron-right", "x", "plus", "minus"})
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class HasIcon(Protocol):
    """An action or a button."""

    def setIcon(self, icon: QIcon, /) -> None:
        """Qt's setter."""


def icon(name: str, color_token: str = "text2", size: int = ICON) -> QIcon:
    """Icon in the colours of the present theme, sharp on every attached screen.

    `size` is the design size in px; it grows with the interface scale. Does not follow later theme changes:
    use `bind` where the icon stays.
    """
    from PySide6.QtGui import QIcon

    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(pixmap(name, color_token, size, ratio))
        made.addPixmap(pixmap(name, "text3", size, ratio), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, color_token: str = "text2", size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """One picture for a device pixel ratio, taken from a cache."""
    return _drawn(name, getattr(theme.current(), color_token), metrics.px(size), ratio, metrics.scale())


def draw(painter: QPainter, rect: QRectF, name: str, color_token: str = "text2") -> None:
    """Paint the icon into a square of a running painter."""
    text = _coloured(name, getattr(theme.current(), color_token), rect.width(), metrics.scale())
    _renderer(text).render(painter, rect)


def bind(target: HasIcon, name: str, color_token: str = "text2", size: int = ICON) -> None:
    """Give an action or a button its icon, again after every theme change. The last binding counts."""
    _Binding.of(target).set(name, color_token, size)


def logo(size: int = 28) -> QPixmap:
    """The product mark in the colours of the theme."""
    ratio = _ratios()[-1]
    return _logo(theme.current(), metrics.px(size), ratio)


def app_icon() -> QIcon:
    """The icon of windows and task bar, in the fixed light colours."""
    from PySide6.QtGui import QIcon

    made = QIcon()
    for size in (16, 20, 24, 32, 40, 48, 64, 128, 256):
        made.addPixmap(_logo(LIGHT, size, 1.0))
    return made


class _Binding(QObject):
    """Lives as a child of the target, so both go together."""

    def __init__(self, target: QObject) -> None:
        super().__init__(target)
        self.setObjectName("kit_icon")
        self._target = weakref.ref(target)
        self._spec: tuple[str, str, int] | None = None
        theme.theme_changed.connect(self._refresh)

    @classmethod
    def of(cls, target: HasIcon) -> _Binding:
        if not isinstance(target, QObject):
            raise TypeError(target)
        for child in target.children():
            if isinstance(child, _Binding):
                return child
        return cls(target)

    def set(self, name: str, color_token: str, size: int) -> None:
        self._spec = (name, color_token, size)
        self._refresh()

    def _refresh(self) -> None:
        target = self._target()
        if target is not None and self._spec is not None:
            target.setIcon(icon(*self._spec))  # type: ignore[attr-defined]


def _ratios() -> list[float]:
    screens = QGuiApplication.screens()
    return sorted({1.0, *(screen.devicePixelRatio() for screen in screens)})


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return _COMMENT.sub("", resource("icons", f"{name}.svg").read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def _coloured(name: str, colour: str, size: float, scale: float) -> str:
    air = 0 if name in _NARROW or size < 14 * scale else 2 if size < 17 * scale else 1
    stroke = min(2.7, max(1.2, ICON_STROKE * scale * (24 + 2 * air) / size))
    text = _source(name).replace("currentColor", colour)
    text = text.replace('stroke-width="2"', f'stroke-width="{stroke:.3f}"')
    return text.replace('viewBox="0 0 24 24"', f'viewBox="{-air} {-air} {24 + 2 * air} {24 + 2 * air}"')


@lru_cache(maxsize=256)
def _renderer(text: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer  # what the first page shows was drawn at an earlier start

    return QSvgRenderer(QByteArray(text.encode()))


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, size: int, ratio: float, scale: float) -> QPixmap:
    return _sharp(_coloured(name, colour, float(size), scale), size, ratio)


@lru_cache(maxsize=32)
def _logo(tokens: Tokens, size: int, ratio: float) -> QPixmap:
    text = _source("app")
    for was, now in (
        (LIGHT.accent, tokens.accent),
        (LIGHT.on_accent, tokens.on_accent),
        (LIGHT.seal, tokens.seal),
    ):
        text = text.replace(was, f"@{now}")
    return _sharp(text.replace("@", ""), size, ratio)


def _sharp(text: str, size: int, ratio: float) -> QPixmap:
    side = max(1, round(size * ratio))
    made = picture(text, side, lambda: _render(_renderer(text), side))
    made.setDevicePixelRatio(ratio)
    return made


def _render(renderer: QSvgRenderer, side: int) -> QPixmap:
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return made
