"""How much room a page has: wide, rail of icons, or compact (ux: 1280, 1100, and 640 high)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.theme.metrics import px

WIDE, RAIL, LOW = 1280, 1100, 640
MINIMUM = (1024, 540)


def is_compact(widget: QWidget) -> bool:
    """Whether the window of this widget asks for the compact form."""
    window = widget.window()
    return window.width() < px(RAIL) or window.height() < px(LOW)


def wants_rail(widget: QWidget) -> bool:
    """Whether the navigation shows icons only for want of room."""
    return widget.window().width() < px(WIDE)
