"""Documents for the tests and the measurements of printing: a register as an office would print it."""

from __future__ import annotations

from itertools import cycle, islice

from workbench.reports.document import (
    Column,
    CoverPage,
    DataRow,
    GroupRow,
    Letterhead,
    Line,
    PageSetup,
    Paragraph,
    PrintDocument,
    Row,
    Signature,
    Signatures,
    Table,
    Title,
    TotalRow,
)

HEADINGS = (
    ("STT", 9, "center"),
    ("Số, ký hiệu, ngày văn bản kiến nghị", 24, "center"),
    ("Nội dung khó khăn, vướng mắc", 41, "left"),
    ("Nội dung kiến nghị", 38, "left"),
    ("Địa phương", 21, "left"),
    ("Cơ quan nhận, cấp giải quyết", 22, "left"),
    ("Thời hạn trả lời", 21, "center"),
    ("Số, ký hiệu, ngày văn bản trả lời", 24, "center"),
    ("Kết quả giải quyết", 24, "left"),
    ("Đôn đốc (lần, ngày)", 18, "left"),
    ("Ghi chú", 16, "left"),
)
PROBLEMS = (
    "Dự án cầu vượt sông kết nối Quốc lộ 1 với cao tốc Châu Đốc – Cần Thơ – Sóc Trăng chưa bố trí được vốn đối ứng của "
    "hai tỉnh; mặt bằng phía bờ nam còn vướng 37 hộ dân chưa thống nhất phương án bồi thường.",
    "Quy trình vận hành liên hồ chứa trong mùa lũ chưa quy định trách nhiệm cung cấp số liệu quan trắc giữa các tỉnh, "
    "dẫn đến ngập úng cục bộ tại vùng hạ du.",
    "Thiếu cơ chế chia sẻ nguồn cát đắp nền; giá vật liệu tăng 35% so với dự toán đã phê duyệt.",
    "Nước mặn xâm nhập sâu hơn 60 km vào mùa khô 2025-2026, các cống ngăn mặn do từng địa phương vận hành không đồng bộ "
    "nên vùng trồng lúa ba vụ giáp ranh thiếu nước ngọt.",
    "Chồng lấn ranh giới quy hoạch khu công nghiệp ven biển với hành lang bảo vệ rừng ngập mặn.",
    "Chưa thống nhất định mức hỗ trợ giống lúa chất lượng cao trong vùng nguyên liệu liên kết.",
)
ASKS = (
    "Đề nghị Thủ tướng Chính phủ giao một cơ quan chủ trì, bố trí 1.250 tỷ đồng từ nguồn dự phòng ngân sách trung ương "
    "giai đoạn 2026–2030.",
    "Đề nghị Bộ Nông nghiệp và Môi trường sửa đổi quy trình vận hành, quy định rõ trách nhiệm chia sẻ dữ liệu.",
    "Cho phép áp dụng cơ chế đặc thù về khai thác vật liệu xây dựng thông thường.",
    "Hướng dẫn xác định diện tích rừng thay thế theo Nghị định số 156/2018/NĐ-CP và các văn bản sửa đổi, bổ sung.",
)
PLACES = (
    "An Giang, Cà Mau, Cần Thơ, Đồng Tháp",
    "Toàn vùng",
    "Vĩnh Long, Đồng Tháp",
    "Cần Thơ, Cà Mau",
    "Gia Lai, Đắk Lắk, Quảng Ngãi",
)
BODIES = (
    "Bộ Nông nghiệp và Môi trường",
    "Bộ Tài chính",
    "Thủ tướng Chính phủ",
    "Bộ Xây dựng",
    "Văn phòng Chính phủ",
)
RESULTS = (
    "Giải quyết một phần; phần còn lại trả lời trước ngày 30/11/2026",
    "Chưa trả lời; quá hạn 7 ngày làm việc",
    "Đã giải quyết xong",
    "Chưa đến hạn",
)
REMINDERS = ("Lần 1: 21/09/2026\nLần 2: 05/10/2026", "", "Lần 1: 01/10/2026", "")
NOTES = ("", "Báo cáo tại phiên họp thứ 5", "", "", "Xem mục 12")


