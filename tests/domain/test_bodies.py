from __future__ import annotations

from datetime import date

import pytest

from workbench.domain.bodies import LADDER, BodyBook, load_bodies, rung

BEFORE, AFTER = date(2024, 6, 1), date(2026, 6, 1)
BOOK: BodyBook = load_bodies()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bộ KH&ĐT", "Bộ Kế hoạch và Đầu tư"),
        ("BGTVT", "Bộ Giao thông vận tải"),
        ("bộ giao thông", "Bộ Giao thông vận tải"),
        ("Bộ NN và PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("Bộ Nông nghiệp và PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("Bộ LĐ-TB&XH", "Bộ Lao động - Thương binh và Xã hội"),
        ("Bộ VHTT&DL", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Bộ Văn hoá, Thể thao và Du lịch", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Bộ Kế hoạch và Ðầu tư", "Bộ Kế hoạch và Đầu tư"),
        ("Bo Tai chinh", "Bộ Tài chính"),
        ("Bộ trưởng Bộ Tài chính", "Bộ Tài chính"),
        ("Bộ CT", "Bộ Công Thương"),
        ("BCT", "Bộ Công Thương"),
        ("TTgCP", "Thủ tướng Chính phủ"),
        ("Thủ tướng", "Thủ tướng Chính phủ"),
        ("VPCP", "Văn phòng Chính phủ"),
        ("HĐĐP vùng", "Hội đồng điều phối vùng"),
        ("HĐĐP vùng ĐBSCL", "Hội đồng điều phối vùng đồng bằng sông Cửu Long"),
        ("Uỷ ban TVQH", "Ủy ban Thường vụ Quốc hội"),
        ("UBND tỉnh Vĩnh Long", "Ủy ban nhân dân tỉnh Vĩnh Long"),
        ("HĐND TP Cần Thơ", "Hội đồng nhân dân thành phố Cần Thơ"),
        ("Sở KHCN TUYÊN QUANG", "Sở Khoa học và Công nghệ tỉnh Tuyên Quang"),
    ],
)
def test_bodies_under_every_name(text: str, name: str) -> None:
    match = BOOK.resolve(text, BEFORE)
    assert match.body is not None
    assert match.name == name


def test_a_short_name_is_read_by_the_day() -> None:
    names = [BOOK.resolve("Bộ Nông nghiệp", day).name for day in (BEFORE, AFTER)]
    assert names == ["Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Nông nghiệp và Môi trường"]


def test_without_a_day_a_short_name_of_two_is_ambiguous() -> None:
    match = BOOK.resolve("Bộ Nông nghiệp")
    assert (match.body, match.how, len(match.candidates)) == (None, "ambiguous", 2)


def test_a_dissolved_ministry_keeps_its_name_and_names_its_heir() -> None:
    match = BOOK.resolve("Bộ GTVT", AFTER)
    assert (match.name, match.how) == ("Bộ Giao thông vận tải", "old_name")
    assert [body.body_id for body in match.successors] == ["BXD"]


