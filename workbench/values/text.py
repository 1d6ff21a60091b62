"""Vietnamese text as received: repair, folding for search and comparison, short titles.

Knows letters only. It must not decode legacy fonts (a soft hyphen is a letter there: decide that first), and
must not know places, bodies or forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_SPACES = "\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\r\x85\u2028\u2029"
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
_SPACE = re.compile(f"[{_SPACES}]")
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_ODD = re.compile(f"[{_SPACES}{_BREAKS}{_INVISIBLE}\n\u00d0\u00f0\u0189\u0256]")
_LOOKALIKE = re.compile("[\u00d0\u00f0\u0189\u0256]")
_BAR = "|"
_RUN = re.compile("  +")
_PARAGRAPHS = re.compile("\n{3,}")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_FOREIGN_ETH = re.compile("[aeiouyáéíóúýæö]\u00f0|[þÞæÆ]")
_TO_REAL = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})


def clean(s: str) -> str:
    """`s` as it should be stored: NFC, real Đ/đ, no invisible characters, plain blanks, trimmed lines.

    Line breaks stay; more than one empty line becomes one.
    """
    if not s.isascii():
        s = unicodedata.normalize("NFC", s)
    return _tidy(_real_letters(s)) if _untidy(s) else s


def clean_noted(s: str) -> tuple[str, frozenset[str]]:
    """`clean(s)` and what was repaired: "nfd", "lookalike", "invisible", "blanks" (none for a trimmed end)."""
    notes = set()
    composed = unicodedata.normalize("NFC", s)
    if composed != s:
        notes.add("nfd")
    if not _untidy(composed):
        return composed, frozenset(notes)
    real = _real_letters(composed)
    if real != composed:
        notes.add("lookalike")
    if _UNSEEN.search(real):
        notes.add("invisible")
    if _SPACE.search(real.strip()) or _RUN.search(real.strip()):
        notes.add("blanks")
    return _tidy(real), frozenset(notes)


def all_clean(texts: Sequence[str]) -> bool:
    """Whether `clean` would leave every one of some texts as it is; false alarms are possible."""
    whole = _BAR.join(texts)
    if not whole.isascii() and not unicodedata.is_normalized("NFC", whole):
        return False
    edges = whole[:1] == " " or whole[-1:] == " " or "| " in whole or " |" in whole
    return not (edges or "  " in whole or _ODD.search(whole) or "_x000D_" in whole)


def _untidy(s: str) -> bool:
    return "  " in s or s[:1] == " " or s[-1:] == " " or _ODD.search(s) is not None or "_x000D_" in s


def _real_letters(s: str) -> str:
    """Ð ð Ɖ ɖ as Đ đ, except where the text is plainly Icelandic."""
    if _LOOKALIKE.search(s) is None or (_FOREIGN_ETH.search(s) and not _VIETNAMESE.search(s)):
        return s
    return s.translate(_TO_REAL)


def _tidy(s: str) -> str:
    if "_x000D_" in s:  # a carriage return as some writers of .xlsx leave it in the text
        s = s.replace("_x000D_\n", "\n").replace("_x000D_", "\n")
    s = _UNSEEN.sub("", _SPACE.sub(" ", _BREAK.sub("\n", s)))
    s = _RUN.sub(" ", s)
    if "\n" in s:
        s = _PARAGRAPHS.sub("\n\n", "\n".join(line.strip(" ") for line in s.split("\n")))
        return s.strip("\n")
    return s.strip(" ")


#: Vietnamese capitals, for use inside a character class (À-Ỹ would hold small letters too).
CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"

_SHORT = 80  # names and headings come again and again; sentences do not


def fold(s: str) -> str:
    """Key for search and comparison: small ASCII letters, no marks, đ as d, dashes as -, single blanks."""
    if s.isascii():
        return " ".join(s.lower().split())
    return _folded_before(s) if len(s) <= _SHORT else _folded(s)


@lru_cache(maxsize=16384)
def _folded_before(s: str) -> str:
    return _folded(s)


def _folded(s: str) -> str:
    return " ".join(_letters(s).split())


def _letters(s: str) -> str:
    """Small ASCII letters and signs of a text, blanks as they come."""
    s = s.casefold().replace("đ", "d").replace("ð", "d").replace("\u00ad", "")
    s = s.replace("–", "-").replace("—", "-").replace("\u2010", "-").replace("\u2011", "-").replace("−", "-")
    s = s.replace("\u2028", " ").replace("\x85", " ").replace("’", "'")
    return unicodedata.normalize("NFKD", s).encode("ascii", "ignore").decode("ascii").lower()


_APART = "\x1e"  # stands in no text that was cleaned
_LOOSE = re.compile("[\t-\r\x1c\x1d\x1f]|  | \x1e|\x1e |^ | $")


def fold_all(texts: Sequence[str]) -> list[str]:
    """`fold` of each of many texts, in one go."""
    whole = _APART.join(texts)
    if whole.count(_APART) != len(texts) - 1:
        return [fold(text) for text in texts]
    plain = _letters(whole)
    if _LOOSE.search(plain):
        return [" ".join(text.split()) for text in plain.split(_APART)]
    return plain.split(_APART)


_WORD = re.compile("[a-z0-9]+")


def words(s: str) -> list[str]:
    """Folded words and numbers of `s`, in order."""
    return _WORD.findall(fold(s))


def squash(s: str) -> str:
    """`fold(s)` with everything but letters and digits dropped: "TP. Hồ Chí Minh" -> "tphochiminh"."""
    return "".join(_WORD.findall(fold(s)))


_TONES = "\u0300\u0309\u0303\u0301\u0323"
_LETTERS = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile("(qu|gi(?=[aăâeêioôơuưy])|[^aăâeêioôơuưy]*)([aăâeêioôơuưy]+)([^aăâeêioôơuưy]*)$")
_I_FOR_Y = re.compile("^([hklmst]|qu)i$")


def tone_key(s: str) -> str:
    """`clean(s)` in small letters with the tone mark in one place and y for an open i: hoà = hòa, kĩ = kỹ.

    Accents still tell words apart: this is the key for names that differ by an accent only.
    """
    s = clean(s).lower()
    if s.isascii():
        return _LETTERS.sub(lambda m: _I_FOR_Y.sub(r"\1y", m[0]), s)
    return _LETTERS.sub(lambda m: _one_place(m[0]), s)


@lru_cache(maxsize=16384)
def _one_place(word: str) -> str:
    marks = unicodedata.normalize("NFD", word)
    tones = [c for c in marks if c in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES))
    parts = _SYLLABLE.fullmatch(bare)
    if parts is None or len(tones) > 1:
        return word
    bare = _I_FOR_Y.sub(r"\1y", bare)
    if not tones:
        return bare
    from workbench.values.syllables import tone_places  # few texts have their tones written anew

    place = len(parts[1]) + tone_places(parts[2] + parts[3])[0]
    return unicodedata.normalize("NFC", bare[: place + 1] + tones[0] + bare[place + 1 :])


_BULLET = re.compile(r"(?:[-+•*–—▪●◦·✓➢]+\s*|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4}|[IVX]{1,4})[.)](?:\d{1,2}\.?)*+\s+)+")
_STOP = re.compile(r"[.!?](?=\s)|[.;!?]+$")
_SHORT_FORMS = ("tp", "tx", "tt", "ths", "pgs", "kts", "tuq", "v.v", "ubnd", "hđnd")


def without_bullet(s: str) -> str:
    """A line without its leading "-", "•", "1." or "a)"."""
    return _BULLET.sub("", s, count=1) if (found := _BULLET.match(s)) and found.end() < len(s) else s


def first_sentence(s: str, limit: int = 200) -> str:
    """The first sentence of `s` as a title of at most `limit` characters.

    Leading bullets are dropped, a heading that ends in ":" is joined with the line after it, no word is cut,
    "…" stands at the end only when something was cut off.
    """
    lines = [without_bullet(line) for line in clean(s).split("\n") if line]
    if not lines:
        return ""
    line = lines[0]
    if line.endswith(":") and len(lines) > 1:
        line = f"{line} {lines[1]}"
    for stop in _STOP.finditer(line):
        if _ends_sentence(line, stop.start(), stop.end()):
            line = line[: stop.start()].rstrip(" ;,")
            break
    if len(line) <= limit:
        return line
    cut = line.rfind(" ", 0, limit)
    return line[: cut if cut > 0 else limit - 1].rstrip(" ,;:-–(") + "…"


def _ends_sentence(line: str, at: int, after: int) -> bool:
    following = line[after:].lstrip(' “"(')
    if not following:
        return True
    word = line[:at].rpartition(" ")[2].lower()
    return following[0].isupper() and len(word) > 2 and word not in _SHORT_FORMS
