"""Papers, roads and works that texts speak of."""

from __future__ import annotations

import pytest

from workbench.domain.cited import KnownWorks, cited, likeness_beyond


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Quốc lộ 62 đoạn qua thị xã", "Mở rộng QL.62 (đoạn thị xã)"),
        ("đường tỉnh 639B", "tuyến ĐT.639B"),
        ("cao tốc Gò Dầu - Xa Mát chậm", "Dự án cao tốc Xa Mát – Gò Dầu"),
        ("hồ chứa nước Ia Thul", "hồ Ia Thul"),
        ("Cảng hàng không Nà Sản", "sân bay Nà Sản"),
        ("khu công nghiệp Tân Hương", "KCN Tân Hương"),
        ("theo Nghị quyết số 29/NQ-HĐND", "căn cứ NQ 29/NQ-HĐND ngày 15/7/2023"),
        ("đường Vành đai 4", "dự án vành đai 4"),
    ],
)
def test_one_thing_in_two_wordings(a: str, b: str) -> None:
    assert cited(a).keys & cited(b).keys


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Quốc lộ 62 thiếu cát", "Quốc lộ 61 thiếu cát"),
        ("Quốc lộ 1A", "Quốc lộ 1B"),
        ("cầu Đại Ngãi 1 chậm tiến độ", "cầu Đại Ngãi 2 chậm tiến độ"),
        ("cống Cái Lớn", "sông Cái Lớn"),
        ("ĐT.639B", "ĐT.639"),
    ],
)
def test_two_things_that_look_alike(a: str, b: str) -> None:
    assert cited(a).speaks_of_other(cited(b))


def test_plain_sentences_name_nothing() -> None:
    assert not cited("Chưa thống nhất quy trình vận hành cống ngăn mặn giữa hai tỉnh").keys


def test_a_reworded_sentence_is_alike_another_trouble_of_the_same_road_is_not() -> None:
    first = "Quốc lộ 62 chậm bàn giao mặt bằng, còn 37 hộ chưa đồng thuận"
    assert likeness_beyond(first, "QL.62: 40 hộ dân chưa đồng thuận, mặt bằng bàn giao chậm") >= 0.6
    assert likeness_beyond(first, "Quốc lộ 62 thiếu cát đắp nền do mỏ hết hạn khai thác") < 0.6


def test_a_kind_of_work_without_a_name_is_none() -> None:
    assert not cited("đường điện trung thế, kênh ứ đọng, cầu yếu").works


@pytest.mark.parametrize(
    "text", ["THIẾU CÁT CHO CẦU ĐẠI NGÃI 1 TẠI BỜ PHẢI", "thiếu cát cho cầu đại ngãi 1", "thieu cat cho cau Dai Ngai 1"]
)
def test_a_known_work_is_found_where_letters_do_not_show_names(text: str) -> None:
    known = KnownWorks(["Cầu Đại Ngãi 1 thiếu vốn", "cầu Đại Ngãi 2 thiếu vốn", "cầu Đại Ngãi thiếu vốn"])
    assert known.cited(text).works == cited("cầu Đại Ngãi 1").works


def test_what_two_texts_share_is_told_as_reasons() -> None:
    road = cited("Quốc lộ 62 theo Nghị quyết số 29/NQ-HĐND")
    assert road.shared(cited("QL.62, NQ 29/NQ-HĐND")) == ("match.same_work", "match.same_paper")
    assert road.shared(cited("QL.62 thiếu cát")) == ("match.same_work",)
    assert road.shared(cited("QL.61 thiếu cát")) == ()
