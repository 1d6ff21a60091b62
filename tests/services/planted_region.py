"""A region of six localities with contradictions, gaps and overlaps planted, each in its own words, among what agrees.

`PLANTED_*` say what an officer would want to be shown; whatever else is shown is a false alarm.
"""

from __future__ import annotations

from typing import Any

from tests.building import new, write
from tests.services.linkage_scene import furnish
from workbench.records.changes import Change
from workbench.services.workbench import Workbench

PLACES = ("VL", "DT", "CM", "CT", "AG")
REGION = "R"
Item = tuple[str, str, tuple[str, ...], str, str, int | None, int | None]

# name, class, localities touched, alignment, scale, years: by plan
PLANS: dict[str, tuple[Item, ...]] = {
    REGION: (
        ("Đường bộ ven biển", "transport", ("VL", "CT", "CM"), "Dọc bờ biển đông", "Cấp III, 4 làn xe", 2026, 2030),
        ("Hồ trữ nước ngọt liên tỉnh", "storage", ("DT", "AG"), "Vùng trũng đầu nguồn", "1.200 ha", 2026, 2030),
        ("Cụm cống kiểm soát mặn cửa Cổ Chiên", "salinity", ("VL", "DT"), "Cửa Cổ Chiên", "3 cống", 2026, 2029),
        ("Kênh vận tải thủy phía tây", "transport", ("CT", "AG", "CM"), "Theo kênh hiện hữu", "Cấp III", 2025, 2029),
        ("Đê biển Tây", "climate", ("AG", "CM"), "Ven biển Tây", "Dài 112 km", 2026, 2030),
        ("Trạm bơm chống ngập vùng giáp ranh", "flood", ("CT", "VL"), "Giáp ranh", "20 m3/s", 2027, 2029),
        ("Cầu Đại Ngãi 3", "transport", ("CT", "VL"), "Hạ lưu phà cũ", "4 làn xe", 2027, 2030),
        ("Âu thuyền, cống Ninh Quới", "irrigation", ("CM", "CT"), "Ngã tư Ninh Quới", "Âu rộng 12 m", 2026, 2028),
    ),
    "VL": (
        ("Đường bộ ven biển", "transport", ("VL", "CT"), "Dọc bờ biển đông", "4 làn xe, cấp III", 2026, 2030),
        ("Cụm cống kiểm soát mặn cửa Cổ Chiên", "salinity", ("VL", "DT"), "Cửa Cổ Chiên", "3 cống", 2026, 2029),
        ("Trạm bơm chống ngập vùng giáp ranh", "irrigation", ("VL", "CT"), "Giáp ranh", "20 m3/s", 2027, 2029),
        ("Cầu Đại Ngãi 3", "transport", ("VL", "CT"), "Hạ lưu phà cũ", "4 làn xe", 2027, 2030),
        ("Công viên bờ sông nội thị", "other", ("VL",), "Nội thị", "12 ha", 2026, 2027),
    ),
    "CT": (
        ("Đường bộ ven biển", "transport", ("CT", "VL", "CM"), "Dọc bờ biển đông", "Cấp IV, 2 làn xe", 2026, 2030),
        ("Kênh vận tải thủy phía tây", "transport", ("CT", "AG", "CM"), "Theo kênh hiện hữu", "Cấp III", 2025, 2029),
        ("Trạm bơm chống ngập ở vùng giáp ranh", "flood", ("CT", "VL"), "Giáp ranh", "20 m3/s", 2027, 2029),
        ("Công trình ngăn mặn ở Ninh Quới", "irrigation", ("CT", "CM"), "Ngã tư Ninh Quới", "Âu rộng 12 m", 2026, 2028),
    ),
    "DT": (
        ("Hồ trữ nước ngọt liên tỉnh", "storage", ("DT", "AG"), "Vùng trũng đầu nguồn", "900 ha", 2026, 2030),
    ),
    "AG": (
        ("Hồ chứa nước ngọt liên tỉnh", "storage", ("AG", "DT"), "Vùng trũng đầu nguồn", "1.200 ha", 2026, 2030),
        ("Kênh vận tải thuỷ phía tây", "transport", ("AG", "CT", "CM"), "Theo kênh hiện hữu", "Cấp III", 2025, 2029),
        ("Đê biển Tây", "climate", ("AG", "CM"), "Ven biển Tây", "Dài 112 km", 2026, 2030),
    ),
    "CM": (
        ("Đường bộ ven biển", "transport", ("CM", "CT"), "Dọc bờ biển đông", "Cấp III, 4 làn xe", 2026, 2030),
        ("Đê biển Tây", "climate", ("CM", "AG"), "Ven biển Tây", "Dài 112 km", 2031, 2035),
        ("Âu thuyền Ninh Quới", "irrigation", ("CM", "CT"), "Ngã tư Ninh Quới", "Âu rộng 12 m", 2026, 2028),
    ),
}  # fmt: skip
#: Pair of plans, part of the work's name, the fields that must be named.
PLANTED_PAIRS: tuple[tuple[frozenset[str], str, frozenset[str]], ...] = tuple(
    (frozenset(plans), work, frozenset(fields))
    for plans, work, fields in (
        ((REGION, "CT"), "Đường bộ", {"scale"}),
        (("VL", "CT"), "Đường bộ", {"scale"}),
        (("CT", "CM"), "Đường bộ", {"scale"}),
        ((REGION, "DT"), "Hồ ", {"scale"}),
        (("DT", "AG"), "Hồ ", {"scale"}),
        ((REGION, "DT"), "cống", {"localities", "name"}),
        (("VL", "DT"), "cống", {"localities", "name"}),
        ((REGION, "CM"), "Kênh", {"localities", "name"}),
        (("CT", "CM"), "Kênh", {"localities", "name"}),
        (("AG", "CM"), "Kênh", {"localities", "name"}),
        ((REGION, "CM"), "Đê", {"years"}),
        (("AG", "CM"), "Đê", {"years"}),
        ((REGION, "VL"), "Trạm bơm", {"project_class"}),
        (("VL", "CT"), "Trạm bơm", {"project_class"}),
        ((REGION, "CT"), "Cầu", {"localities", "name"}),
        (("VL", "CT"), "Cầu", {"localities", "name"}),
    )
)

