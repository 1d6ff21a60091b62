"""Shape and tone of every status word; the words themselves are in the catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ui.theme.shapes import Shape
from ui.theme.tokens import TONES
from workbench.domain.status_words import label_key
from workbench.frozen import frozen
from workbench.messages import text


@frozen
class Look:
    """How a status is shown: a shape and a tone (`ink`, `red`, `amber`, `plum`, `green`, `grey`)."""

    shape: Shape
    tone: str

    @property
    def ink(self) -> str:
        """Token of text and shape."""
        return TONES[self.tone][0]

    @property
    def background(self) -> str:
        """Token of the tint."""
        return TONES[self.tone][1]

    @property
    def edge(self) -> str:
        """Token of the line around."""
        return TONES[self.tone][2]


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "new": Look(Shape.RING, "grey"),
        "doing": Look(Shape.HALF, "ink"),
        "part": Look(Shape.THREE_QUARTER, "ink"),
        "done": Look(Shape.CHECK, "green"),
        "late": Look(Shape.ALERT, "red"),
        "soon": Look(Shape.CLOCK, "amber"),
        "closed": Look(Shape.DASH, "grey"),
        "warn": Look(Shape.RING_ALERT, "amber"),
        "reject": Look(Shape.CROSS, "red"),
        "draft": Look(Shape.DASHED_RING, "grey"),
        "sent": Look(Shape.ARROW_UP, "plum"),
        "wait": Look(Shape.ARROW_UP, "plum"),
        "answered": Look(Shape.CHECK, "green"),
        "signed": Look(Shape.RING, "grey"),
        "run": Look(Shape.HALF, "ink"),
        "slow": Look(Shape.CLOCK, "amber"),
        "fin": Look(Shape.CHECK, "green"),
        "add": Look(Shape.PLUS, "green"),
        "chg": Look(Shape.DIAMOND, "ink"),
        "same": Look(Shape.EQUALS, "grey"),
        "conf": Look(Shape.BOLT, "red"),
        "dup": Look(Shape.TWIN, "amber"),
        "gone": Look(Shape.DASH, "grey"),
    }
)


def word(status: str) -> str:
    """The status word in the language in use."""
    return text(label_key(status))
