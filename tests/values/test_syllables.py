from __future__ import annotations

import pytest

from workbench.values.syllables import COMMON, every_syllable, is_syllable


def test_every_built_syllable_passes() -> None:
    assert [s for s in every_syllable() if not is_syllable(s)] == []


def test_everyday_words_pass() -> None:
    assert [word for word in COMMON if not is_syllable(word)] == []


@pytest.mark.parametrize(
    "word", ["hoà", "hòa", "thuỷ", "thủy", "QUÝ", "giếng", "gì", "Nguyễn", "nghiêng", "quốc", "Đắk"]
)
def test_both_styles_and_cases_pass(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Boä", "xuaát", "döïng", "hat", "qúy", "Müller", "café", "bộộ", "tư1", ""])
def test_what_cannot_be_spelt_fails(word: str) -> None:
    assert not is_syllable(word)
