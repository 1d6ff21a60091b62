"""The officer's interface scale (90-130 %), on top of the scale of the screen."""

from __future__ import annotations

_scale = 1.0


def set_scale(value: float) -> None:
    """Set the interface scale; only the theme does this."""
    global _scale
    if not 0.5 <= value <= 3.0:
        raise ValueError(value)
    _scale = value


def scale() -> float:
    """The interface scale; 1.0 is 100 %."""
    return _scale


def px(value: float) -> int:
    """Logical pixels of a design size at the present scale, rounded half up."""
    return int(value * _scale + 0.5)
