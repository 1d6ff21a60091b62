"""Priorities and projects from one end of the country to the other: what covers the same ground, and what only looks so.

Each row that is no overlap is like another in all but one thing: far apart, another product at the same place, other
years, a word that any place has, a road of another number, the next phase of the same work.
"""

from __future__ import annotations

from datetime import date

from tests.building import new, write
from workbench.records.changes import Change
from workbench.services.workbench import Workbench

# id, code, name: as they are called since July 2025
PLACES: tuple[tuple[str, str, str], ...] = (
    ("HN", "01", "Hà Nội"), ("CB", "04", "Cao Bằng"), ("TQ", "08", "Tuyên Quang"), ("SL", "14", "Sơn La"),
    ("LC", "15", "Lào Cai"), ("TNg", "19", "Thái Nguyên"), ("LS", "20", "Lạng Sơn"), ("QN", "22", "Quảng Ninh"),
    ("BN", "24", "Bắc Ninh"), ("PT", "25", "Phú Thọ"), ("HP", "31", "Hải Phòng"), ("HY", "33", "Hưng Yên"),
    ("NB", "37", "Ninh Bình"), ("TH", "38", "Thanh Hóa"), ("NA", "40", "Nghệ An"), ("HT", "42", "Hà Tĩnh"),
    ("QT", "44", "Quảng Trị"), ("HUE", "46", "Huế"), ("DNa", "48", "Đà Nẵng"), ("QNg", "51", "Quảng Ngãi"),
    ("GL", "52", "Gia Lai"), ("KH", "56", "Khánh Hòa"), ("DL", "66", "Đắk Lắk"), ("LD", "68", "Lâm Đồng"),
    ("DN", "75", "Đồng Nai"), ("HCM", "79", "Hồ Chí Minh"), ("TN", "80", "Tây Ninh"), ("DT", "82", "Đồng Tháp"),
    ("VL", "86", "Vĩnh Long"), ("AG", "91", "An Giang"), ("CT", "92", "Cần Thơ"), ("CM", "96", "Cà Mau"),
)  # fmt: skip
REGIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Trung du và miền núi phía Bắc", ("CB", "TQ", "SL", "LC", "TNg", "LS", "PT")),
    ("Đồng bằng sông Hồng", ("HN", "QN", "BN", "HP", "HY", "NB")),
    ("Bắc Trung Bộ", ("TH", "NA", "HT", "QT", "HUE")),
    ("Duyên hải Nam Trung Bộ và Tây Nguyên", ("DNa", "QNg", "GL", "KH", "DL", "LD")),
    ("Đông Nam Bộ", ("DN", "HCM", "TN")),
    ("Đồng bằng sông Cửu Long", ("DT", "VL", "AG", "CT", "CM")),
)
LABELS: dict[str, str] = {
    "A01": "Nông nghiệp và hoạt động dịch vụ có liên quan", "A02": "Lâm nghiệp và hoạt động dịch vụ có liên quan",
    "A03": "Khai thác, nuôi trồng thủy sản", "B08": "Khai khoáng khác", "C10": "Sản xuất, chế biến thực phẩm",
    "C23": "Sản xuất sản phẩm từ khoáng phi kim loại khác", "C25": "Sản xuất sản phẩm từ kim loại đúc sẵn",
    "C26": "Sản xuất sản phẩm điện tử, máy vi tính và sản phẩm quang học",
    "D35": "Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí",
    "G46": "Bán buôn", "H52": "Kho bãi và các hoạt động hỗ trợ cho vận tải", "J62": "Lập trình máy vi tính",
    "N79": "Hoạt động của các đại lý du lịch, kinh doanh tua du lịch",
}  # fmt: skip
# id, locality, sector, product, place, market, years
SECTORS: tuple[tuple[str, str, str, str, str, str, int, int], ...] = (
    ("cf1", "LD", "A01", "Cà phê đặc sản", "Bảo Lộc", "Châu Âu", 2024, 2030),
    ("cf2", "DL", "A01", "Trồng và chế biến cà phê đặc sản", "Buôn Hồ", "Thị trường châu Âu", 2025, 2030),
    ("log1", "DN", "H52", "Cảng cạn, dịch vụ hậu cần", "Nhơn Trạch, dọc vành đai 3", "Container Cái Mép", 2026, 2030),
    ("log2", "HCM", "H52", "Trung tâm logistics và cảng cạn", "Dọc Vành đai 3, phía đông", "", 2025, 2030),
    ("tm1", "KH", "D35", "Điện mặt trời", "Ven đầm Nại", "", 2022, 2030),
    ("tm2", "LD", "D35", "Nhà máy điện mặt trời", "", "Lưới điện quốc gia", 2024, 2030),
    ("du1", "DNa", "N79", "Du lịch hội nghị", "Bán đảo Sơn Trà", "Khách MICE quốc tế", 2024, 2030),
    ("du2", "HUE", "N79", "Du lịch MICE", "Lăng Cô", "Khách MICE quốc tế", 2025, 2030),
    ("dt1", "NA", "C26", "Linh kiện điện tử", "Khu kinh tế Đông Nam", "Doanh nghiệp FDI điện tử", 2025, 2030),
    ("dt2", "HT", "C26", "Linh kiện điện tử, bán dẫn", "Khu kinh tế Vũng Áng", "Doanh nghiệp FDI", 2026, 2030),
    ("ca1", "QNg", "H52", "Cảng nước sâu", "Dung Quất", "Hàng tổng hợp Nam Lào, Tây Nguyên", 2024, 2030),
    ("ca2", "GL", "H52", "Cảng tổng hợp nước sâu", "Quy Nhơn", "Hàng Tây Nguyên, Nam Lào", 2025, 2030),
    ("ck1", "LS", "G46", "Chợ đầu mối nông sản", "Cửa khẩu Hữu Nghị", "Trung Quốc", 2024, 2030),
    ("ck2", "CB", "G46", "Trung tâm giao dịch nông sản", "Cửa khẩu Tà Lùng", "Xuất khẩu sang Trung Quốc", 2025, 2030),
    ("go1", "TQ", "A02", "Rừng gỗ lớn", "Lưu vực sông Lô", "Gỗ ván sàn xuất khẩu", 2021, 2030),
    ("go2", "PT", "A02", "Trồng rừng gỗ lớn", "Hạ lưu sông Lô", "Chế biến gỗ trong nước", 2023, 2030),
    ("vai1", "BN", "A01", "Vải thiều", "Lục Ngạn", "Nhật Bản", 2023, 2030),
    ("vai2", "DL", "A01", "Vải thiều chín sớm", "Ea Kar", "Thị trường Nhật Bản", 2024, 2030),
    ("dieu1", "BP", "C10", "Chế biến hạt điều", "Bù Đăng", "Hoa Kỳ", 2021, 2030),
    ("dieu2", "TN", "C10", "Hạt điều chế biến sâu", "Tân Biên", "Xuất khẩu sang Hoa Kỳ", 2024, 2030),
    # the same sector and product, far apart
    ("n-caphe", "SL", "A01", "Cà phê", "Mai Sơn", "Xuất khẩu", 2021, 2030),
    ("n-gio1", "QN", "D35", "Điện gió", "Ven biển", "Lưới điện quốc gia", 2025, 2030),
    ("n-gio2", "CM", "D35", "Điện gió", "Ven biển", "Lưới điện quốc gia", 2024, 2030),
    ("n-cat1", "LC", "B08", "Khai thác cát", "Sông Hồng", "Trong nước", 2021, 2030),
    ("n-cat2", "HY", "B08", "Khai thác cát sỏi", "Sông Hồng", "Trong nước", 2022, 2030),
    ("n-pm1", "DNa", "J62", "Phần mềm", "Khu công nghệ thông tin tập trung", "Nhật Bản", 2024, 2030),
    ("n-pm2", "HCM", "J62", "Phần mềm", "Công viên phần mềm", "Hoa Kỳ", 2024, 2030),
    ("n-hau", "HP", "A03", "Nuôi hàu", "Ven biển", "Trong nước", 2024, 2030),
    ("n-tom", "CM", "A03", "Tôm sinh thái", "Ven biển", "Liên minh châu Âu", 2024, 2030),
    # the same place, another sector
    ("n-xang", "HT", "H52", "Kho xăng dầu", "Khu kinh tế Vũng Áng", "Doanh nghiệp FDI", 2025, 2030),
    ("n-che", "LD", "C10", "Chế biến chè", "Bảo Lộc", "Châu Âu", 2024, 2030),
    # the years do not meet
    ("n-cho", "LS", "G46", "Chợ cửa khẩu nông sản", "Cửa khẩu Tân Thanh", "Trung Quốc", 2016, 2020),
    ("n-cang", "QT", "H52", "Cảng nước sâu", "Mỹ Thủy", "Hàng Nam Lào", 2031, 2035),
    # neighbours in one sector that make and sell other things
    ("n-lua", "AG", "A01", "Lúa chất lượng cao", "Tứ giác Long Xuyên", "Philippines", 2024, 2030),
    ("n-xoai", "DT", "A01", "Xoài", "Cao Lãnh", "Hàn Quốc", 2024, 2030),
    ("n-hoa1", "HN", "A01", "Hoa, cây cảnh", "Mê Linh", "Nội thành", 2024, 2030),
    ("n-hoa2", "HY", "A01", "Hoa và cây cảnh", "Văn Giang", "Các tỉnh miền Nam", 2024, 2030),
    ("n-gach", "HY", "C23", "Gạch không nung", "Khoái Châu", "Trong nước", 2024, 2030),
    ("n-kinh", "HP", "C23", "Kính xây dựng", "Đình Vũ", "Trong nước", 2024, 2030),
    ("n-thuy", "QT", "D35", "Thủy điện nhỏ", "Hướng Hóa", "Lưới điện quốc gia", 2021, 2030),
    ("n-gio3", "HUE", "D35", "Điện gió gần bờ", "Phong Điền", "Lưới điện quốc gia", 2024, 2030),
    ("n-ck1", "TNg", "C25", "Cơ khí", "Khu công nghiệp Sông Công", "Ô tô trong nước", 2024, 2030),
    ("n-ck2", "BN", "C25", "Khuôn mẫu", "Khu công nghiệp Yên Phong", "Điện tử FDI", 2024, 2030),
)
# id, localities, class, name, place, years
PROJECTS: tuple[tuple[str, tuple[str, ...], str, str, str, int, int], ...] = (
    ("ql1", ("NB",), "transport", "Đường nối cao tốc với quốc lộ 10", "Quốc lộ 10", 2025, 2028),
    ("ql2", ("HY",), "transport", "Đường gom nối cao tốc với quốc lộ 10", "Dọc quốc lộ 10", 2026, 2029),
    ("man1", ("VL",), "salinity", "Cống âu ngăn mặn Cổ Chiên", "Sông Cổ Chiên, bờ nam", 2026, 2029),
    ("man2", ("DT",), "salinity", "Hệ thống ngăn mặn nhánh Cổ Chiên", "Cửa sông Cổ Chiên", 2026, 2030),
    ("tru1", ("TN",), "storage", "Hồ trữ nước Đồng Tháp Mười", "Đồng Tháp Mười", 2026, 2030),
    ("tru2", ("DT",), "storage", "Vùng trữ nước mùa lũ Đồng Tháp Mười", "Vùng trũng giáp Tây Ninh", 2025, 2029),
    # the same class and locality, or neighbours, and other works
    ("n-cau1", ("CT",), "transport", "Cầu Ô Môn", "Sông Hậu, Ô Môn", 2025, 2029),
    ("n-cau2", ("DT",), "transport", "Cầu Cao Lãnh 2", "Sông Tiền, Cao Lãnh", 2025, 2029),
    ("n-dt1", ("NB",), "transport", "Nâng cấp đường tỉnh 482", "Kim Sơn", 2025, 2028),
    ("n-dt2", ("NB", "TH"), "transport", "Nâng cấp đường tỉnh 477", "Gia Viễn", 2025, 2028),
    ("n-ke1", ("HP",), "flood", "Kè sông Cấm giai đoạn 1", "Sông Cấm", 2024, 2027),
    ("n-ke2", ("HP",), "flood", "Kè sông Cấm giai đoạn 2", "Sông Cấm", 2026, 2029),
    ("n-ke3", ("TH",), "flood", "Kè sông Mã", "Sông Mã", 2024, 2027),
    ("n-ho1", ("KH",), "storage", "Hồ chứa nước Sông Cái", "Sông Cái", 2024, 2028),
    ("n-ho2", ("QN",), "storage", "Hồ chứa nước Tràng Vinh", "Móng Cái", 2024, 2028),
)
PLANTED: tuple[frozenset[str], ...] = tuple(
    frozenset(pair)
    for pair in (
        ("cf1", "cf2"), ("log1", "log2"), ("tm1", "tm2"), ("du1", "du2"), ("dt1", "dt2"), ("ca1", "ca2"),
        ("ck1", "ck2"), ("go1", "go2"), ("vai1", "vai2"), ("dieu1", "dieu2"), ("ql1", "ql2"), ("man1", "man2"),
        ("tru1", "tru2"),
    )
)  # fmt: skip


