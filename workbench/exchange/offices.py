"""How the names of offices of a province begin: departments, boards, centres, committees."""

from __future__ import annotations

import re

#: The words, folded, as one alternation.
OFFICES = (
    "so|ban|van phong|vp|trung tam|chi cuc|cuc|vien|cong an|uy ban nhan dan|uy ban|ubnd|hoi dong nhan dan|hdnd"
    "|bo chi huy|doan"
)
_STARTS = re.compile(rf"(?:{OFFICES})\b")


def starts_as_office(folded: str) -> bool:
    """Whether a folded text begins like the name of an office."""
    return _STARTS.match(folded) is not None
