"""Cells as provinces really write them: what is read, and what is asked about. Nothing doubtful is taken in silence."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.exchange.cellfacts import ColumnFacts, Reading
from workbench.exchange.cellvalues import read_cell
from workbench.services.importing.session import shipped_context
from workbench.values.dates import ParsedDate
from workbench.values.text import clean

TODAY = date(2026, 11, 23)
CONTEXT = shipped_context(TODAY)
BILLION = 10**9
ASKED = "asked"  # no value is taken, and the cell is flagged


def cell(form: str, field: str, text: str, on: date | None = None, unit: int = 1) -> Reading:
    facts = ColumnFacts(CONTEXT.form(form).by_key[field], unit)
    return read_cell(text, clean(text), facts, on, CONTEXT)


def flagged(read: Reading) -> bool:
    return any(problem.severity != "note" for problem in read.problems)


def value_or_asked(read: Reading) -> object:
    """The value of a cell that nothing is asked about; ASKED where it is flagged, with or without a value."""
    value = read.value.iso if isinstance(read.value, ParsedDate) else read.value
    return ASKED if flagged(read) else value


DEADLINES = {
    "30/6/26": "2026-06-30",
    "30.06.2026": "2026-06-30",
    "30 / 06 / 2026": "2026-06-30",
    "ngày30/6/2026": "2026-06-30",
    "(30/6/2026)": "2026-06-30",
    "ngày 05 tháng 8 năm 2026": "2026-08-05",
    "05tháng 8 năm 2026": "2026-08-05",
    "ngày 5/8 năm 2026": "2026-08-05",
    "Jun 15, 2026": "2026-06-15",
    "June 2026": "2026-06",
    "T6/2026": "2026-06",
    "tuần 2 tháng 6/2026": "2026-06",
    "cuối tháng 02 năm 2026": "2026-02",
    "cuối quý II/2026": "2026-Q2",
    "Q.II/2026": "2026-Q2",
    "6 tháng đầu năm 2026": "2026-H1",
    "nhiệm kỳ 2025-2030": "2025/2030",
    "trước ngày 30/6/2026": "2026-06-30",
    "trong tháng 6/2026, chậm nhất 30/6/2026": "2026-06-30",
    "15 - 20/6/2026": "2026-06-15/2026-06-20",
    "15 đến 20/6/2026": "2026-06-15/2026-06-20",
    "15/6-20/7/2026": "2026-06-15/2026-07-20",
    "từ tháng 1 đến tháng 6/2026": "2026-01/2026-06",
    "T6-T7/2026": "2026-06/2026-07",
    "từ 01/01/2026 đến 30/6/2026": "2026-01-01/2026-06-30",
    "31/6/2026": ASKED,
    "06/30/2026": ASKED,
    "1/1/1900": ASKED,
    "01/01/1970": ASKED,
    "30/6": ASKED,
    "trước 15.7": ASKED,
    "ngày 05 tháng 8": ASKED,
    "quý 3": ASKED,
    "6 tháng đầu năm": ASKED,
    "cuối năm nay": ASKED,
    "15 ngày làm việc kể từ ngày 5/8/2026": ASKED,
    "30 ngày sau ngày 5/8/2026": ASKED,
    "sau ngày 30/6/2026": ASKED,
    "từ quý II/2026": ASKED,
    "30/6/2026 hoặc 15/7/2026": ASKED,
    "30/6/2026 (gia hạn đến 15/7/2026)": ASKED,
    "Quý III năm 2026 (đã trình 15/7/2026)": ASKED,
    "ngày mồng 1 tháng giêng năm 2026": ASKED,
    "quý II, III/2026": ASKED,
    "tháng 6 và 7 năm 2026": ASKED,
    "12 và 13/3/2026": ASKED,
    "12/3, 15/4/2026": ASKED,
    "sau khi Luật có hiệu lực 01/7/2026": ASKED,
    "12/03/2062": ASKED,
    "30/6/2O26": ASKED,
    "theo tiến độ dự án": ASKED,
    "hằng năm": ASKED,
}


@pytest.mark.parametrize(("text", "expected"), DEADLINES.items())
def test_deadlines(text: str, expected: str) -> None:
    assert value_or_asked(cell("B02", "deadline", text)) == expected


def test_a_matter_may_have_come_up_from_some_time_on() -> None:
    assert value_or_asked(cell("B02", "raised_date", "từ tháng 6/2026")) == "2026-06"
    assert value_or_asked(cell("B02", "raised_date", "sau ngày 30/6/2026")) == ASKED


def test_a_day_still_to_come_is_asked_about_where_only_what_has_been_can_stand() -> None:
    for form, field in (("B01", "signed_date"), ("B02", "raised_date"), ("B03", "reply_date")):
        assert value_or_asked(cell(form, field, "24/11/2026")) == ASKED
        assert value_or_asked(cell(form, field, "23/11/2026")) == "2026-11-23"
    assert value_or_asked(cell("B03", "due", "31/12/2027")) == "2027-12-31"


def test_a_time_without_its_year_is_offered_in_this_one() -> None:
    (said,) = cell("B02", "deadline", "trước 15.7").problems
    assert (said.about, said.params["suggestion"]) == ("no_year", "15/07/2026")


YEARS = {
    ("start_year", "năm 2024"): 2024,
    ("start_year", "2024 - 2026"): 2024,
    ("end_year", "2024 - 2026"): 2026,
    ("start_year", "01/01/2024 - 31/12/2026"): 2024,
    ("end_year", "01/01/2024 - 31/12/2026"): 2026,
    ("end_year", "hết quý II/2026"): 2026,
    ("start_year", "2021-2025, 2026-2030"): ASKED,
    ("end_year", "2026 (gia hạn 2028)"): ASKED,
    ("end_year", "2030, tầm nhìn 2045"): ASKED,
    ("end_year", "không thời hạn"): ASKED,
}


@pytest.mark.parametrize(("where", "expected"), YEARS.items())
def test_years(where: tuple[str, str], expected: object) -> None:
    assert value_or_asked(cell("B01", *where)) == expected


AMOUNTS = {
    "1.234,5 tỷ": 1_234_500_000_000,
    "1,234.5": 1_234_500_000_000,
    "12 tỉ 300 triệu": 12_300_000_000,
    "12 tỷ, 300 triệu": 12_300_000_000,
    "2,5 nghìn tỷ": 2_500 * BILLION,
    "850tr": 850_000_000,
    "100 (triệu đồng)": 100_000_000,
    "khoảng 20 tỷ": 20 * BILLION,
    "không quá 100 tỷ": 100 * BILLION,
    "≥ 100": 100 * BILLION,
    "100 tỷ đồng (dự kiến)": 100 * BILLION,
    "1.234.567.890 đồng": 1_234_567_890,
    "20-25 tỷ": ASKED,
    "20÷25 tỷ": ASKED,
    "từ 20 đến 25 tỷ": ASKED,
    "20 tỷ - 25 tỷ": ASKED,
    "1,250 tỷ": ASKED,
    "1 tỷ 1.234 triệu": ASKED,
    "12 tỷ 300": ASKED,
    "1.234.567.890": ASKED,  # of tỷ: đồng are meant
    "(100)": ASKED,
    "- 100": ASKED,
    "100 tỷ/năm": ASKED,
    "20 triệu USD": ASKED,
    "60 + 40": ASKED,
    "100 (đã giải ngân 30)": ASKED,
    "50%": ASKED,
    "lồng ghép": ASKED,
}


@pytest.mark.parametrize(("text", "expected"), AMOUNTS.items())
def test_amounts_in_billions(text: str, expected: object) -> None:
    assert value_or_asked(cell("B01", "amount_total", text, unit=BILLION)) == expected


@pytest.mark.parametrize("text", ["≥ 100", "khoảng 20 tỷ", "100 tỷ đồng (dự kiến)", "không quá 100 tỷ"])
def test_an_amount_that_is_not_exact_says_so(text: str) -> None:
    assert [p.kind for p in cell("B01", "amount_total", text, unit=BILLION).problems] == ["approximate"]


NUMBERS = {
    "128/NQCP": "128/NQCP",
    "so 45 /UBND-KT": "45/UBND-KT",
    "số45/KH-UBND": "45/KH-UBND",
    "sô 45/KH-UBND": "45/KH-UBND",
    "KH số 45/KH-UBND": "45/KH-UBND",
    "CV: 45/UBND-KTN": "45/UBND-KTN",
    "(45/KH-UBND)": "45/KH-UBND",
    "45/KH—UBND": "45/KH-UBND",
    "không số": None,
    "45/KH-UBND, 46/KH-UBND": ASKED,
    "45/KH-UBND và 46/KH-UBND": ASKED,
    "45, 46/KH-UBND": ASKED,
    "4778/KH-UBND-3810/KH-UBND": ASKED,
    "45/KH-UBND (thay thế 30/KH-UBND)": ASKED,
    "45/KH-UBND ngày 12/3/2026": ASKED,
    "45/UBND KT": ASKED,
    "45 UBND-KT": ASKED,
    "12/3": ASKED,
    "12/3/2026": ASKED,
    "…/KH-UBND": ASKED,
    "Chưa ban hành": ASKED,
}


@pytest.mark.parametrize(("text", "expected"), NUMBERS.items())
def test_numbers_of_papers(text: str, expected: object) -> None:
    assert value_or_asked(cell("B01", "doc_no", text)) == expected


HCM = "Thành phố Hồ Chí Minh"
PLACES = {
    "TP. HCM": (HCM,),
    "BR-VT": ("Bà Rịa - Vũng Tàu",),
    "Đăk Lăk": ("Đắk Lắk",),
    "Quảng Ngải": ("Quảng Ngãi",),
    "phu yen": ("Phú Yên",),
    "Đ.Nai, B.Dương": ("Đồng Nai", "Bình Dương"),
    "Long An-Tiền Giang-Bến Tre": ("Long An", "Tiền Giang", "Bến Tre"),
    "hai tỉnh Long An và Tiền Giang": ("Long An", "Tiền Giang"),
    "Bình Định (chủ trì), Phú Yên (phối hợp)": ("Bình Định", "Phú Yên"),
    "Bình Định (nay là Gia Lai)": ("Bình Định",),
    "Tây Ninh (Long An cũ)": ("Tây Ninh",),
    "Long An cũ": ("Long An",),
    "Quảng Ninh: 3 dự án; Hà Nội - 5 xã": ("Quảng Ninh", "Hà Nội"),
    "tỉnh ĐN": ASKED,
    "TN": ASKED,
    "Bà Rịa VT": ASKED,
    "Lâm Đông": ASKED,
    "Ninh, Bình Thuận": ASKED,
    "3 tỉnh: Bình Định, Phú Yên": ASKED,
    "Hà Nội, Hải Phòng,...": ASKED,
    "Hà Nội và các tỉnh lân cận": ASKED,
    "Hà Nội?": ASKED,
    "Hà Nội (Lào Cai)": ASKED,
    "các địa phương trong vùng": ASKED,
    "các tỉnh vùng Đồng bằng sông Hồng": ASKED,
    "Tây Nguyên": ASKED,
    "cả nước": ASKED,
}


@pytest.mark.parametrize(("text", "expected"), PLACES.items())
def test_places(text: str, expected: object) -> None:
    assert value_or_asked(cell("B01", "parties", text)) == expected


def test_the_province_of_before_is_told_from_that_of_today() -> None:
    keys = [cell("B01", "parties", text, TODAY).keys for text in ("Gia Lai", "Gia Lai (cũ)", "tỉnh Gia Lai trước đây")]
    assert keys == [("52.2",), ("64.1",), ("64.1",)]


@pytest.mark.parametrize("named", ["ĐBSCL", "đồng bằng sông Cửu Long"])
def test_a_region_by_its_name_stands_for_its_members_and_asks_to_be_looked_at(named: str) -> None:
    read = cell("B01", "parties", f"Các tỉnh vùng {named}", TODAY)
    assert read.value == ("Đồng Tháp", "Vĩnh Long", "An Giang", "Cần Thơ", "Cà Mau")
    assert [(p.severity, p.about) for p in read.problems] == [("check", "region_members")]


def test_a_region_by_another_name_is_offered_as_its_members_and_not_taken() -> None:
    read = cell("B01", "parties", "Các tỉnh vùng Miền núi phía Bắc", date(2024, 5, 1))
    assert read.value is None
    (said,) = read.problems
    assert said.severity == "stop" and str(said.params["suggestion"]).count(";") == 13


BODIES = {
    "Bộ KH-ĐT": ("Bộ Kế hoạch và Đầu tư",),
    "Bộ VH,TT&DL": ("Bộ Văn hóa, Thể thao và Du lịch",),
    "Các Bộ: Xây dựng, Tài chính": ("Bộ Xây dựng", "Bộ Tài chính"),
    "Bộ XD - TC": ("Bộ Xây dựng", "Bộ Tài chính"),
    "Bộ Tài chính chủ trì, phối hợp Bộ Xây dựng": ("Bộ Tài chính", "Bộ Xây dựng"),
    "Chủ trì: Bộ Tài chính; phối hợp: Bộ Xây dựng": ("Bộ Tài chính", "Bộ Xây dựng"),
    "Kiến nghị Bộ Xây dựng": ("Bộ Xây dựng",),
    "Kính đề nghị Bộ Xây dựng xem xét, giải quyết": ("Bộ Xây dựng",),
    "Bộ Tài chính và Bộ Xây dựng cùng phối hợp": ("Bộ Tài chính", "Bộ Xây dựng"),
    "Bộ Tài chính hoặc Bộ Xây dựng": ("Bộ Tài chính", "Bộ Xây dựng"),
    "Bộ Tài chính, đồng gửi Bộ Xây dựng": ("Bộ Tài chính", "Bộ Xây dựng"),
    "1. Bộ Xây dựng 2. Bộ Công Thương": ("Bộ Xây dựng", "Bộ Công Thương"),
    "Bộ, ngành liên quan": ASKED,
    "Đối với Bộ Tài chính": ("Bộ Tài chính",),
    "Đối với bộ, ngành": ASKED,
    "2147/BXD-QLĐĐ": ASKED,
    "24/02/2025": ASKED,
    "TTg": ("Thủ tướng Chính phủ",),
    "BCT": ("Bộ Công Thương",),
    "TTCP": ASKED,  # the Inspectorate by its sign, the Prime Minister by habit
    "SNV": ASKED,
    "Bộ KH": ASKED,
    "Bộ NN": ASKED,
    "UBND TP": ASKED,
    "Bộ Xây dựng và các bộ ngành liên quan": ASKED,
    "Bộ Xây dựng, Bộ Tài chính...": ASKED,
}


@pytest.mark.parametrize(("text", "expected"), BODIES.items())
def test_bodies(text: str, expected: object) -> None:
    assert value_or_asked(cell("B02", "authority", text)) == expected


def test_a_body_that_is_no_more_is_kept_and_its_successor_told() -> None:
    read = cell("B02", "authority", "Bộ GTVT", TODAY)
    assert read.value == ("Bộ Giao thông vận tải",)
    assert [(p.severity, p.about, p.params["suggestion"]) for p in read.problems] == [
        ("note", "superseded_body", "Bộ Xây dựng")
    ]
    assert cell("B02", "authority", "Bộ GTVT", date(2024, 5, 1)).problems == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chưa hoàn thành", "Hoàn thành"),
        ("không thực hiện được", "Đang thực hiện"),
        ("Đang hoàn thành", "Hoàn thành"),
    ],
)
def test_an_entry_of_the_opposite_meaning_is_never_offered(text: str, expected: str) -> None:
    (said,) = cell("B01", "status", text).problems
    assert said.params["suggestion"] != expected


def test_only_a_slip_of_the_keyboard_is_put_right_with_others_in_one_act() -> None:
    slip, words = (cell("B01", "status", text).problems[0].params for text in ("Đang thưc hiệnn", "Cơ bản hoàn thành"))
    assert (slip["suggestion"], slip["typo"]) == ("Đang thực hiện", True)
    assert (words["suggestion"], words["typo"]) == ("Hoàn thành", False)