def planted_ground(record: Workbench) -> None:
    """Put it all into an empty record."""
    write(record, *_places(), *_regions(), *_catalogue())
    write(record, *(_sector(n, *row) for n, row in enumerate(SECTORS, 1)))
    write(record, *(_project(n, *row) for n, row in enumerate(PROJECTS, 1)))


def _places() -> list[Change]:
    made = [new("locality", uid, code=code, name=name) for uid, code, name in PLACES]
    old = new("locality", "BP", code="70", name="Bình Phước", valid_to=date(2025, 6, 30))
    joined = new("succession", "bp", old="BP", new="DN", effective=date(2025, 7, 1), relation="merged")
    return [*made, old, joined]


def _regions() -> list[Change]:
    made = [new("region", f"R{n}", name=name, kind="vung_ktxh") for n, (name, _) in enumerate(REGIONS)]
    for n, (_, members) in enumerate(REGIONS):
        made += [new("region_member", f"R{n}-{uid}", region=f"R{n}", locality=uid) for uid in members]
    return made


def _catalogue() -> list[Change]:
    codes = sorted({row[2] for row in SECTORS})
    return [
        new("catalogue_entry", f"s-{code}", catalogue="sector", code=code, label=LABELS[code], position=n)
        for n, code in enumerate(codes)
    ]


def _sector(n: int, uid: str, locality: str, sector: str, product: str, *said: str | int) -> Change:
    place, market, first, last = said
    return new("sector_priority", uid, code=f"NG-2026-{n:03d}", locality=locality, sector=sector, product=product,
               place=place or None, market=market or None, year_from=first, year_to=last, capital=10**11)  # fmt: skip


def _project(n: int, uid: str, localities: tuple[str, ...], kind: str, name: str, place: str, *years: int) -> Change:
    return new("project", uid, code=f"DA-2026-{n:03d}", status="doing", localities=localities, project_class=kind,
               name=name, place=place, year_from=years[0], year_to=years[1], total_investment=10**11)  # fmt: skip
