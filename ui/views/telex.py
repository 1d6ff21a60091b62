"""What somebody meant who typed Telex or VNI with the typing tool off: “vuowngs mawc” is “vướng măc”.

Only for a suggestion after a search that found nothing; never changes what is typed.
"""

from __future__ import annotations

import re
import unicodedata

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TELEX = (
    ("dd", "đ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("uow", "ươ"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_VNI = (("d9", "đ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô"), ("a8", "ă"), ("uo7", "ươ"), ("o7", "ơ"), ("u7", "ư"))
_SYLLABLE = re.compile(r"[bcdđghklmnpqrstvx]*[aăâeêioôơuưy]+(?:ng|nh|ch|[cmnpt])?")
_VOWEL = re.compile(r"[aăâeêioôơuưy]+")


def untyped(words: str) -> str:
    """The words as they would have come out of Telex or VNI; empty when they spell nothing else."""
    parts = words.lower().split()
    made = [_word(part) for part in parts]
    shown = " ".join(made)
    return shown if shown != " ".join(parts) else ""


def _word(typed: str) -> str:
    for marks, tones in ((_TELEX, _TELEX_TONES), (_VNI, _VNI_TONES)):
        letters, tone = _without_tone(typed, tones)
        for written, meant in marks:
            letters = letters.replace(written, meant)
        if _SYLLABLE.fullmatch(letters) and (tone or letters != typed):
            return _with_tone(letters, tone)
    return typed


def _without_tone(typed: str, tones: dict[str, str]) -> tuple[str, str]:
    """The tone key may stand at the end or right after the vowel."""
    for place in range(len(typed) - 1, 0, -1):
        if typed[place] in tones and _VOWEL.search(typed[:place]):
            return typed[:place] + typed[place + 1 :], tones[typed[place]]
    return typed, ""


def _with_tone(letters: str, tone: str) -> str:
    found = _VOWEL.search(letters)
    if not tone or found is None:
        return letters
    cluster, start = found[0], found.start()
    if letters[max(0, start - 1) : start + 1] in ("qu", "gi") and len(cluster) > 1:
        cluster, start = cluster[1:], start + 1
    marked = [i for i, letter in enumerate(cluster) if letter in "ăâêôơư"]
    closed = len(letters) > start + len(cluster)
    place = marked[-1] if marked else (1 if len(cluster) > 1 and (closed or len(cluster) > 2) else 0)
    at = start + place
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])
