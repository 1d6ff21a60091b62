"""Text typed in fonts of before Unicode, TCVN3 (ABC) and VNI, recognised and decoded cell by cell.

The characters decide, the font's name only helps; Unicode Vietnamese is never touched. To be called before any
cleaning: in TCVN3 the letter ư is the soft hyphen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from workbench.domain import reference
from workbench.values.syllables import COMMON, is_syllable

Encoding = Literal["tcvn3", "vni", ""]

_BEYOND = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u0303\u0306\u0309\u031b\u0323]")
_CAPITALS_FONT = re.compile(r"\.vn.*h", re.IGNORECASE)
_CAPITAL_INSIDE = re.compile("[a-z][À-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]")
_SOFT_HYPHEN = "\u00ad"
_ENOUGH = 0.8  # of the words with signs of an encoding must come out as syllables
_HEADING = 4  # plain letters, all capital, that make a text a heading in capitals
_PROVEN = 2
_UNLIKELY = 0.5  # the same when font or file already speak for the encoding


@dataclass(frozen=True, slots=True)
class _Table:
    """One encoding: codes (one or two characters) to letters, and its words in raw text."""

    name: Encoding
    letters: dict[str, str]
    code: re.Pattern[str]
    word: re.Pattern[str]
    stroke: str  # the code of Đ, which abbreviations are full of

    def decoded(self, raw: str) -> str:
        return self.code.sub(lambda m: self.letters[m[0]], raw)


@lru_cache(maxsize=1)
def _tables() -> tuple[_Table, _Table]:
    tcvn3: dict[str, str] = {"\u03bc": "à"}  # µ as some programs rewrite it
    vni: dict[str, str] = {}
    for row in reference.rows("legacy_encodings"):
        if row["tcvn3_caps_font"] == "0":
            tcvn3[bytes.fromhex(row["tcvn3_hex"]).decode("latin-1")] = row["char"]
        code = bytes.fromhex(row["vni_hex"]).decode("latin-1")
        vni[code] = row["char"]
        if len(code) == 2:  # the mark may be typed in the other case: the letter decides
            vni.setdefault(code[0] + code[1].swapcase(), row["char"])
    return _table("tcvn3", tcvn3, "§"), _table("vni", vni, "Ñ")


def _table(name: Encoding, letters: dict[str, str], stroke: str) -> _Table:
    longest_first = sorted(letters, key=len, reverse=True)
    signs = re.escape("".join(sorted({c for code in letters for c in code if not c.isascii()})))
    return _Table(
        name,
        letters,
        re.compile("|".join(map(re.escape, longest_first))),
        re.compile(f"[A-Za-z{signs}]+"),
        stroke,
    )


def decode(text: str, font: str = "", expect: Encoding = "") -> tuple[str, Encoding]:
    """Text in Unicode and the encoding it was in ("" when it was Unicode already, or cannot be told).

    `font` is the cell's font name (".VnTime", "VNI-Times"; ".VnTimeH" draws capitals); `expect` is what the other
    cells of the file turned out to be. Both let cells decide whose words could be Unicode as well ("Bé", "Soá").
    """
    hint = font_encoding(font) or expect
    capitals = bool(_CAPITALS_FONT.fullmatch(font.strip()))
    if text.isascii():
        return (text.upper(), "tcvn3") if capitals and text.upper() != text else (text, "")
    if _BEYOND.search(text):
        return text, ""
    decoded, encoding = _decoded(text, hint)
    if capitals and not encoding and any(not c.isascii() and not c.isalpha() for c in text):
        return _tables()[0].decoded(text).upper(), "tcvn3"  # signs no Unicode text has, in a font of capitals: "b®kh"
    if encoding == "tcvn3" and (capitals or _typed_in_capitals(text)):
        return decoded.upper(), encoding
    return decoded, encoding


def _typed_in_capitals(text: str) -> bool:
    """ "DANH MôC": TCVN3 has no accented capitals, a capitals font drew them."""
    letters = [c for c in text if c.isascii() and c.isalpha()]
    return len(letters) >= _HEADING and all(c.isupper() for c in letters)


def font_encoding(font: str) -> Encoding:
    """What a font's name says: ".VnArial" is TCVN3, "VNI-Helve" is VNI, others nothing."""
    name = font.strip().lower()
    if name.startswith((".vn", "abc ")):
        return "tcvn3"
    return "vni" if name.startswith("vni") else ""


@lru_cache(maxsize=16384)
def _decoded(text: str, hint: Encoding) -> tuple[str, Encoding]:
    best: tuple[float, str, Encoding] = (0.0, text, "")
    for table in _tables():
        weight = _weight(text, table, hint)
        if weight > best[0]:
            best = (weight, table.decoded(text), table.name)
    return best[1], best[2]


def _weight(text: str, table: _Table, hint: Encoding) -> float:
    """How much speaks for an encoding; 0 when it is not to be taken."""
    if any(c.isalpha() and not c.isascii() and c not in _VIETNAMESE for c in table.decoded(text)):
        return 0.0
    seen = _Evidence()
    for word in table.word.findall(text):
        letters = word if word.isascii() else table.decoded(word)
        if letters != word:
            seen.add(word, letters, table)
    if seen.signs == 0:
        return 0.0
    share = seen.good / (seen.good + seen.bad) if seen.good + seen.bad else 1.0
    if hint == table.name and share >= _UNLIKELY and (seen.proofs >= _PROVEN or seen.common >= 0):
        return 100.0 + share
    if seen.proofs >= _PROVEN and share >= _ENOUGH:
        return share + seen.common + seen.proofs / 100
    return 0.0


_UNITS = frozenset(("đ", "trđ", "ngđ", "vnđ"))  # units of money: no syllables, and no sign against an encoding


@dataclass(slots=True)
class _Evidence:
    """Words with signs of an encoding, counted. `common`: everyday words gained by decoding, less those lost."""

    signs: int = 0
    good: int = 0
    bad: int = 0
    proofs: int = 0
    common: int = 0

    def add(self, word: str, letters: str, table: _Table) -> None:
        self.signs += 1
        self.common += (letters.lower() in COMMON) - (word.lower() in COMMON)
        if _is_abbreviation(word, letters, table):
            self.proofs += _PROVEN
        elif _plausible(letters):
            self.good += 1
            self.proofs += _proof(word)
        elif letters.lower() not in _UNITS:
            self.bad += 1


def _proof(word: str) -> int:
    """Enough for a word that Unicode cannot mean, half for a short one, none when it could be Unicode."""
    without = word.replace(_SOFT_HYPHEN, "")
    if without.isascii() or (without == word and _plausible(word)):
        return 0
    return _PROVEN if len(word) > 2 else 1


def _plausible(word: str) -> bool:
    """A syllable, with no accented capital in the middle of small letters ("trÝ" is TCVN3 for "trí")."""
    return is_syllable(word) and _CAPITAL_INSIDE.search(word) is None


def _is_abbreviation(word: str, letters: str, table: _Table) -> bool:
    """ "Q§", "HÑND": capitals without vowels around the one sign Đ."""
    return (
        len(word) > 1
        and letters.isupper()
        and letters.replace("Đ", "").isascii()
        and table.stroke in word
        and not (table.name == "vni" and re.search("[AEIOU]", letters))
    )


_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA))))