def register_rows(count: int, groups: int = 3) -> tuple[Row, ...]:
    """`count` rows of a register of recommendations under `groups` group rows, with totals."""
    sizes = [count // groups + (1 if at < count % groups else 0) for at in range(groups)]
    texts = zip(*(cycle(words) for words in (PROBLEMS, ASKS, PLACES, BODIES, RESULTS, REMINDERS, NOTES)), strict=True)
    rows: list[Row] = []
    serial = 0
    for group, size in enumerate(sizes):
        numeral = ("I", "II", "III", "IV", "V")[group]
        rows.append(GroupRow(f"Thẩm quyền của {BODIES[group]}", numeral))
        for number, (problem, ask, place, body, result, reminder, note) in enumerate(islice(texts, size), 1):
            serial += 1
            day = serial % 28 + 1
            sent = f"{serial:02}/BC-HĐĐPV\n{day:02}/09/2026"
            answered = f"{1200 + serial}/BNNMT-TL\n{day:02}/10/2026" if result[0] in "GĐ" else ""
            rows.append(
                DataRow(
                    (
                        str(number),
                        sent,
                        problem,
                        ask,
                        place,
                        body,
                        f"{day:02}/10/2026",
                        answered,
                        result,
                        reminder,
                        note,
                    )
                )
            )
        rows.append(TotalRow(f"Cộng {numeral}: {size} kiến nghị"))
    return tuple(rows)


def letterhead(number: str = "") -> Letterhead:
    """The heading of the council's office."""
    return Letterhead(
        left=(
            Line("HỘI ĐỒNG ĐIỀU PHỐI", size=12),
            Line("VÙNG ĐỒNG BẰNG SÔNG CỬU LONG", size=12),
            Line("BỘ PHẬN THƯ KÝ", bold=True, size=12, rule=0.4),
        ),
        right=(
            Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12),
            Line("Độc lập - Tự do - Hạnh phúc", bold=True, size=13, rule=1.0),
        ),
        number=number,
        place_date="Cần Thơ, ngày 12 tháng 10 năm 2026",
    )


def signatures() -> Signatures:
    """Who made the register and who signs it."""
    return Signatures(
        Signature(("NGƯỜI LẬP SỔ",), "(Ký, ghi rõ họ tên)", "Nguyễn Thị Ngọc Ễnh"),
        Signature(("TL. CHỦ TỊCH HỘI ĐỒNG", "TRƯỞNG BỘ PHẬN THƯ KÝ"), "(Ký, ghi rõ họ tên)", "Trần Quốc Vượng"),
    )


def register(count: int = 60, cover: bool = False) -> PrintDocument:
    """The register of recommendations sent to competent authorities, eleven numbered columns, A4 landscape."""
    columns = tuple(Column(text, wide, align, f"({at})") for at, (text, wide, align) in enumerate(HEADINGS, 1))
    front = (
        CoverPage(
            ("HỘI ĐỒNG ĐIỀU PHỐI VÙNG ĐỒNG BẰNG SÔNG CỬU LONG",),
            ("BỘ PHẬN THƯ KÝ",),
            ("SỔ THEO DÕI KIẾN NGHỊ,", "ĐỀ XUẤT GỬI CẤP CÓ THẨM QUYỀN"),
            ("Năm: 2026", "Từ ngày 01/01/2026 đến ngày 31/12/2026", "Từ số 01 đến số 60", "Quyển số: 01"),
        ),
    )
    return PrintDocument(
        "Sổ theo dõi kiến nghị, đề xuất gửi cấp có thẩm quyền",
        (
            *(front if cover else ()),
            letterhead(),
            Title((
                Line("SỔ THEO DÕI KIẾN NGHỊ, ĐỀ XUẤT GỬI CẤP CÓ THẨM QUYỀN", bold=True, size=14),
                Line("(Số liệu từ ngày 01/07/2026 đến ngày 30/09/2026)", italic=True),
            )),
            Table(columns, register_rows(count)),
            Paragraph(
                f"Tổng số: {count} kiến nghị; đã trả lời: 02; chưa trả lời: 03, trong đó quá hạn: 01.", "left", size=12
            ),
            signatures(),
        ),
        PageSetup(landscape=True),
    )  # fmt: skip
