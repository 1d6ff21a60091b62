from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.values.text import (
    clean,
    clean_noted,
    first_sentence,
    fold,
    fold_all,
    squash,
    tone_key,
    without_bullet,
    words,
)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("  Cần   Thơ ", "Cần Thơ"),
        ("Bà\u00a0Rịa\u2007-\u202fVũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("tỉnh Gia \u200bLai\ufeff", "tỉnh Gia Lai"),
        ("Lắk\u00ad", "Lắk"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("một\n\n\n\nhai", "một\n\nhai"),
        ("dòng 1_x000D_\ndòng 2", "dòng 1\ndòng 2"),
        ("\n\n - mục \n", "- mục"),
    ],
)
def test_clean_repairs_what_cannot_be_seen(raw: str, stored: str) -> None:
    assert clean(raw) == stored


@pytest.mark.parametrize("raw", ["Ðồng Nai", "ðường bộ", "VNÐ", "HÐND", "9.650 ð", "Lao ðộng"])
def test_lookalike_letters_become_real_ones(raw: str) -> None:
    assert clean(raw) == raw.replace("Ð", "Đ").replace("ð", "đ")


def test_icelandic_names_keep_their_letter() -> None:
    assert clean("Guðmundur Þór") == "Guðmundur Þór"


def test_decomposed_text_is_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "Đồng bằng sông Hồng")) == "Đồng bằng sông Hồng"


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("Ðồng Nai", {"lookalike"}),
        ("Gia \u200bLai", {"invisible"}),
        (unicodedata.normalize("NFD", "Huế"), {"nfd"}),
        ("Cà  Mau", {"blanks"}),
        ("Cà Mau ", set()),
        ("Cà Mau", set()),
    ],
)
def test_repairs_are_named_by_kind(raw: str, kinds: set[str]) -> None:
    assert clean_noted(raw)[1] == kinds


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


@given(st.text())
def test_noted_cleaning_gives_the_same_text(raw: str) -> None:
    assert clean_noted(raw)[0] == clean(raw)


@given(st.text())
def test_fold_is_plain_and_stable(raw: str) -> None:
    assert fold(raw).isascii()
    assert fold(fold(raw)) == fold(raw)


@pytest.mark.parametrize(
    "other", ["vinh long", "VĨNH LONG", "Vĩnh\u00a0Long", unicodedata.normalize("NFD", "Vĩnh Long")]
)
def test_fold_finds_every_spelling(other: str) -> None:
    assert fold(other) == "vinh long"


def test_words_and_squash() -> None:
    assert words("TP. Hồ Chí Minh – 2026") == ["tp", "ho", "chi", "minh", "2026"]
    assert squash("TP. Hồ Chí Minh") == "tphochiminh"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("hoà bình", "hòa bình"),
        ("thuỷ lợi", "Thủy lợi"),
        ("khoẻ", "khỏe"),
        ("Quí", "quý"),
        ("kĩ thuật", "kỹ thuật"),
        ("quĩ", "quỹ"),
        ("gía", "giá"),
        ("hòan", "hoàn"),
    ],
)
def test_tone_key_puts_the_mark_in_one_place(a: str, b: str) -> None:
    assert tone_key(a) == tone_key(b)


def test_tone_key_keeps_accents_apart() -> None:
    assert len({tone_key(word) for word in ("ma", "má", "mà", "mạ", "mã", "mả", "mâ", "mă")}) == 8
    assert tone_key("khi") == "khi"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("- Thiếu vốn đối ứng. Đề nghị bổ sung", "Thiếu vốn đối ứng"),
        ("1. Tuyến qua TP. Hồ Chí Minh chưa khớp. Cần sửa", "Tuyến qua TP. Hồ Chí Minh chưa khớp"),
        ("Vốn 1.250 tỷ đồng chưa bố trí.", "Vốn 1.250 tỷ đồng chưa bố trí"),
        ("Khó khăn:\n- Chưa có đường nối.", "Khó khăn: Chưa có đường nối"),
        ("", ""),
        ("-", "-"),
    ],
)
def test_title_is_the_first_sentence(text: str, title: str) -> None:
    assert first_sentence(text) == title


def test_title_is_cut_between_words() -> None:
    assert first_sentence("Một hai ba bốn năm", 12) == "Một hai ba…"


@given(st.text(alphabet="aăâ bcđ.\n-", max_size=300), st.integers(min_value=5, max_value=50))
def test_title_keeps_its_limit(text: str, limit: int) -> None:
    assert len(first_sentence(text, limit)) <= limit


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["Đường Hồ Chí Minh", "  hai  chỗ trống ", "dòng một\ndòng hai", "", "½ – “ngoặc”", "a\u00a0b\u00adc"],
        ["một", "hai\x1eba"],
        ["đơn giản", "không có gì lạ"],
    ],
)
def test_many_texts_fold_as_each_does(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


def test_a_bullet_is_looked_for_once_however_long_the_digits_after_it_are() -> None:
    long = "1." + "0" * 200 + "x"
    assert without_bullet(long) == long
    assert without_bullet("1.2.3 Bố trí vốn") == "Bố trí vốn"
