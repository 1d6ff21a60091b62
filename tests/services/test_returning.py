"""A submission with faults goes back marked, comes again mended, and only what was mended changes the record."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook, load_workbook

from tests.building import edit, write
from tests.journeys.forms import B02, ROWS, submission
from workbench.clock import FixedClock
from workbench.exchange.marking.styles import FILLS
from workbench.services import returning
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.session import ImportSession, Loaded
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.returning import Returned, returned, save_returned, second_try
from workbench.services.seeding import NewRecord

FAULTY = (
    (*ROWS[0][:8], "31/02/2026", *ROWS[0][9:]),
    (*ROWS[1][:4], "Vĩnh Longg", *ROWS[1][5:]),
    (3, "Thiếu vốn cho tuyến đường ven biển", "Giao thông", None, "Cà Mau", None, None, "Bộ Tài chính"),
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ImportSession]:
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(tmp_path / "so.lkv", new, clock) as opened, ImportSession(Registers(opened)) as made:
        yield made


def taken(session: ImportSession, path: Path) -> tuple[Loaded, ImportPlan]:
    """A file imported as the command line does it: what needs no decision is written."""
    loaded = session.load(path)
    plan = session.plan(loaded)
    session.commit(plan)
    return loaded, plan


def sent_back(session: ImportSession, path: Path) -> Returned:
    return returned(session.workbench, *taken(session, path))


def opened(made: Returned | Path) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(made if isinstance(made, Path) else io.BytesIO(made.data))


def test_findings_stand_at_their_cells_and_on_the_first_sheet(session: ImportSession, tmp_path: Path) -> None:
    made = sent_back(session, submission(tmp_path / "Biểu 02.xlsx", FAULTY))
    assert (made.name, made.fix, made.done) == ("Biểu 02 - kết quả tiếp nhận.xlsx", 3, 2)
    book = opened(made)
    sheet, report = book["Biểu 02"], book["Kết quả tiếp nhận"]
    assert sheet["I9"].comment.text.startswith("Cần sửa\nNgày không có thật: “31/02/2026”.\nCách sửa: ")
    assert "Vĩnh Long" in sheet["E10"].comment.text
    assert sheet["A11"].comment is None
    assert sheet["A9"].comment.text == "Đã tiếp nhận\nĐã vào sổ với mã số VM-2026-001."
    assert {at: sheet[at].fill.fgColor.rgb for at in ("I9", "E10", "G11", "A9")} == {
        "I9": FILLS["fix"], "E10": FILLS["fix"], "G11": FILLS["fix"], "A9": FILLS["done"],
    }  # fmt: skip
    words = [str(cell.value) for row in report for cell in row if cell.value]
    for wanted in ("I9", "E10", "VM-2026-001", "Chưa ghi, chờ sửa các ô đã đánh dấu", "Đã ghi mới"):
        assert wanted in words, wanted


def test_the_second_try_is_recognised_and_shows_exactly_the_mended_cells(session: ImportSession, tmp_path: Path) -> None:
    made = sent_back(session, submission(tmp_path / "Biểu 02.xlsx", FAULTY))
    book = opened(made)
    book["Biểu 02"]["I9"] = date(2026, 8, 12)
    book["Biểu 02"]["E10"] = "Vĩnh Long"
    book["Biểu 02"]["G11"] = "Bố trí vốn trung hạn"
    book.save(tmp_path / "gui lai.xlsx")
    loaded = session.load(tmp_path / "gui lai.xlsx")
    again = second_try(session, loaded)
    assert again is not None and again.code == "LN-2026-001"
    assert [(str(c.ref), c.before, c.after) for c in again.corrected] == [
        ("Biểu 02!I9", "31/02/2026", "2026-08-12"),
        ("Biểu 02!E10", "Vĩnh Longg", "Vĩnh Long"),
        ("Biểu 02!G11", "", "Bố trí vốn trung hạn"),
    ]
    plan = session.plan(loaded)
    assert [(row.how, [d.field for d in row.diffs]) for row in plan.rows] == [
        ("changed", ["raised_date"]),
        ("changed", ["provinces"]),
        ("new", []),
    ]
    assert not plan.waiting


def test_a_returned_workbook_sent_again_unchanged_changes_nothing(session: ImportSession, tmp_path: Path) -> None:
    path = submission(tmp_path / "Biểu 02.xlsx")
    path = save_returned(sent_back(session, path), tmp_path / "tra lai")
    plan = session.plan(session.load(path))
    assert [row.how for row in plan.rows] == ["same"] * len(ROWS)
    assert plan.recognised.forms == ("B02",)
    again = second_try(session, session.load(path))
    assert again is not None and again.corrected == ()


def test_inserted_rows_do_not_make_all_others_look_mended(session: ImportSession, tmp_path: Path) -> None:
    book = opened(sent_back(session, submission(tmp_path / "Biểu 02.xlsx", FAULTY)))
    book["Biểu 02"].insert_rows(10)
    for column, words in ((1, 3), (2, "Nội dung thêm"), (7, "Đề nghị thêm"), (8, "Bộ Xây dựng")):
        book["Biểu 02"].cell(10, column, words)
    book.save(tmp_path / "gui lai.xlsx")
    again = second_try(session, session.load(tmp_path / "gui lai.xlsx"))
    assert again is not None
    assert {str(c.ref) for c in again.corrected} == {f"Biểu 02!{column}10" for column in "ABGH"}


def test_another_records_return_is_no_second_try_here(session: ImportSession, tmp_path: Path) -> None:
    made = sent_back(session, submission(tmp_path / "Biểu 02.xlsx", FAULTY))
    path = save_returned(made, tmp_path)
    new = NewRecord("DBSCL")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(tmp_path / "khac.lkv", new, clock) as other, ImportSession(Registers(other)) as theirs:
        assert second_try(theirs, theirs.load(path)) is None
        assert len(theirs.plan(theirs.load(path)).rows) == 3


@pytest.mark.parametrize(
    ("sent", "returned"),
    [
        ("Phụ lục: 1?.xlsx", "Phụ lục_ 1_ - kết quả tiếp nhận.xlsx"),
        ("B" * 150 + ".xlsx", "B" * 120 + " - kết quả tiếp nhận.xlsx"),
    ],
)
def test_a_returned_file_has_a_name_that_every_computer_takes(sent: str, returned: str) -> None:
    assert returning._name(sent, "xlsx") == returned
    assert returning._name(returned, "xlsx") == returned


def test_an_old_workbook_comes_back_as_a_marked_copy(session: ImportSession, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Biểu 02")
    sheet.write(0, 0, "UBND TỈNH VĨNH LONG")
    sheet.write(3, 0, "TỔNG HỢP KHÓ KHĂN, VƯỚNG MẮC VÀ ĐỀ XUẤT, KIẾN NGHỊ")
    for column, words in enumerate(B02):
        sheet.write(5, column, words)
    values = ("1", "- Thiếu cát đắp nền", "Giao thông", "", "Vĩnh Long", "=thiếu nguồn", "Điều phối", "Bộ Xây dựng",
              "31/02/2026")  # fmt: skip
    for column, words in enumerate(values):
        sheet.write(6, column, words)
    book.save(str(tmp_path / "cu.xls"))
    made = sent_back(session, tmp_path / "cu.xls")
    assert made.name == "cu - kết quả tiếp nhận.xlsx"
    copy = opened(made)["Biểu 02"]
    assert copy["I7"].comment.text.startswith("Cần sửa")
    assert (copy["F7"].value, copy["F7"].data_type, copy["F7"].quotePrefix) == ("=thiếu nguồn", "s", True)
    path = save_returned(made, tmp_path)
    again = second_try(session, session.load(path))
    assert again is not None and again.corrected == ()
    assert [row.how for row in session.plan(session.load(path)).rows] == ["same"]


def test_a_text_file_comes_back_as_a_marked_copy(session: ImportSession, tmp_path: Path) -> None:
    row = "1;Thiếu cát;Giao thông;;Vĩnh Long;;Điều phối;Bộ Xây dựng;31/02/2026;;;"
    (tmp_path / "bieu.csv").write_text("\n".join(("UBND TỈNH VĨNH LONG", ";".join(B02), row)), encoding="utf-8-sig")
    made = sent_back(session, tmp_path / "bieu.csv")
    book = opened(made)
    assert book[book.sheetnames[1]]["I3"].comment.text.startswith("Cần sửa")


def test_a_file_that_holds_no_form_says_so_on_the_first_sheet(session: ImportSession, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "Danh sách trực cơ quan"
    book.save(tmp_path / "truc.xlsx")
    report = opened(sent_back(session, tmp_path / "truc.xlsx"))["Kết quả tiếp nhận"]
    words = " ".join(str(cell.value) for row in report for cell in row if cell.value)
    assert "Không thấy bảng nào" in words


def test_a_value_that_differs_from_the_register_is_told_with_both_sides(session: ImportSession, tmp_path: Path) -> None:
    taken(session, submission(tmp_path / "a.xlsx"))
    obstacle = session.workbench.repository.all("obstacle")[0]
    write(session.workbench, edit(session.workbench, "obstacle", obstacle.uid, cause="Cán bộ đã sửa nguyên nhân"))
    changed = ((*ROWS[0][:5], "Tỉnh ghi nguyên nhân khác", *ROWS[0][6:]), *ROWS[1:])
    loaded = session.load(submission(tmp_path / "b.xlsx", changed))
    made = returned(session.workbench, loaded, session.plan(loaded))
    note = opened(made)["Biểu 02"]["F9"].comment.text
    assert note.splitlines() == [
        "Cần xem lại",
        "Sổ của Hội đồng đang ghi: Cán bộ đã sửa nguyên nhân",
        "Biểu này ghi: Tỉnh ghi nguyên nhân khác",
        "Chưa cập nhật; đề nghị xác nhận giá trị đúng.",
    ]
