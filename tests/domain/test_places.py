from __future__ import annotations

from datetime import date

import pytest

from workbench.domain.places import PlaceBook, load_places

BEFORE, AFTER = date(2024, 5, 1), date(2026, 5, 1)
BOOK: PlaceBook = load_places()


def found(text: str, on: date | None = None) -> tuple[str, str]:
    match = BOOK.resolve(text, on)
    return (match.place.name if match.place else "", match.how)


@pytest.mark.parametrize(
    "text",
    [
        "TP. Hồ Chí Minh",
        "TP.HCM",
        "tp Hồ Chí Minh",
        "HỒ CHÍ MINH",
        "TPHCM",
        "Thành phố Hồ Chí Minh",
        "Ho Chi Minh",
        "TPHoChiMinh",
    ],
)
def test_one_city_many_spellings(text: str) -> None:
    assert found(text)[0] == "Thành phố Hồ Chí Minh"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Đắc Lắc", "Đắk Lắk"),
        ("Đăk Lăk", "Đắk Lắk"),
        ("ĐĂKLĂK", "Đắk Lắk"),
        ("BR-VT", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Hoà Bình", "Hòa Bình"),
        ("Quãng Ngãi", "Quảng Ngãi"),
        ("KonTum", "Kon Tum"),
        ("UBND TỈNH VĨNH LONG", "Vĩnh Long"),
        ("Tỉnh  Cà mau", "Cà Mau"),
        ("T.P Cần Thơ", "Cần Thơ"),
        ("Bến Tre (không có số liệu)", "Bến Tre"),
        ("Ðồng Nai", "Đồng Nai"),
        ("Q.Nam", "Quảng Nam"),
        ("T. Lào Cai", "Lào Cai"),
        ("T.Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Đ. Nẵng", "Đà Nẵng"),
        ("Ha Noi", "Hà Nội"),
        ("TT-Huế", "Thừa Thiên Huế"),
    ],
)
def test_spellings_that_are_sure(text: str, name: str) -> None:
    match = BOOK.resolve(text, BEFORE)
    assert match.place is not None
    assert (match.place.name, match.sure) == (name, True)


def test_the_same_name_is_another_unit_after_the_merger() -> None:
    old, new = BOOK.resolve("Gia Lai", BEFORE).place, BOOK.resolve("Gia Lai", AFTER).place
    assert old is not None
    assert new is not None
    assert (old.unit_id, new.unit_id) == ("64.1", "52.2")


def test_a_name_of_before_the_merger_stays_and_offers_its_successor() -> None:
    match = BOOK.resolve("Bến Tre", AFTER)
    assert match.how == "old_name"
    assert match.place is not None and match.place.name == "Bến Tre"
    assert match.successor is not None and match.successor.name == "Vĩnh Long"


def test_hue_is_read_by_the_day() -> None:
    assert found("Huế", date(2023, 1, 1)) == ("Thừa Thiên Huế", "alias")
    assert found("Huế", date(2025, 3, 1)) == ("Huế", "exact")
    assert found("Thừa Thiên Huế", AFTER) == ("Thừa Thiên Huế", "old_name")


@pytest.mark.parametrize(("text", "count"), [("HN", 2), ("QN", 3), ("ĐN", 3), ("H.Giang", 2)])
def test_initials_are_never_resolved(text: str, count: int) -> None:
    match = BOOK.resolve(text)
    assert (match.place, match.how, len(match.candidates)) == (None, "ambiguous", count)


@pytest.mark.parametrize("text", ["Long Xuyên", "Tiền Gianh", "x", "", "Hạ tầng"])
def test_unknown_names_have_no_place(text: str) -> None:
    assert found(text) == ("", "unknown")


def test_the_nearest_names_are_suggested() -> None:
    assert BOOK.resolve("Tiền Gianh").candidates[0].name == "Tiền Giang"


@pytest.mark.parametrize("text", ["Đồng Nái", "TP. Vĩnh Long"])
def test_wrong_accents_and_towns_are_doubtful(text: str) -> None:
    assert BOOK.resolve(text).how == "doubtful"
    assert not BOOK.resolve(text).sure


def test_a_change_of_type_is_no_doubt() -> None:
    assert found("tỉnh Quảng Ninh", date(2026, 10, 1)) == ("Quảng Ninh", "exact")
    assert found("TP Đồng Nai", date(2026, 3, 1)) == ("Đồng Nai", "exact")


def test_a_divided_province_has_no_single_successor() -> None:
    old = BOOK.by_id["X-CanTho"]
    assert BOOK.successor(old) is None


def test_the_heir_of_a_unit_is_the_unit_of_today_that_holds_it() -> None:
    assert BOOK.heir("24.1") == BOOK.heir("24.3") == "24.3"


