"""Forms that cannot be taken as they are: told apart, said in one sentence, the record as it was."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

import main as program
from tests.exchange.test_annotating import PIXEL
from workbench.clock import FixedClock
from workbench.exchange.filling import FormSheet, digest
from workbench.exchange.sheetwriter import save_form
from workbench.services.exporting import export_form, form_for
from workbench.services.records_new import create_record
from workbench.services.seeding import NewRecord

CLOCK = FixedClock.on(date(2026, 11, 23))
ROW = {"issue": "Thiếu cát đắp nền", "provinces": "Vĩnh Long", "proposal": "Điều phối cát", "authority": "Bộ Xây dựng"}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    create_record(tmp_path / "so.lkv", NewRecord("DBSCL", officer="A"), CLOCK).close()
    return tmp_path / "so.lkv"


def form(record: Path, **identity: str) -> FormSheet:
    """A form B02 of Vĩnh Long with one row, whose hidden sheet says something else in its own right."""
    from workbench.services.workbench import Workbench

    with Workbench.open(record, CLOCK, "A") as opened:
        sheet = form_for(opened, "B02", locality="Vĩnh Long", period="2026-Q3")
    told = {**sheet.identity, **identity}
    told["digest"] = digest(told, [record.line for record in sheet.records])
    return replace(sheet, identity=told, rows=(ROW,))


def imported(record: Path, path: Path, capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code of `import`, and what was said."""
    with pytest.raises(SystemExit) as ended:
        program.main(["import", str(record), str(path)])
    return int(str(ended.value.code)), capfd.readouterr().err.strip()


def of_a_newer_version(record: Path, path: Path) -> None:
    save_form(form(record, version="2031.1"), path)


def of_an_unknown_kind(record: Path, path: Path) -> None:
    save_form(form(record, form="B99"), path)


def of_another_council(record: Path, path: Path) -> None:
    with create_record(record.with_name("khac.lkv"), NewRecord("DNB"), CLOCK) as other:
        export_form(other, "B02", path, locality="Tây Ninh", period="2026-Q3", blank=True)


def of_somebody_else(record: Path, path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("Danh sách trực cơ quan",), ("Thứ Hai", "Nguyễn Văn A"), ("Thứ Ba", "Trần Thị B")):
        book.active.append(row)
    book.save(path)


def only_a_picture(record: Path, path: Path) -> None:
    picture = path.with_suffix(".png")
    picture.write_bytes(PIXEL)
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().insert_image("B2", str(picture))
    book.close()


def our_own_tracking(record: Path, path: Path) -> None:
    from workbench.services.workbench import Workbench

    with Workbench.open(record, CLOCK, "A") as opened:
        export_form(opened, "B06", path, period="2026-Q3")


REFUSED = {
    of_a_newer_version: "Tệp bieu.xlsx là biểu B02 phiên bản 2031.1, mới hơn bản chương trình này.",
    of_an_unknown_kind: "Tệp bieu.xlsx là biểu B99 mà bản chương trình này chưa biết.",
    of_another_council: "Tệp bieu.xlsx là biểu do hội đồng khác gửi (Hội đồng điều phối vùng Đông Nam Bộ)",
    of_somebody_else: "Không thấy bảng nào theo các biểu mẫu của Hội đồng (Biểu 01 đến 11) trong tệp bieu.xlsx.",
    only_a_picture: "Tệp bieu.xlsx chỉ có ảnh chụp bảng, không có ô dữ liệu nào đọc được.",
    our_own_tracking: "Tệp bieu.xlsx là biểu B06 do Văn phòng lập ra để theo dõi, không phải biểu để nhập.",
}


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_what_cannot_be_taken_is_refused_in_one_sentence(
    record: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], make: Callable[[Path, Path], None]
) -> None:
    make(record, tmp_path / "bieu.xlsx")
    before = hashlib.sha256(record.read_bytes()).digest()
    code, said = imported(record, tmp_path / "bieu.xlsx", capfd)
    assert code == 2 and said.startswith(REFUSED[make]) and "\n" not in said
    assert hashlib.sha256(record.read_bytes()).digest() == before


def test_an_image_file_is_told_from_a_workbook(record: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "chup.png").write_bytes(PIXEL)
    code, said = imported(record, tmp_path / "chup.png", capfd)
    assert code == 2 and "là ảnh hoặc bản quét" in said


def test_a_form_of_an_unknown_version_is_read_by_its_headings_and_said(
    record: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    save_form(form(record, version="2019.4"), tmp_path / "bieu.xlsx")
    code, said = imported(record, tmp_path / "bieu.xlsx", capfd)
    assert code == 0 and "Biểu ghi phiên bản 2019.4, không có trong các phiên bản đã phát hành" in said


def test_an_edited_hidden_sheet_is_said_and_the_rows_are_read(
    record: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bieu.xlsx"
    save_form(form(record), path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    book["_lkv"]["B4"] = "82.2"
    book.save(path)
    code, said = imported(record, path, capfd)
    assert code == 0 and "Trang ẩn của biểu đã bị sửa nên không dùng đến; các dòng được so lại theo nội dung." in said
