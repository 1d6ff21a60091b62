from __future__ import annotations

import csv

from hypothesis import given
from hypothesis import strategies as st

from workbench import assets
from workbench.values.sorting import sort_key


def test_letters_stand_in_the_order_of_the_alphabet() -> None:
    with assets.resource("reference", "vietnamese_letters.csv").open(encoding="utf-8") as file:
        letters = list(csv.DictReader(file))
    official = sorted(letters, key=lambda r: (int(r["letter_rank"]), int(r["tone_rank"]), r["case"] == "upper"))
    ours = sorted(letters, key=lambda r: sort_key(r["char"]))
    assert [r["char"] for r in ours] == [r["char"] for r in official]


def test_letters_decide_before_tones() -> None:
    assert sorted(["Hải", "Hà Nội", "Ha", "Hạ", "Hà Nam", "Hà"], key=sort_key) == [
        "Ha",
        "Hà",
        "Hạ",
        "Hà Nam",
        "Hà Nội",
        "Hải",
    ]


def test_provinces_follow_vietnamese_not_code_points() -> None:
    assert sorted(["Đồng Nai", "Điện Biên", "Huế", "An Giang", "Đắk Lắk", "Cà Mau"], key=sort_key) == [
        "An Giang",
        "Cà Mau",
        "Đắk Lắk",
        "Điện Biên",
        "Đồng Nai",
        "Huế",
    ]


def test_numbers_in_codes_sort_by_value() -> None:
    assert sorted(["VM-2026-10", "VM-2026-9", "VM-2025-100"], key=sort_key) == [
        "VM-2025-100",
        "VM-2026-9",
        "VM-2026-10",
    ]


@given(st.text(alphabet="aàáăắâbcdđeê AĂ19-", max_size=12), st.text(alphabet="aàáăắâbcdđeê AĂ19-", max_size=12))
def test_different_texts_have_different_keys(a: str, b: str) -> None:
    assert a.strip() == b.strip() or sort_key(a) != sort_key(b) or a.split() == b.split()


@given(st.lists(st.sampled_from("aàáăắâbcdđeêghiklmnoôơpqrstuưvxy "), max_size=8).map("".join))
def test_a_beginning_comes_before_the_whole(text: str) -> None:
    assert sort_key(text.strip()) < sort_key(text.strip() + "b")
