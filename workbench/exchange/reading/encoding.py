"""Bytes of a text file as characters: which encoding it is. Decodes no legacy Vietnamese fonts.

TCVN3 and VNI texts come out as the Western letters they are stored as; another stage reads those.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HOLES = {0x81: "\x81", 0x8D: "\x8d", 0x8F: "\x8f", 0x90: "\x90", 0x9D: "\x9d"}
# In cp1258 these five bytes are tone marks and stand behind a vowel; in other Western pages they are letters.
_TONES = b"\xcc\xd2\xde\xec\xf2"
_TONE = re.compile(rb"[\xcc\xd2\xde\xec\xf2]")
_VOWEL_AND_TONE = re.compile(rb"[aeiouyAEIOUY\xc2\xe2\xca\xea\xd4\xf4\xc3\xe3\xd5\xf5\xdd\xfd][\xcc\xd2\xde\xec\xf2]")
_SAMPLE = 1 << 16


def decode(data: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding it was found to be in. Never fails."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    zeros = _utf16_without_mark(data[:_SAMPLE])
    if zeros:
        return data.decode(zeros, "replace"), zeros
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:  # cut in the middle of the last letter
            return data.decode("utf-8", "replace"), "utf-8"
    if _is_cp1258(data):
        return _eight_bit(data, "cp1258"), "cp1258"
    return _eight_bit(data, "cp1252"), "cp1252"


def _utf16_without_mark(sample: bytes) -> str:
    """Vietnamese in UTF-16 has a zero in most letters, all on the same side."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd * 4 > len(sample) // 2 and even * 10 < odd:
        return "utf-16-le"
    if even * 4 > len(sample) // 2 and odd * 10 < even:
        return "utf-16-be"
    return ""


def _is_cp1258(data: bytes) -> bool:
    tones = len(_TONE.findall(data))
    return tones > 0 and len(_VOWEL_AND_TONE.findall(data)) >= 0.95 * tones


def _eight_bit(data: bytes, page: str) -> str:
    def keep(error: UnicodeError) -> tuple[str, int]:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        return chr(data[start]), start + 1

    codecs.register_error("workbench.keep", keep)
    return data.decode(page, "workbench.keep")
