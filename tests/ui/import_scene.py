"""A record with an import of the second quarter in it, and the file of the third: everything the page can meet.

All of it is made up. 33 rows: 2 conflicts, 1 possible duplicate, 5 changed, 7 new, 18 the same; 2 are absent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.building import edit, write
from ui.context import Context, Events
from ui.tasks import InlineRunner, Runner
from ui.views.import_flow.page import ImportPage
from workbench.clock import FixedClock
from workbench.services import workbench
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord

NNMT, XD, TC, CT = "Bộ Nông nghiệp và Môi trường", "Bộ Xây dựng", "Bộ Tài chính", "Bộ Công Thương"


@dataclass(frozen=True)
class Line:
    """One row of form B02 as a province writes it."""

    issue: str
    sector: str
    places: str
    due: object
    ask: str
    to: str
    cause: str = "Chưa có quy chế phối hợp liên tỉnh"


def _line(issue: str, sector: str, places: str, due: object, ask: str, to: str = NNMT) -> Line:
    return Line(issue, sector, places, due, ask, to)


D = date
FIRST: tuple[Line, ...] = (
    _line("Chưa thống nhất vận hành cống ngăn mặn Vũng Liêm", "Kiểm soát mặn", "Vĩnh Long; Đồng Tháp", D(2026, 9, 30),
          "Bộ NN và MT chủ trì quy trình vận hành liên tỉnh"),
    _line("Chồng lấn tuyến du lịch đường sông, cạnh tranh giá", "Du lịch, văn hóa", "Vĩnh Long; Cần Thơ",
          D(2026, 11, 20), "Phân định tuyến khai thác", XD),
    _line("Thiếu đầu mối và kinh phí vận hành, duy tu cống liên tỉnh", "Thủy lợi", "Vĩnh Long; Đồng Tháp",
          D(2026, 11, 13), "Bố trí kinh phí thường xuyên", TC),
    _line("Đơn giá bồi thường khác nhau hai bên ranh giới tỉnh", "Đất đai", "Vĩnh Long; Cần Thơ", D(2026, 11, 30),
          "Thống nhất đơn giá bồi thường", TC),
    _line("Chưa nối thông tuyến đường thủy qua hai địa phận", "Giao thông", "Vĩnh Long; Cần Thơ", D(2026, 10, 30),
          "Bố trí vốn nạo vét đoạn còn lại", XD),
    _line("Xâm nhập mặn sớm hơn dự báo ở cửa Hàm Luông", "Kiểm soát mặn", "Vĩnh Long", D(2026, 10, 15),
          "Cấp thêm trạm đo mặn tự động"),
    _line("Chậm kết nối dữ liệu quan trắc nước giữa các sở", "Chuyển đổi số", "Vĩnh Long", D(2026, 12, 15),
          "Ban hành chuẩn dữ liệu quan trắc"),
    _line("Bến phà Đình Khao quá tải dịp lễ", "Giao thông", "Vĩnh Long", D(2026, 9, 1), "Bổ sung phà 200 tấn", XD),
    *(
        _line(issue, sector, "Vĩnh Long", D(2026, 12, day), ask, to)
        for day, (issue, sector, ask, to) in enumerate(
            (
                ("Mỏ cát san lấp không đủ trữ lượng cho cao tốc", "Giao thông", "Điều phối nguồn cát", XD),
                ("Kênh Măng Thít bồi lắng, tàu ba trăm tấn mắc cạn", "Giao thông", "Nạo vét luồng", XD),
                ("Sạt lở bờ sông Cổ Chiên ăn sâu vào khu dân cư", "Thủy lợi", "Hỗ trợ kè khẩn cấp", NNMT),
                ("Bãi rác liên xã Hòa Phú hết công suất", "Tài nguyên, môi trường", "Chọn vị trí bãi mới", NNMT),
                ("Thiếu bác sĩ chuyên khoa nhi tại bệnh viện huyện", "Y tế", "Cơ chế luân phiên bác sĩ", TC),
                ("Giá khoai lang tím rớt do thiếu kho lạnh", "Nông nghiệp", "Ưu đãi đầu tư kho lạnh", CT),
                ("Quy hoạch khu bến Bình Minh chưa khớp quy hoạch cảng", "Logistics", "Điều chỉnh quy hoạch", XD),
                ("Điện áp yếu ở vùng nuôi cá tra thâm canh", "Công nghiệp, năng lượng", "Nâng cấp lưới 22 kV", CT),
                ("Hồ chứa nước ngọt Láng Thé chưa được giao vốn", "Trữ nước", "Giao vốn trung hạn", TC),
                ("Người lao động đi làm xa, thiếu nhân công mùa vụ", "Giáo dục, nguồn nhân lực", "Sàn việc làm", TC),
                ("Chưa có hệ thống thoát nước cho phường ven sông", "Chống ngập", "Bố trí vốn ODA", TC),
                ("Nhà máy xử lý nước thải Hòa Phú chậm cấp phép", "Tài nguyên, môi trường", "Rút ngắn thủ tục", NNMT),
                ("Dịch vụ công liên thông đất đai hay gián đoạn", "Chuyển đổi số", "Nâng cấp trục liên thông", NNMT),
                ("Rừng ngập mặn giao khoán chồng chéo chủ quản lý", "Biến đổi khí hậu", "Rà soát giao khoán", NNMT),
                ("Chợ đầu mối trái cây chưa có đường dẫn vào", "Thương mại, xúc tiến đầu tư", "Vốn đường dẫn", CT),
                ("Tiêu chuẩn mã số vùng trồng mỗi nơi hiểu một khác", "Nông nghiệp", "Hướng dẫn thống nhất", NNMT),
                ("Trạm bơm Tân Hạnh xuống cấp, tưới tiêu bị động", "Thủy lợi", "Sửa chữa trạm bơm", NNMT),
                ("Làng nghề gạch gốm khó chuyển đổi lò nung", "Du lịch, văn hóa", "Hỗ trợ chuyển đổi nghề", CT),
            ),
            start=1,
        )
    ),
    _line("Chưa thống nhất giá vé xe buýt liền kề", "Giao thông", "Vĩnh Long; Đồng Tháp", D(2026, 8, 20),
          "Thống nhất biểu giá", XD),
    _line("Vướng thủ tục giao mặt nước nuôi trồng ven cồn", "Nông nghiệp", "Vĩnh Long", D(2026, 8, 31),
          "Hướng dẫn giao mặt nước"),
)  # fmt: skip

CONFLICTS, ALIKE, CHANGED, SAME, GONE = (0, 1), 2, (3, 4, 5, 6, 7), range(8, 26), (26, 27)

NEW: tuple[Line, ...] = (
    _line("Chậm giải phóng mặt bằng nút giao quốc lộ 53", "Giao thong", "Vĩnh Long; Đồng Tháp", "31/9/2026",
          "Bổ sung vốn giải phóng mặt bằng", XD),
    _line("Thiếu kinh phí vận hành trạm đo mặn", "Thủy lợi", "Bến Tre", "Quý 4/2026", "Bố trí chi thường xuyên", TC),
    _line("Cầu Mỹ Thuận cũ hạn chế tải trọng xe container", "Logistics", "Vĩnh Long", D(2026, 11, 2),
          "Kiểm định lại tải trọng", XD),
    _line("Thiếu giáo viên tiếng Khmer ở trường nội trú", "Giáo dục, nguồn nhân lực", "Vĩnh Long", D(2026, 12, 1),
          "Bổ sung biên chế", TC),
    _line("Dự án điện gió ngoài khơi chờ khung giá", "Công nghiệp, năng lượng", "Trà Vinh", D(2026, 12, 20),
          "Ban hành khung giá", CT),
    _line("Phà sông Hậu ngừng đêm làm ùn ứ hàng đông lạnh", "Giao thông", "Vĩnh Long; Cần Thơ", D(2026, 10, 31),
          "Cho chạy phà đêm", XD),
    _line("Chưa có khung giá nước thô liên vùng", "Trữ nước", "Vĩnh Long; Đồng Tháp", D(2026, 12, 31),
          "Ban hành khung giá nước thô"),
)  # fmt: skip


def third_quarter() -> list[tuple[str, Line] | str]:
    """Groups and rows of the newer file, in the order of the sheet."""
    first = [replace(line) for line in FIRST]
    mended = {
        0: replace(first[0], due=D(2026, 10, 30), ask="Bộ NN và MT ban hành quy trình liên tỉnh trước 01/11"),
        1: replace(first[1], due=D(2026, 12, 5)),
        2: replace(first[2], issue="Thiếu kinh phí vận hành, duy tu cống liên tỉnh", due=D(2026, 11, 30)),
        3: replace(first[3], due=D(2026, 12, 25), ask="Ban hành đơn giá chung cho hai tỉnh"),
        4: replace(first[4], due=D(2026, 11, 6)),
        5: replace(first[5], ask="Cấp thêm hai trạm đo mặn tự động và kinh phí vận hành"),
        6: replace(first[6], due=D(2026, 12, 31), to=CT),
        7: replace(first[7], due="Quý I/2027", ask="Sớm khởi công cầu Đình Khao"),
    }
    rows: list[tuple[str, Line] | str] = ["Hạ tầng giao thông"]
    rows += [("", mended[4]), ("", NEW[0]), ("", mended[3])]
    rows += ["Thủy lợi, kiểm soát mặn", ("", mended[0]), ("", NEW[1]), ("-", mended[2])]
    rows += ["Du lịch, đổi mới sáng tạo", ("", mended[1])]
    rows += [("", mended[n]) for n in (5, 6, 7)]
    rows += ["Các lĩnh vực khác", *(("", line) for line in NEW[2:]), *(("", first[n]) for n in SAME)]
    return rows


def write_form(path: Path, rows: Sequence[tuple[str, Line] | str], quarter: str) -> Path:
    """A form B02 with letterhead, a heading in two merged rows and group rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bieu 02"
    sheet["B1"] = "UBND TỈNH VĨNH LONG"
    sheet["F1"] = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["B2"] = "SỞ TÀI CHÍNH"
    sheet["F2"] = "Độc lập - Tự do - Hạnh phúc"
    sheet["A4"] = f"BIỂU 02. TỔNG HỢP KHÓ KHĂN, VƯỚNG MẮC TRONG LIÊN KẾT VÙNG – {quarter.upper()}"
    sheet.merge_cells("A4:H4")
    for column, words in enumerate(
        ("STT", "Nội dung khó khăn, vướng mắc", "Lĩnh vực", "Địa phương liên quan", "Thời hạn đề nghị", "Kiến nghị"), 1
    ):
        sheet.cell(6, column, words)
        if words != "Kiến nghị":
            sheet.merge_cells(start_row=6, end_row=7, start_column=column, end_column=column)
    sheet.merge_cells("F6:G6")
    sheet["F7"], sheet["G7"] = "Nội dung", "Bộ, ngành"
    sheet["H6"] = "Nguyên nhân"
    sheet.merge_cells("H6:H7")
    number, at, groups = 0, 8, 0
    for row in rows:
        if isinstance(row, str):
            groups += 1
            sheet.cell(at, 1, ("I", "II", "III", "IV", "V")[groups - 1])
            sheet.cell(at, 2, row)
        else:
            number += 1
            mark, line = row
            values = (None if mark else number, line.issue, line.sector, line.places, line.due, line.ask, line.to)
            for column, value in enumerate((*values, line.cause), 1):
                sheet.cell(at, column, value)
        at += 1
    sheet.cell(at + 1, 6, "THỦ TRƯỞNG ĐƠN VỊ")
    book.create_sheet("Sheet2")
    book.create_sheet("Sheet3")
    book.save(path)
    return path


