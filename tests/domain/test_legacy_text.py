from __future__ import annotations

import csv
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import assets
from workbench.domain.legacy_text import Encoding, decode, font_encoding
from workbench.values.syllables import COMMON, every_syllable

SYLLABLES = sorted(set(every_syllable()))
PANGRAMS = [
    "Do bạch kim rất quý nên sẽ dùng để lắp vô xương",
    "Đề nghị Bộ Tài chính bố trí vốn trung ương cho tuyến đường ven biển giai đoạn 2026-2030",
    "tỉnh Quảng Ngãi, thành phố Huế, tỉnh Đắk Lắk",
    "Ủy ban nhân dân tỉnh Vĩnh Long kiến nghị Thủ tướng Chính phủ",
]


def _codes(column: str) -> dict[str, str]:
    with assets.resource("reference", "legacy_encodings.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if column == "vni_hex" or r["tcvn3_caps_font"] == "0"]
    return {r["char"]: bytes.fromhex(r[column]).decode("latin-1") for r in rows}


CODES: dict[Encoding, dict[str, str]] = {"tcvn3": _codes("tcvn3_hex"), "vni": _codes("vni_hex")}


def encode(text: str, encoding: Encoding) -> str:
    return "".join(CODES[encoding].get(char, char) for char in text)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("text", PANGRAMS)
def test_sentences_come_back_without_any_hint(text: str, encoding: Encoding) -> None:
    plain = text if encoding == "vni" else text.replace("Ủ", "ủ")  # TCVN3 has no code for Ủ
    assert decode(encode(plain, encoding)) == (plain, encoding)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_every_letter_comes_back(encoding: Encoding) -> None:
    wrong = []
    for letter in CODES[encoding]:
        small = letter.lower()
        word = sorted((s.index(small), s) for s in SYLLABLES if small in s)[0][1]
        cased = word if letter.islower() else word.upper() if encoding == "vni" else word.capitalize()
        line = f"Đề nghị Bộ Tài chính bố trí {cased}"
        if decode(encode(line, encoding))[0] != line:
            wrong.append((letter, line))
    assert wrong == []


@given(
    st.lists(st.sampled_from(sorted(COMMON)), min_size=4, max_size=12).map(" ".join),
    st.sampled_from(["tcvn3", "vni"]),
)
def test_everyday_text_comes_back_when_the_file_is_known(text: str, encoding: Encoding) -> None:
    raw = encode(text, encoding)
    decoded, how = decode(raw, expect=encoding)
    assert decoded == text or how == "" or raw == text


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=8).map(" ".join))
def test_unicode_text_is_never_touched(text: str) -> None:
    assert decode(text) == (text, "")
    assert decode(text.capitalize()) == (text.capitalize(), "")
    assert decode(text.upper()) == (text.upper(), "")


def test_most_short_texts_are_recognised_alone() -> None:
    chosen = random.Random(7)
    lines = [" ".join(chosen.choice(SYLLABLES) for _ in range(4)) for _ in range(400)]
    encodings: tuple[Encoding, ...] = ("tcvn3", "vni")
    for encoding in encodings:
        missed = sum(decode(encode(line, encoding))[0] != line for line in lines)
        assert missed <= len(lines) // 50


@pytest.mark.parametrize(
    "text",
    [
        "1784/UBND-K\u00adT\u00a0",
        "An Giang\u00ad",
        "São Paulo",
        "Citroën, Müller, café, où",
        "VNÐ",
        "Ðà Nang",
        "« Hà Nam »",
        "15 µm ± 2",
        "ESPAÑA",
        "Hoà Bình",
        "§ 5",
        "CỘNG HÒA",
        "· Giao thông",
        "Bé",
    ],
)
def test_what_only_looks_like_an_old_font_stays(text: str) -> None:
    assert decode(text) == (text, "")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Bé N«ng nghiÖp vµ M«i tr\u00adêng", "Bộ Nông nghiệp và Môi trường"),
        ("§¾k L¾k", "Đắk Lắk"),
        ("4469/UBND-§T", "4469/UBND-ĐT"),
        ("Ch\u00ada bè trÝ kinh phÝ", "Chưa bố trí kinh phí"),
        ("DANH MôC THáA THUËN", "DANH MỤC THỎA THUẬN"),
        ("Boä Xaây döïng", "Bộ Xây dựng"),
        ("Ñaø Naüng, Thöøa Thieân Hueá", "Đà Nẵng, Thừa Thiên Huế"),
        ("12/QÑ-UBND", "12/QĐ-UBND"),
        ("UÛY BAN NHAÂN DAÂN", "ỦY BAN NHÂN DÂN"),
        ("Thaønh phoá Hoà Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_real_cells(raw: str, text: str) -> None:
    assert decode(raw)[0] == text


@pytest.mark.parametrize(
    ("raw", "expect", "text"),
    [
        ("Bé", "tcvn3", "Bộ"),
        ("sè 803/QCPH-UBND", "tcvn3", "số 803/QCPH-UBND"),
        ("Ghi chó", "tcvn3", "Ghi chú"),
        ("5.000 ®", "tcvn3", "5.000 đ"),
        ("Soá TT", "vni", "Số TT"),
        ("Giao thông", "tcvn3", "Giao thông"),
        ("Giao thông", "vni", "Giao thông"),
    ],
)
def test_the_rest_of_the_file_settles_short_cells(raw: str, expect: Encoding, text: str) -> None:
    assert decode(raw, expect=expect)[0] == text


def test_a_capitals_font_gives_capitals() -> None:
    assert decode("tØnh Hµ Néi", ".VnTimeH") == ("TỈNH HÀ NỘI", "tcvn3")
    assert decode("bao cao", ".VnTimeH") == ("BAO CAO", "tcvn3")
    assert decode("bao cao", ".VnTime") == ("bao cao", "")


def test_unicode_typed_in_an_old_font_stays() -> None:
    assert decode("Hà Nội và Huế", ".VnTime") == ("Hà Nội và Huế", "")


@pytest.mark.parametrize(
    ("font", "encoding"), [(".VnArial", "tcvn3"), ("VNI-Helve", "vni"), ("Times New Roman", ""), ("", "")]
)
def test_fonts_that_name_their_encoding(font: str, encoding: str) -> None:
    assert font_encoding(font) == encoding


def test_the_unit_of_a_sum_does_not_speak_against_the_font() -> None:
    assert decode("3.750 tr\u00f1", "VNI-Times") == ("3.750 trđ", "vni")


def test_short_forms_in_a_capitals_font_are_capitals() -> None:
    assert decode("5000/btnmt-®®", ".VnTimeH") == ("5000/BTNMT-ĐĐ", "tcvn3")
    assert decode("b®kh", ".VnTimeH") == ("BĐKH", "tcvn3")
    assert decode("Hà Nội", ".VnTimeH")[1] == ""