# id, locality, sector, product, place, market, years, capital
SECTORS: tuple[tuple[str, str, str, str, str, str, int | None, int | None], ...] = (
    ("cang1", "CT", "H52", "Trung tâm logistics hạng I", "Cảng sông Hậu", "Container nông sản xuất khẩu", 2025, 2030),
    ("cang2", "VL", "H52", "Trung tâm logistics, cảng cạn", "Bờ bắc cảng sông Hậu", "Container nông sản", 2026, 2029),
    ("tom1", "CM", "A03", "Tôm nước lợ", "Ven biển Tây", "Chế biến tôm xuất khẩu", 2021, 2030),
    ("tom2", "AG", "A03", "Giống tôm nước lợ", "Vùng ven biển Tây", "", 2024, 2030),
    ("qua1", "DT", "C10", "Chế biến trái cây đông lạnh", "Ven sông Tiền", "Trái cây xuất khẩu", 2025, 2029),
    ("qua2", "VL", "C10", "Nhà máy trái cây đông lạnh", "Thị xã ven quốc lộ", "Trái cây xuất khẩu", 2026, 2030),
    ("gio1", "CM", "D", "Điện gió ven biển", "Ven biển phía đông", "Lưới truyền tải phía nam", 2024, 2030),
    ("gio2", "VL", "D35", "Điện gió gần bờ", "Ven biển phía đông", "Lưới truyền tải phía nam", 2025, 2030),
    ("cat1", "AG", "B08", "Khai thác cát sông", "Sông Tiền", "", 2021, 2026),
    ("cat2", "DT", "B08", "Khai thác cát lòng sông", "Sông Tiền, sông Hậu", "", 2021, 2027),
    ("dl1", "CT", "N79", "Du lịch sông nước", "Chợ nổi Cái Răng", "Khách trong nước", 2022, 2030),
    ("dl2", "VL", "N79", "Du lịch sông nước", "", "Khách trong nước", 2023, 2030),
    ("it1", "CT", "J62", "Khu công nghệ thông tin tập trung", "Khu đô thị Nam Cần Thơ", "Dịch vụ số", 2025, 2030),
    ("it2", "AG", "J62", "Khu công nghệ thông tin tập trung", "Khu đô thị Tây Long Xuyên", "Dịch vụ số", 2025, 2030),
    ("xoai1", "DT", "A01", "Xoài xuất khẩu", "Cao Lãnh", "Thị trường Hàn Quốc", 2024, 2030),
    ("xoai2", "AG", "A01", "Cây ăn trái chủ lực: xoài", "Chợ Mới", "Xuất khẩu sang Hàn Quốc", 2024, 2028),
    # like the above in one thing or two, and no overlap
    ("no1", "CM", "C10", "Chế biến tôm đông lạnh", "Khu công nghiệp ven biển", "Tôm đông lạnh xuất khẩu", 2021, 2024),
    ("no2", "AG", "A01", "Lúa ba vụ", "Vùng trũng đầu nguồn", "Gạo xuất khẩu", 2021, 2025),
    ("no3", "DT", "A01", "Sen", "Gò Tháp", "Nông sản hữu cơ trong nước", 2024, 2030),
    ("no4", "AG", "N79", "Du lịch biển, đảo", "Đảo ngoài khơi", "Khách quốc tế nghỉ dưỡng", 2021, 2030),
    ("no5", "DT", "B08", "Khai thác sét gạch", "Gò đồi biên giới", "Gạch ngói", 2028, 2030),
    ("no6", "CM", "H52", "Kho lạnh thủy sản", "Cảng Năm Căn", "Thủy sản đông lạnh", 2025, 2030),
    ("no7", "VL", "J62", "Phần mềm giáo dục", "Trường đại học", "Trường học trong nước", 2025, 2030),
    ("no8", "CT", "D", "Điện rác", "Thới Lai", "Rác đô thị", 2024, 2030),
)
# id, localities, class, name, place, years
PROJECTS: tuple[tuple[str, tuple[str, ...], str, str, str, int, int], ...] = (
    ("p-cong1", ("VL", "DT"), "salinity", "Cụm cống kiểm soát mặn cửa Cổ Chiên", "Cửa sông Cổ Chiên", 2026, 2029),
    ("p-cong2", ("VL",), "salinity", "Cống ngăn mặn đầu vàm Cổ Chiên", "Vàm sông Cổ Chiên", 2026, 2027),
    ("p-ho1", ("DT", "AG"), "storage", "Hồ trữ nước ngọt liên tỉnh", "Vùng trũng đầu nguồn", 2026, 2030),
    ("p-ho2", ("AG",), "storage", "Hồ trữ ngọt Tứ giác", "Vùng trũng đầu nguồn", 2027, 2029),
    ("p-no1", ("VL", "CT", "CM"), "transport", "Đường bộ ven biển", "Ven biển phía đông", 2024, 2029),
    ("p-no2", ("VL", "CT"), "transport", "Cầu Đại Ngãi 3", "Sông Hậu, hạ lưu phà", 2027, 2031),
    ("p-no3", ("CT", "AG", "CM"), "transport", "Kênh vận tải thủy phía tây", "Kênh liên tỉnh", 2025, 2028),
    ("p-no4", ("CT",), "flood", "Chống ngập đô thị trung tâm", "Đô thị Cần Thơ", 2024, 2028),
    ("p-no5", ("CM",), "flood", "Kè sông, chống ngập đô thị", "Đô thị Cà Mau", 2023, 2025),
    ("p-no6", ("VL",), "salinity", "Cống ngăn mặn Vũng Liêm", "Vũng Liêm", 2019, 2022),
)
PLANTED_OVERLAPS: tuple[frozenset[str], ...] = tuple(
    frozenset(pair)
    for pair in (
        ("cang1", "cang2"), ("tom1", "tom2"), ("qua1", "qua2"), ("gio1", "gio2"), ("cat1", "cat2"), ("dl1", "dl2"),
        ("it1", "it2"), ("p-cong1", "p-cong2"), ("p-ho1", "p-ho2"),
        ("xoai1", "xoai2"),  # in words that have little in common
    )
)  # fmt: skip


