"""Applies a theme to the running application, and tells widgets when it changed.

The state is one per process, as the application object is. Widgets ask `color(token)` when they paint and
listen to `theme_changed` when they keep fonts or sizes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import fonts, metrics
from ui.theme.sheet import sheet
from ui.theme.tokens import CONTRAST, DARK, LIGHT, PALE, THEMES, Tokens

ThemeName = Literal["light", "dark", "contrast", "system"]
_STYLE, _STYLED = "Fusion", "styled"


class _Notifier(QObject):
    changed = Signal()


_notifier = _Notifier()
theme_changed = _notifier.changed
_current: Tokens = LIGHT
_follow: QApplication | None = None
_paper = False


def current() -> Tokens:
    """Tokens of the theme in use."""
    return _current


def prints() -> bool:
    """Whether what is drawn now goes to paper or into other papers, where nothing can be pressed."""
    return _paper


def hatches() -> bool:
    """Whether what is late is told by strokes beside its colour: on paper and in high contrast."""
    return _paper or _current.outlined


def color(token: str) -> QColor:
    """Colour of a token (`"text2"`, `"red_bg"`) in the theme in use."""
    return _parsed(getattr(_current, token))


def edge_of(token: str) -> str:
    """Token of the line around something filled with a token; empty where the filling itself stands out enough."""
    return "border" if _current.outlined else PALE.get(token, "")


def application(arguments: Sequence[str]) -> QApplication:
    """The application object, in the style that every theme is made for."""
    made = QApplication([*arguments[:1], "-style", _STYLE])
    made.setProperty(_STYLED, True)
    return made


def apply(app: QApplication, name: ThemeName = "light", scale: float = 1.0) -> None:
    """Dress the whole application; may be called again at any time.

    `system` follows the colour scheme and the high contrast setting of the computer, also later.
    `scale` is the officer's interface scale, 0.9 to 1.3.
    """
    global _current
    metrics.set_scale(scale)
    _listen(app, name == "system")
    _hint(app, name)
    _current = _of_system(app) if name == "system" else THEMES[name]
    if not app.property(_STYLED):
        app.setStyle(_STYLE)
        app.setProperty(_STYLED, True)
    app.setPalette(_palette(_current))
    app.setStyleSheet(sheet(_current, metrics.px))
    app.setFont(fonts.body())  # last: taking a sheet, Qt gives menus, tips and lists the fonts of Windows again
    theme_changed.emit()


@contextmanager
def on_paper() -> Iterator[None]:
    """Everything in the light theme meanwhile, as what goes to paper must be."""
    global _paper
    app, before, followed = QApplication.instance(), _current.name, _follow is not None
    changed = app if isinstance(app, QApplication) and before != LIGHT.name else None
    scale, on_paper_before, _paper = metrics.scale(), _paper, True
    try:
        if changed:
            apply(changed, "light", scale)
        yield
    finally:
        _paper = on_paper_before
        if changed:
            apply(changed, "system" if followed else before, scale)  # type: ignore[arg-type]  # names of themes


def _of_system(app: QApplication) -> Tokens:
    hints = app.styleHints()
    accessibility = getattr(hints, "accessibility", None)  # Qt 6.10 and later
    if accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _hint(app: QApplication, name: str) -> None:
    """Let title bars and native dialogs match."""
    hints = app.styleHints()
    if name == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if THEMES[name].dark else Qt.ColorScheme.Light)


def _listen(app: QApplication, follow: bool) -> None:
    global _follow
    hints = app.styleHints()
    if follow and _follow is None:
        hints.colorSchemeChanged.connect(_system_changed)
        _follow = app
    elif not follow and _follow is not None:
        hints.colorSchemeChanged.disconnect(_system_changed)
        _follow = None


def _system_changed() -> None:
    if _follow is not None and _of_system(_follow) is not _current:
        apply(_follow, "system", metrics.scale())


@lru_cache(maxsize=256)
def _parsed(value: str) -> QColor:
    return QColor(value)


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, token in (
        (role.Window, t.window), (role.WindowText, t.text), (role.Base, t.surface),
        (role.AlternateBase, t.window),
        (role.Text, t.text), (role.Button, t.surface), (role.ButtonText, t.text), (role.BrightText, t.on_accent),
        (role.ToolTipBase, t.toast), (role.ToolTipText, t.on_toast), (role.PlaceholderText, t.text3),
        (role.Highlight, t.accent), (role.HighlightedText, t.on_accent), (role.Link, t.accent),
        (role.LinkVisited, t.accent), (role.Light, t.surface), (role.Midlight, t.hover), (role.Mid, t.border),
        (role.Dark, t.control), (role.Shadow, t.strong), (role.Accent, t.accent),
    ):  # fmt: skip
        palette.setColor(which, QColor(token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.text3))
    return palette