def second_quarter_file(folder: Path) -> Path:
    """The file that was imported before."""
    return write_form(folder / "VinhLong_Bieu02_Q2.xlsx", [("", line) for line in FIRST], "quý II năm 2026")


def third_quarter_file(folder: Path) -> Path:
    """The file to be imported."""
    return write_form(folder / "VinhLong_Bieu02_Q3.xlsx", third_quarter(), "quý III năm 2026")


def open_record(folder: Path, today: date = date(2026, 10, 12)) -> workbench.Workbench:
    """A new record of the Mekong Delta council."""
    new = NewRecord("DBSCL", "Bộ phận thư ký Hội đồng", "Cần Thơ", officer="Nguyễn Văn An")
    return create_record(folder / "LienKetVung-DBSCL.lkv", new, FixedClock.on(today))


def open_page(record: workbench.Workbench, qtbot: QtBot, height: int = 700) -> ImportPage:
    """The import page on a record, in sight, before any file."""
    made = ImportPage(context_of(record))
    qtbot.addWidget(made)
    made.resize(1166, height)
    made.show()
    made.open()
    return made


def settled_record(folder: Path) -> workbench.Workbench:
    """A record that took in the second quarter in July and was edited by hand since."""
    opened = open_record(folder, date(2026, 7, 10))
    with ImportSession(Registers(opened)) as session:
        session.commit(session.plan(session.load(second_quarter_file(folder))))
    by_words = {r.values.content: r.uid for r in opened.repository.all("obstacle")}
    opened.clock = FixedClock.on(date(2026, 10, 2), "later")
    opened.actor = "Lê Thị Hạnh"
    ask = opened.repository.where("recommendation", obstacle=by_words[FIRST[0].issue])[0]
    write(opened, edit(opened, "obstacle", by_words[FIRST[0].issue], requested_due=date(2026, 10, 6)))
    write(opened, edit(opened, "recommendation", ask.uid, content="Bộ NN và MT chủ trì, các tỉnh phối hợp vận hành"))
    write(opened, edit(opened, "obstacle", by_words[FIRST[1].issue], requested_due=date(2026, 11, 25)))
    opened.clock = FixedClock.on(date(2026, 10, 12), "today")
    opened.actor = "Nguyễn Văn An"
    return opened


@dataclass
class FakeShell:
    """Remembers what a page asked of the window and answers at once."""

    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    target: Path | None = None

    def go(self, page: str, **params: Any) -> None:
        self.went.append((page, params))

    def toast(self, words: str, action: str = "", act: Any = None) -> None:
        self.toasts.append(words)

    def show_error(self, error: BaseException) -> None:
        self.errors.append(error)

    def ask(self, question: str, detail: str, actions: list[tuple[str, str]], answered: Any) -> None:
        self.questions.append(question)
        answered(self.answers.pop(0) if self.answers else actions[0][0])

    def pick_files(self, kind: str, picked: Any) -> None:
        if self.files:
            picked(list(self.files))

    def pick_target(self, suggested: str, suffix: str, picked: Any) -> None:
        if self.target is not None:
            picked(self.target)

    def set_page_title(self, title: str, note: str = "") -> None:
        pass


def context_of(opened: workbench.Workbench, runner: Runner | None = None, parent: QObject | None = None) -> Context:
    """A context with a fake window round it."""
    events = Events(parent)
    return Context(opened, Registers(opened), runner or InlineRunner(), events, FakeShell(), Path("so.lkv"))