def planted(record: Workbench) -> None:
    """Put the region into an empty record."""
    furnish(record)
    write(record, new("region", REGION, name="Vùng thử", kind="vung_ktxh"), *_members(), *_catalogue())
    write(record, *_plans())
    write(record, *(_sector(n, *row) for n, row in enumerate(SECTORS, 1)))
    write(record, *(_project(n, *row) for n, row in enumerate(PROJECTS, 1)))


def _members() -> list[Change]:
    return [new("region_member", f"rm-{place}", region=REGION, locality=place) for place in PLACES]


def _catalogue() -> list[Change]:
    codes = sorted({row[2] for row in SECTORS})
    return [
        new("catalogue_entry", f"s-{c}", catalogue="sector", code=c, label=c, position=n) for n, c in enumerate(codes)
    ]


def _plans() -> list[Change]:
    made = []
    for n, (whose, items) in enumerate(PLANS.items(), 1):
        own: dict[str, Any] = (
            {"level": "regional", "region": REGION} if whose == REGION else {"level": "provincial", "locality": whose}
        )
        made.append(new("plan", f"q-{whose}", code=f"QH-2026-{n:03d}", name=f"Quy hoạch {whose}", period="2021-2030",
                        state="approved", **own))  # fmt: skip
        for ordinal, (name, kind, places, alignment, scale, first, last) in enumerate(items, 1):
            made.append(new("plan_item", f"i-{whose}-{ordinal}", plan=f"q-{whose}", ordinal=ordinal, name=name,
                            project_class=kind, localities=places, alignment=alignment, scale=scale, year_from=first,
                            year_to=last))  # fmt: skip
    return made


def _sector(n: int, uid: str, *said: Any) -> Change:
    keys = ("locality", "sector", "product", "place", "market", "year_from", "year_to")
    values = {key: value or None for key, value in zip(keys, said, strict=True)}
    return new("sector_priority", uid, code=f"NG-2026-{n:03d}", capital=n * 10**11, **values)


def _project(n: int, uid: str, *said: Any) -> Change:
    keys = ("localities", "project_class", "name", "place", "year_from", "year_to")
    values = dict(zip(keys, said, strict=True))
    return new("project", uid, code=f"DA-2026-{n:03d}", status="doing", total_investment=n * 10**11, **values)
