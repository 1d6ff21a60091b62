"""Bundled faces: present, complete for Vietnamese, sized by the scale."""

from __future__ import annotations

import unicodedata

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication

from ui.printing.face import Style, paper_face
from ui.theme import fonts, theme

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = sorted(
    {unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES} - set("aeiouy") | {"đ"}
)
VIETNAMESE = "".join(LETTERS) + "".join(LETTERS).upper()
MARKS = ".,;:!?…–—-“”‘’()[]/\\%+×·°§@#&*=<>≤≥±0123456789 \u00a0"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_the_alphabet_of_the_test_has_134_letters() -> None:
    assert len(VIETNAMESE) == 134


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_screen_face_has_every_vietnamese_letter(weight: int) -> None:
    raw = QRawFont.fromFont(fonts.body(weight))
    assert raw.familyName().startswith("Inter")
    assert [letter for letter in VIETNAMESE + MARKS + PLAIN if not raw.supportsCharacter(ord(letter))] == []


@pytest.mark.parametrize(("bold", "italic"), [(False, False), (True, False), (False, True), (True, True)])
def test_print_face_has_every_vietnamese_letter(bold: bool, italic: bool) -> None:
    raw = QRawFont.fromFont(paper_face(bundled=True).font(Style(13, bold, italic)))
    assert raw.familyName() == "Tinos"
    assert [letter for letter in VIETNAMESE + MARKS + PLAIN if not raw.supportsCharacter(ord(letter))] == []


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_each_weight_is_a_real_face(weight: int) -> None:
    assert QFontInfo(fonts.body(weight)).weight() == weight


def test_tabular_digits_have_one_width() -> None:
    metrics = QFontMetricsF(fonts.body(tabular=True))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_plain_digits_have_not() -> None:
    metrics = QFontMetricsF(fonts.body())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) > 1


def test_sizes_follow_the_scale(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 1.3)
    assert [fonts.body().pixelSize(), fonts.title().pixelSize(), fonts.figure().pixelSize()] == [17, 26, 36]
