"""What stands above and below a table: letterhead, title, unit, notes, signatures."""

from __future__ import annotations

from random import Random

from tests.exchange.wild.two import heads, texts
from tests.exchange.wild.two.facts import Report
from tests.exchange.wild.two.look import Look
from tests.exchange.wild.two.page import Page

CODE = {"B01": "Biểu số 01/LKV", "B02": "Biểu số 02/LKV", "B03": "Biểu số 03/LKV"}


def sender(report: Report, rng: Random, level: int) -> str:
    """The sender as its paper says it."""
    name = report.here.name
    city = report.here.kind != "tinh"
    kind = "THÀNH PHỐ" if city else "TỈNH"
    bare = name.removeprefix("Thành phố ")
    plain = f"ỦY BAN NHÂN DÂN {kind} {bare.upper()}"
    if level == 1:
        return plain
    return rng.choice(
        (
            plain,
            f"UBND {kind} {bare.upper()}",
            f"UBND {kind.lower()} {bare}",
            f"SỞ TÀI CHÍNH {kind} {bare.upper()}",
            f"Đơn vị báo cáo: UBND {kind.lower()} {bare}",
        )
    )


def above(page: Page, report: Report, look: Look, unit: str, width: int, rng: Random) -> int:
    """Letterhead and title; the row for the table."""
    top = look.top if look.top != "any" else rng.choice(("motto", "agency", "form", "agency"))
    right = max(4, width - 3)
    row = 1 if look.level < 3 else rng.choice((1, 1, 2))
    name = sender(report, rng, look.level)
    page.put(row, 1, name, bold=True)
    if top == "motto":
        page.put(row, right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
        page.put(row + 1, right, "Độc lập - Tự do - Hạnh phúc", bold=True)
        page.put(row + 1, 1, f"Số:        /BC-{'UBND' if 'UBND' in name or 'ỦY' in name else 'STC'}")
        page.put(
            row + 2,
            right,
            f"{report.here.name}, ngày {report.day.day:02d} tháng {report.day.month:02d} năm {report.day.year}",
        )
        row += 2
    elif top == "form":
        page.put(row, right, CODE[report.form])
    row += 2
    title = heads.FORM_WORDS[report.form][0] if look.level < 3 else rng.choice(heads.FORM_WORDS[report.form])
    if look.level >= 3 and rng.random() < 0.4:
        page.put(row, 1, rng.choice(("PHỤ LỤC", "PHỤ LỤC 1", "Phụ lục II", "Biểu 2")), bold=True)
        row += 1
    page.put(row, 1, title, bold=True)
    page.merge(row, 1, row, max(2, width))
    row += 1
    if look.level == 1 or rng.random() < 0.8:
        page.put(row, 1, _when(report, rng))
        row += 1
    if unit:
        page.put(
            row,
            max(2, width - 1),
            rng.choice(("Đơn vị tính: {}", "ĐVT: {}", "Đơn vị: {}", "(Đơn vị tính: {})")).format(unit),
        )
        row += 1
    return row + (1 if look.level == 1 else rng.choice((0, 1)))


def _when(report: Report, rng: Random) -> str:
    day = report.day
    half = "6 tháng đầu năm" if day.month <= 6 else "6 tháng cuối năm"
    return rng.choice(
        (
            f"Kỳ báo cáo: {half} {day.year}",
            f"(Số liệu đến ngày {day.day}/{day.month}/{day.year})",
            f"(Kèm theo Báo cáo số {day.day * 7}/BC-UBND ngày {day:%d/%m/%Y} của UBND {report.here.name})",
            f"Quý {(day.month + 2) // 3} năm {day.year}",
            f"Năm {day.year}",
        )
    )


def below(page: Page, row: int, report: Report, look: Look, width: int, rng: Random) -> int:
    """Notes and signatures; the row after them."""
    foot = look.foot if look.foot != "any" else rng.choice(("", "notes", "signature", "both"))
    if foot in ("notes", "both"):
        for line in rng.choice(texts.FOOT):
            page.put(row, 1, line)
            row += 1
    if foot in ("signature", "both"):
        row += 1
        right = max(3, width - 3)
        day = report.day
        page.put(row, right, f"{report.here.name}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}")
        page.put(row + 1, 2, "NGƯỜI LẬP BIỂU", bold=True)
        page.put(
            row + 1,
            right,
            rng.choice(("TM. ỦY BAN NHÂN DÂN", "THỦ TRƯỞNG ĐƠN VỊ", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "GIÁM ĐỐC")),
            bold=True,
        )
        page.put(row + 2, right, "(Ký tên, đóng dấu)")
        page.put(row + 5, right, rng.choice(("Nguyễn Văn Hùng", "Trần Thị Thu Hà", "Lê Hoàng Nam")), bold=True)
        page.put(row + 5, 2, "Phạm Thị Lan")
        row += 6
    return row
