"""Submissions built in sight of the tests: real workbooks as a province would send them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

B02 = (
    "STT",
    "Nội dung khó khăn, vướng mắc",
    "Lĩnh vực",
    "Thỏa thuận/dự án liên quan",
    "Địa phương liên quan",
    "Nguyên nhân",
    "Đề xuất, kiến nghị",
    "Cơ quan có thẩm quyền giải quyết",
    "Ngày phát sinh",
    "Thời hạn đề nghị giải quyết",
    "Mức độ",
    "Ghi chú",
)

ROWS: tuple[tuple[object, ...], ...] = (
    (
        1,
        "Chưa thống nhất quy trình vận hành cống ngăn mặn giữa hai tỉnh",
        "Kiểm soát mặn",
        None,
        "Vĩnh Long; Đồng Tháp",
        "Quy chế phối hợp chưa quy định đơn vị chủ trì",
        "Ban hành quy trình vận hành liên tỉnh",
        "Bộ Nông nghiệp và Môi trường",
        date(2026, 8, 12),
        date(2026, 11, 30),
        "Cấp bách",
        None,
    ),
    (
        2,
        "Thiếu cát đắp nền cho đoạn cao tốc qua địa bàn",
        "Giao thông",
        None,
        "Vĩnh Long",
        "Các mỏ được cấp phép không đủ trữ lượng",
        "Điều phối nguồn cát từ các tỉnh trong vùng",
        "Bộ Xây dựng",
        date(2026, 7, 3),
        "quý IV/2026",
        "Rất cấp bách",
        "Đã báo cáo qua điện thoại",
    ),
)


def submission(
    path: Path,
    rows: Sequence[Sequence[object]] = ROWS,
    *,
    sender: str = "TỈNH VĨNH LONG",
    period: str = "Quý III năm 2026",
) -> Path:
    """A form B02 with letterhead, number row and signature, as `.xlsx`."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu 02"
    sheet["A1"] = f"UBND {sender}"
    sheet["H1"] = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["H2"] = "Độc lập - Tự do - Hạnh phúc"
    sheet["A4"] = "TỔNG HỢP KHÓ KHĂN, VƯỚNG MẮC VÀ ĐỀ XUẤT, KIẾN NGHỊ"
    sheet["A5"] = f"Kỳ báo cáo: {period}"
    for column, heading in enumerate(B02, start=1):
        sheet.cell(7, column, heading)
        sheet.cell(8, column, f"({column})")
    for number, row in enumerate(rows):
        for column, value in enumerate(row, start=1):
            sheet.cell(9 + number, column, value)
    sheet.cell(11 + len(rows), 9, "THỦ TRƯỞNG ĐƠN VỊ")
    book.save(path)
    return path
