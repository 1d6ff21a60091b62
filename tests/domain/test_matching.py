"""Likeness of texts, and finding like ones without comparing each with each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.matching import ALIKE, Alikes, LikeIndex, likeness, names_and_numbers

SLUICE = "Chưa thống nhất quy trình vận hành cống ngăn mặn mùa khô giữa hai tỉnh"


@pytest.mark.parametrize(
    "other",
    [
        "CHƯA THỐNG NHẤT QUY TRÌNH VẬN HÀNH CỐNG NGĂN MẶN MÙA KHÔ GIỮA HAI TỈNH",
        "Chua thong nhat quy trinh van hanh cong ngan man mua kho giua hai tinh",
        "Chưa thống nhất quy trình vận hành cống ngăn mặn trong mùa khô giữa hai tỉnh.",
    ],
)
def test_the_same_sentence_written_otherwise_is_alike(other: str) -> None:
    assert likeness(SLUICE, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Dữ liệu quan trắc của Quảng Nam và Đà Nẵng chưa kết nối được",
            "Dữ liệu quan trắc của Thừa Thiên Huế và Đà Nẵng chưa kết nối được",
        ),
        ("Chậm bàn giao mặt bằng quốc lộ 53 qua địa bàn", "Chậm bàn giao mặt bằng quốc lộ 91 qua địa bàn"),
    ],
)
def test_the_same_sentence_about_another_thing_is_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


def test_a_name_on_one_side_only_does_not_part_two_texts() -> None:
    assert likeness(SLUICE, SLUICE + " Vĩnh Long") >= ALIKE


def test_numbers_and_names_are_told_apart_from_plain_words() -> None:
    found = names_and_numbers("Thiếu cát cho cao tốc Cần Thơ - Cà Mau, 2,7 km")
    assert found == {"can", "tho", "ca", "mau", "2,7"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_both_ways_and_between_nought_and_one(a: str, b: str) -> None:
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1


def test_the_index_finds_a_damaged_copy_among_many() -> None:
    texts = {f"t{i}": f"Vướng mắc số {i} về bố trí vốn cho tuyến đường huyện {i * 7}" for i in range(300)}
    texts["sluice"] = SLUICE
    found = LikeIndex(texts).near("Chưa thống nhất quy trình vận hành cống ngăn mặn mùa khô giữa 2 tỉnh")
    assert found[0][0] == "sluice"


def test_a_small_letter_with_a_mark_begins_no_name() -> None:
    assert names_and_numbers("Chưa rõ đơn vị ủy thác của ấp") == frozenset()
    assert names_and_numbers("Chưa rõ phía Ủy ban") == frozenset(("uy",))


def test_names_are_known_in_texts_of_one_case_too() -> None:
    index = LikeIndex(
        {"a": "Chậm tiến độ tại cầu Rạch Miễu do thiếu cát", "b": "Chậm tiến độ tại kênh Chợ Gạo do thiếu cát"}
    )
    for write in (str.upper, str.lower):
        assert index.near(write("Chậm tiến độ tại kênh Rạch Miễu do thiếu cát"), 0.85)[0][0] == "a"
        assert index.likeness(write("Chậm tiến độ tại kênh Chợ Gạo do thiếu cát"), "a") < ALIKE


def test_texts_are_found_among_very_many_with_the_same_words() -> None:
    stored = {str(n): f"Thỏa thuận phối hợp vận hành tuyến vận tải số {n}" for n in range(3_000)}
    stored["x"] = "Biên bản phối hợp vận hành tuyến vận tải Cát Lái"
    index = LikeIndex(stored)
    assert [uid for uid, _ in index.near("Thoả thuận phối hợp vận hành các tuyến vận tải số 1234")] == ["1234"]
    assert [uid for uid, _ in index.near("Biên bản phối hợp vận hành tuyến vận tải Cát Lái.")] == ["x"]


_ROADS = (
    "Tuyến đường bộ ven biển phía đông", "Đầu tư tuyến đường bộ ven biển phía đông", "đường ven biển, phía Đông bộ",
    "Cầu vượt sông Hậu nối hai đầu quốc lộ 1", "Cầu vượt sông Hậu nối hai đầu quốc lộ 91", "Cầu vượt sông Tiền", "",
    "Cụm cống kiểm soát mặn cửa sông Cổ Chiên", "CỤM CỐNG KIỂM SOÁT MẶN CỬA SÔNG CỔ CHIÊN",
)  # fmt: skip


@given(st.lists(st.sampled_from(_ROADS), min_size=1, max_size=9), st.sampled_from(_ROADS), st.sampled_from([0.6, ALIKE]))
def test_all_alike_texts_are_found_as_if_each_were_compared(texts: list[str], asked: str, cutoff: float) -> None:
    one_by_one = [place for place, text in enumerate(texts) if likeness(asked, text) >= cutoff]
    assert Alikes(texts).places(asked, cutoff) == one_by_one