@pytest.mark.parametrize("text", ["Bộ X", "Bộ", "các cơ quan liên quan", "", "Công ty cổ phần"])
def test_unknown_bodies_stay_as_written(text: str) -> None:
    match = BOOK.resolve(text)
    assert (match.body, match.how, match.name) == (None, "unknown", text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thủ tướng Chính phủ; Bộ Tài chính", ["Thủ tướng Chính phủ", "Bộ Tài chính"]),
        ("- Bộ KH&ĐT\n- Bộ TC", ["Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"]),
        ("Bộ Văn hóa, Thể thao và Du lịch, Bộ Tài chính", ["Bộ Văn hóa, Thể thao và Du lịch", "Bộ Tài chính"]),
        ("Bộ Nông nghiệp và Môi trường và Bộ Tài chính", ["Bộ Nông nghiệp và Môi trường", "Bộ Tài chính"]),
        (
            "Bộ Lao động - Thương binh và Xã hội và Bộ Xây dựng",
            ["Bộ Lao động - Thương binh và Xã hội", "Bộ Xây dựng"],
        ),
        ("Các Bộ: Tài chính, Xây dựng, Công Thương", ["Bộ Tài chính", "Bộ Xây dựng", "Bộ Công Thương"]),
        ("Bộ Tài chính, Xây dựng", ["Bộ Tài chính", "Bộ Xây dựng"]),
        ("Bộ KH&ĐT/Bộ TC", ["Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"]),
        ("Bộ GTVT - Bộ XD", ["Bộ Giao thông vận tải", "Bộ Xây dựng"]),
        ("Chính phủ, Quốc hội", ["Chính phủ", "Quốc hội"]),
        (
            "UBND tỉnh Vĩnh Long, UBND TP Cần Thơ",
            ["Ủy ban nhân dân tỉnh Vĩnh Long", "Ủy ban nhân dân thành phố Cần Thơ"],
        ),
        ("Bộ Tài chính (chủ trì), Bộ Công Thương", ["Bộ Tài chính", "Bộ Công Thương"]),
        ("Bộ X, Bộ Tài chính", ["Bộ X", "Bộ Tài chính"]),
        ("Bộ Tài chính; Bộ TC", ["Bộ Tài chính"]),
    ],
)
def test_several_bodies_in_one_cell(text: str, names: list[str]) -> None:
    assert [match.name for match in BOOK.split(text, BEFORE)] == names


def test_every_official_name_and_sign_means_its_body_on_its_days() -> None:
    wrong = []
    for body in BOOK.bodies:
        day = body.valid_to or AFTER
        match = BOOK.resolve(body.name, day)
        if match.body is not body:
            wrong.append((body.name, match.how))
    assert wrong == []


def test_levels_climb_the_ladder() -> None:
    order = ["Sở Tài chính", "UBND", "Bộ Tài chính", "HĐĐP vùng", "Thủ tướng", "Chính phủ", "UBTVQH", "Quốc hội"]
    bodies = [BOOK.resolve(name).body for name in order]
    rungs = [rung(body.level) for body in bodies if body]
    assert rungs == sorted(set(rungs))


def test_levels_are_known_keys() -> None:
    assert {body.level for body in BOOK.bodies} <= {*LADDER, "party", ""}


def test_the_deputy_prime_minister_stands_with_the_prime_minister() -> None:
    deputy = BOOK.resolve("Phó Thủ tướng").body
    assert deputy is not None
    assert deputy.level == "prime_minister"


def test_successors_named_in_the_table_exist() -> None:
    assert [s for body in BOOK.bodies for s in body.successors if s not in BOOK.by_id] == []


def test_two_bodies_joined_by_a_word_are_two_though_together_they_read_like_one() -> None:
    found = load_bodies().split("Thủ tướng và Chính phủ", None)
    assert [m.body.name for m in found if m.body] == ["Thủ tướng Chính phủ", "Chính phủ"]
    assert [m.body.name for m in load_bodies().split("Bộ NN và MT", None) if m.body] == ["Bộ Nông nghiệp và Môi trường"]


def test_pages_of_joined_words_are_prose_and_a_long_list_keeps_every_body() -> None:
    page = "12/3/2026 " * 3000
    assert [m.body for m in BOOK.split(page, AFTER)] == [None]
    signs = ["BTC", "BXD", "BCT", "BYT", "BNV", "BTP", "BQP", "BCA", "BNG", "BKHCN", "BGDĐT"]
    assert all(match.body for match in BOOK.split(", ".join(signs), AFTER))
    assert len(BOOK.split(", ".join(signs), AFTER)) == len(signs)
    everyone = "Ủy ban Văn hóa, Giáo dục, Thanh niên, Thiếu niên và Nhi đồng, Bộ Tài chính"
    assert BOOK.split(everyone, BEFORE)[-1].name == "Bộ Tài chính"
