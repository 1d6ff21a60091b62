"""Rivers, roads, ports and zones that a description of a place names: "dọc quốc lộ 10", "cửa sông Cổ Chiên".

A corridor (river, road, coast) runs through several localities; a spot lies in one place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from workbench.values.text import CAPITALS, clean, fold

#: Words before a name, by what they name; those of one kind name the same thing: "cửa Cổ Chiên", "sông Cổ Chiên".
_CORRIDORS = {
    "river": "sông|kênh|rạch|vàm|cửa sông|cửa",
    "coast": "biển",
    "road": "quốc lộ|ql|tỉnh lộ|đường tỉnh|đt|cao tốc|vành đai|đường sắt|hành lang",
}
_SPOTS = {
    "port": "cảng biển|cảng cạn|cảng",
    "airport": "cảng hàng không|sân bay",
    "gate": "cửa khẩu",
    "zone": "khu kinh tế|kkt|khu công nghiệp|kcn|khu công nghệ cao|cụm công nghiệp|ccn",
    "water": "vịnh|đầm|hồ|phá",
    "land": "bán đảo|đảo|núi|đèo|mũi|cao nguyên|tứ giác|vườn quốc gia",
    "bridge": "cầu",
}
_KIND = {word: kind for kinds in (_CORRIDORS, _SPOTS) for kind, held in kinds.items() for word in held.split("|")}
_NUMBERED = {"ql": "quốc lộ", "đt": "đường tỉnh", "tỉnh lộ": "đường tỉnh"}
_PART = rf"(?:[{CAPITALS}]\w*|\d+\w*)"
_NAMED = re.compile(
    rf"(?<!\w)((?i:{'|'.join(sorted(_KIND, key=len, reverse=True))}))\.?\s*(?i:số\s+)?"
    rf"({_PART}(?:(?:\s+|\s*[-–]\s*){_PART})*)"
)


class NamedPlace(NamedTuple):
    """`key` is equal for the same thing in other words; `words` are those of the text."""

    kind: str
    key: str
    words: str

    @property
    def is_corridor(self) -> bool:
        """Whether it runs through several localities."""
        return self.kind in _CORRIDORS


@lru_cache(maxsize=8192)
def named_places(text: str) -> tuple[NamedPlace, ...]:
    """What a text names, in its order."""
    found = []
    for match in _NAMED.finditer(clean(text)):
        word, name = match[1].lower(), match[2]
        kind = _KIND[word]
        key = f"{_NUMBERED.get(word, word)} {name}" if kind == "road" else name
        found.append(NamedPlace(kind, fold(key), match[0]))
    return tuple(found)


@lru_cache(maxsize=65536)
def shared(one: str, other: str) -> tuple[NamedPlace, ...]:
    """What both texts name, in the words of the first."""
    if not (named_places(one) and named_places(other)):
        return ()
    theirs = {(place.kind, place.key) for place in named_places(other)}
    return tuple(place for place in named_places(one) if (place.kind, place.key) in theirs)