def test_a_unit_that_was_divided_or_is_not_known_is_its_own_heir() -> None:
    assert [BOOK.heir(unit) for unit in ("X-CanTho", "not-a-unit")] == ["X-CanTho", "not-a-unit"]


def test_successors_are_followed_to_the_day() -> None:
    bac_giang = BOOK.by_id["24.1"]
    on = {day: BOOK.successor(bac_giang, day) for day in (date(2025, 1, 1), date(2026, 1, 1), date(2026, 10, 1))}
    assert [place.unit_id if place else None for place in on.values()] == [None, "24.2", "24.3"]


def test_every_old_unit_ends_in_a_unit_of_today() -> None:
    today = {place.unit_id for place in BOOK.on_day(date(2026, 11, 23))}
    ended = [p for p in BOOK.places if p.valid_to and not p.unit_id.startswith("X-")]
    assert all((successor := BOOK.successor(p)) and successor.unit_id in today for p in ended)


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2003, 12, 31), 61),
        (date(2004, 1, 1), 64),
        (date(2008, 8, 1), 63),
        (date(2025, 6, 30), 63),
        (date(2025, 7, 1), 34),
        (date(2026, 11, 23), 34),
    ],
)
def test_number_of_units_by_day(day: date, count: int) -> None:
    units = BOOK.on_day(day)
    assert len(units) == count
    assert len({p.name for p in units}) == count


@pytest.mark.parametrize("day", [date(2004, 1, 1), date(2010, 1, 1), BEFORE, AFTER, date(2026, 11, 23)])
def test_every_name_and_alias_of_a_day_means_its_own_unit(day: date) -> None:
    wrong = [
        (spelling, place.unit_id)
        for place in BOOK.on_day(day)
        for spelling in (place.name, place.full_name, place.name_en, *place.aliases)
        if (found_place := BOOK.resolve(spelling, day).place) is None or found_place.unit_id != place.unit_id
    ]
    assert wrong == []


def split(text: str, on: date = BEFORE) -> list[str]:
    home = BOOK.region("ĐBSCL", AFTER)
    return [
        m.place.name if m.place else m.region.abbr if m.region else f"?{m.text}" for m in BOOK.split(text, on, home=home)
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hà Nội, Quảng Ninh", ["Hà Nội", "Quảng Ninh"]),
        ("TP. Đà Nẵng, tỉnh Quảng Ngãi và tỉnh Gia Lai", ["Đà Nẵng", "Quảng Ngãi", "Gia Lai"]),
        ("Bà Rịa - Vũng Tàu, Long An", ["Bà Rịa - Vũng Tàu", "Long An"]),
        ("Bà Rịa - Vũng Tàu - Đồng Nai - Bình Dương", ["Bà Rịa - Vũng Tàu", "Đồng Nai", "Bình Dương"]),
        ("Thừa Thiên - Huế; Quảng Trị", ["Thừa Thiên Huế", "Quảng Trị"]),
        ("TP.HCM-Long An-Tiền Giang", ["Thành phố Hồ Chí Minh", "Long An", "Tiền Giang"]),
        ("- tỉnh Cà Mau\n- tỉnh Hậu Giang", ["Cà Mau", "Hậu Giang"]),
        ("1. Hà Nội\n2. Hải Phòng", ["Hà Nội", "Hải Phòng"]),
        ("An Giang/Cà Mau", ["An Giang", "Cà Mau"]),
        ("các tỉnh: An Giang, Kiên Giang", ["An Giang", "Kiên Giang"]),
        ("các tỉnh Thanh Hóa, Nghệ An", ["Thanh Hóa", "Nghệ An"]),
        ("Các tỉnh, thành phố: Cần Thơ, Cà Mau", ["Cần Thơ", "Cà Mau"]),
        ("UBND tỉnh Vĩnh Long, UBND TP Cần Thơ", ["Vĩnh Long", "Cần Thơ"]),
        ("Cần Thơ (chủ trì), An Giang (phối hợp)", ["Cần Thơ", "An Giang"]),
        ("tỉnh An Giang tỉnh Cà Mau", ["An Giang", "Cà Mau"]),
        ("13 tỉnh, thành phố vùng ĐBSCL", ["ĐBSCL"]),
        ("Hà Nội và các tỉnh Đồng bằng sông Hồng", ["Hà Nội", "ĐBSH"]),
        ("toàn vùng", ["ĐBSCL"]),
        ("An Giang, Cà Mau, An Giang", ["An Giang", "Cà Mau"]),
        ("Đồng Nai, Tiền Gianh", ["Đồng Nai", "?Tiền Gianh"]),
    ],
)
def test_lists_in_one_cell(text: str, names: list[str]) -> None:
    assert split(text) == names


def test_a_whole_region_without_a_home_is_unknown() -> None:
    assert BOOK.split("toàn vùng", BEFORE)[0].how == "unknown"


def test_a_doubtful_double_is_not_swallowed() -> None:
    assert [m.how for m in BOOK.split("Đồng Nai, Đồng Nái", BEFORE)] == ["exact", "doubtful"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND TỈNH VĨNH LONG", ["Vĩnh Long"]),
        ("Sở Tài chính tỉnh Cà Mau", ["Cà Mau"]),
        ("CẦN THƠ, ngày 5 tháng 8 năm 2026", ["Cần Thơ"]),
        ("PL2 Ha Noi (ban ky).xlsx", ["Hà Nội"]),
        ("Bieu02_TPHoChiMinh.xlsx", ["Thành phố Hồ Chí Minh"]),
        ("Bieu01_QuangNinh.xlsx", ["Quảng Ninh"]),
        ("ubndtinhcamau_bieu2.xls", ["Cà Mau"]),
        ("BC năm 2024 - Bà Rịa - Vũng Tàu sửa lần 2.csv", ["Bà Rịa - Vũng Tàu"]),
        ("Thỏa thuận giữa TP.HCM và Tây Ninh", ["Thành phố Hồ Chí Minh", "Tây Ninh"]),
        ("hợp tác vì hòa bình, thái bình", []),
        ("Châu Á - Thái Bình Dương", []),
        ("thue dat, danh sach tham gia", []),
        ("bieu 1 - Copy.xlsx", []),
    ],
)
def test_names_inside_running_text(text: str, names: list[str]) -> None:
    assert [m.place.name for m in BOOK.find_in(text, BEFORE) if m.place] == names


@pytest.mark.parametrize(
    ("region", "on", "count"),
    [
        ("ĐBSCL", BEFORE, 13),
        ("ĐBSCL", AFTER, 5),
        ("Đông Nam Bộ", BEFORE, 6),
        ("vùng Tây Nguyên", BEFORE, 5),
        ("KTTĐ Bắc Bộ", BEFORE, 7),
        ("ĐBSH", date(2026, 11, 23), 6),
    ],
)
def test_members_of_a_region_by_day(region: str, on: date, count: int) -> None:
    found_region = BOOK.resolve(region, on).region or BOOK.region(region, on)
    assert found_region is not None
    assert len(BOOK.members(found_region, on)) == count


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_the_six_regions_cover_every_unit_once(day: date) -> None:
    regions = [r for r in BOOK.regions if r.kind == "vung_ktxh" and BOOK.region(r.region_id, day) is r]
    members = [p.unit_id for r in regions for p in BOOK.members(r, day)]
    assert sorted(members) == sorted(p.unit_id for p in BOOK.on_day(day))


@pytest.mark.parametrize("text", ["UBND thành phố Huế", "TP Huế", "TP. Huế", "Thành phố Huế"])
def test_hue_as_a_town_before_2025_is_told_by_its_province(text: str) -> None:
    assert found(text, date(2024, 3, 1)) == ("Thừa Thiên Huế", "town")
    assert found(text, date(2025, 1, 1))[0] == "Huế"


@pytest.mark.parametrize(
    "text",
    [
        "Các tỉnh, thành phố vùng Đông Nam Bộ",
        "các tỉnh, thành phố trong vùng Đông Nam Bộ.",
        "UBND các tỉnh, thành phố thuộc vùng ĐNB",
        "Tất cả các tỉnh vùng Đông Nam Bộ",
    ],
)
def test_the_provinces_of_a_region_are_its_members_on_the_day(text: str) -> None:
    assert len(BOOK.split(text, BEFORE)) == 6
    assert [m.place.name for m in BOOK.split(text, AFTER) if m.place and m.sure and m.region] == [
        "Đồng Nai",
        "Thành phố Hồ Chí Minh",
        "Tây Ninh",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Các tỉnh, thành phố vùng",
        "Các tỉnh, thành phố vùng biển phía Tây",
        "Các tỉnh, thành phố vùng Đông Nam Bộ và Tây Nguyên",
        "Các tỉnh, thành phố vùng Đông Nam Bộ, Long An",
    ],
)
def test_a_region_that_is_not_plain_stays_one_text_to_ask_about(text: str) -> None:
    assert [(m.text, m.place, m.sure) for m in BOOK.split(text, BEFORE)] == [(text, None, False)]


def test_the_provinces_of_a_region_that_has_changed_are_not_told_without_a_day() -> None:
    text = "Các tỉnh, thành phố vùng Đông Nam Bộ"
    assert [(m.text, m.place, m.how) for m in BOOK.split(text)] == [(text, None, "region")]


def test_a_cell_that_only_says_former_is_no_place() -> None:
    assert found("cũ " * 2000) == ("", "unknown")
