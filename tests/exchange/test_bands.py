"""What the rows of a table are taken for."""

from __future__ import annotations

import pytest

from tests.exchange.sheets import (
    B01,
    B02,
    B03,
    agreement,
    answer,
    bold,
    codes,
    issue,
    obstacle,
    read,
    sheet,
    table,
    values,
)
from workbench.exchange.raw import Area
from workbench.exchange.recognised import Overrides

NO_SECTOR = (*B01[:4], B01[5])


def kinds(found) -> list[str]:
    return [band.kind for band in found.tables[0].bands]


def without_sector(number: int) -> list:
    line = agreement(number)
    return [*line[:4], line[5]]


def test_group_rows_lend_the_field_they_name() -> None:
    found = table(
        NO_SECTOR,
        bold("I", "GIAO THÔNG"),
        without_sector(1),
        bold("II", "Thủy lợi"),
        without_sector(2),
    )
    assert kinds(found) == ["heading", "group", "data", "group", "data"]
    assert [row.value("sector") for row in found.rows] == ["GT", "TL"]
    assert [ref.address for ref in found.rows[1].cells["sector"].cells] == ["B4"]
    assert found.rows[1].group == "Thủy lợi"


@pytest.mark.parametrize(
    "group",
    [
        ["A", "Giao thông"],
        [None, "Giao thông"],
        [None, "Lĩnh vực: Giao thông"],
        ["(a)", "Giao thông"],
        ["I. Lĩnh vực giao thông"],
        [1, "Giao thông"],
    ],
)
def test_group_rows_without_bold(group: list) -> None:
    found = table(NO_SECTOR, group, without_sector(1))
    assert len(found.rows) == 1
    assert found.rows[0].value("sector") == "GT"


def test_group_with_sums_is_no_record() -> None:
    head = [*NO_SECTOR, "Tổng nhu cầu vốn (tỷ đồng)"]
    found = table(head, [*bold("I", "Giao thông"), None, None, None, 120], [*without_sector(1), 120])
    assert kinds(found) == ["heading", "group", "data"]


def test_a_group_that_names_nothing_lends_nothing() -> None:
    found = table(
        NO_SECTOR, bold("I", "Giao thông"), without_sector(1), bold("II", "Các nội dung còn lại"), without_sector(2)
    )
    assert [row.value("sector") for row in found.rows] == ["GT", None]


def test_groups_inside_groups() -> None:
    found = table(
        NO_SECTOR,
        bold("A", "Giao thông"),
        bold("I", "Đường bộ ven biển"),
        without_sector(1),
        bold("II", "Đường thủy nối vùng"),
        without_sector(2),
    )
    assert [row.value("sector") for row in found.rows] == ["GT", "GT"]


def test_name_of_the_sheet_lends_the_field() -> None:
    found = read(
        sheet(NO_SECTOR, without_sector(1), name="Giao thông"), sheet(NO_SECTOR, without_sector(2), name="Du lịch")
    )
    assert [row.value("sector") for row in found.rows] == ["GT", "DL"]


def test_group_does_not_fill_a_column_that_is_there() -> None:
    found = table(B01, bold("I", "Giao thông"), agreement(1, sector=None))
    assert found.rows[0].value("sector") is None


@pytest.mark.parametrize("label", ["Tổng cộng", "TỔNG SỐ", "Cộng", "Cộng nhóm I", "Tổng cộng (I+II):", "Tỷ lệ (%)"])
def test_totals_are_no_records(label: str) -> None:
    head = [*B01, "Tổng nhu cầu vốn (tỷ đồng)"]
    found = table(head, [*agreement(1), 100], [*agreement(2), 200], [None, label, None, None, None, None, 300])
    assert kinds(found) == ["heading", "data", "data", "total"]


def test_text_that_begins_like_a_total_is_a_record() -> None:
    found = table(B02, obstacle(1, "Tổng hợp danh mục dự án còn chậm"))
    assert len(found.rows) == 1


def test_record_merged_down_over_its_provinces() -> None:
    found = table(
        B01,
        agreement(1, parties="Cần Thơ"),
        [None, None, None, None, None, "tỉnh An Giang"],
        [None, None, None, None, None, "Cà Mau"],
        agreement(2),
        merges=[Area(2, column, 4, column) for column in (1, 2, 3, 4, 5)],
    )
    assert [row.rows for row in found.rows] == [(2, 3, 4), (5,)]
    assert found.rows[0].value("parties") == ("Cần Thơ", "An Giang", "Cà Mau")
    assert [ref.address for ref in found.rows[0].cells["parties"].cells] == ["F2", "F3", "F4"]


def test_provinces_run_down_without_merges() -> None:
    found = table(B01, agreement(1, parties="Cần Thơ"), [None, None, None, None, None, "An Giang"], agreement(2))
    assert found.rows[0].value("parties") == ("Cần Thơ", "An Giang")


def test_provinces_run_down_where_no_other_required_column_was_recognised() -> None:
    heading = ["STT", "Tên thỏa thuận, chương trình liên kết", "Cột A", "Cột B", "Lĩnh vực", "Các địa phương tham gia"]
    found = table(heading, agreement(1, parties="Cần Thơ"), [None, None, None, None, None, "An Giang"], agreement(2))
    assert found.rows[0].value("parties") == ("Cần Thơ", "An Giang")


def test_merged_value_holds_for_all_its_rows() -> None:
    found = table(
        B03,
        answer(1, sent_no="5/UBND-TH"),
        answer(2, sent_no=None),
        merges=[Area(2, 3, 3, 3)],
    )
    assert [row.value("sent_no") for row in found.rows] == ["5/UBND-TH", "5/UBND-TH"]
    assert "missing_required" not in codes(found)


def test_text_running_on_in_the_next_row() -> None:
    found = table(
        B02,
        obstacle(1, "Ngập úng khu vực giáp ranh Tây Ninh"),
        [None, "- Đồng Nai kéo dài"],
        obstacle(2, cause="- Thiếu vốn"),
        [None, None, None, None, "- Chậm thủ tục"],
    )
    assert found.rows[0].value("issue") == "Ngập úng khu vực giáp ranh Tây Ninh - Đồng Nai kéo dài"
    assert found.rows[1].value("cause") == "- Thiếu vốn\n- Chậm thủ tục"
    assert [ref.address for ref in found.rows[0].cells["issue"].cells] == ["B2", "B3"]


def test_text_runs_on_over_a_page_break() -> None:
    found = table(B02, obstacle(1, "Ngập úng khu vực"), B02, [None, "giáp ranh hai tỉnh"], obstacle(2))
    assert found.rows[0].value("issue") == "Ngập úng khu vực giáp ranh hai tỉnh"


def test_record_without_a_number_is_a_record() -> None:
    found = table(B02, obstacle(1), [None, *obstacle(2)[1:]], obstacle(3))
    assert len(found.rows) == 3
    assert issue(found, "stt_irregular").severity == "note"


def test_numbers_may_start_anew_in_a_group() -> None:
    found = table(
        NO_SECTOR,
        bold("I", "Giao thông"),
        without_sector(1),
        without_sector(2),
        bold("II", "Du lịch"),
        without_sector(1),
    )
    assert "stt_irregular" not in codes(found, notes=True)


def test_signature_and_notes_end_the_table() -> None:
    found = table(
        B02,
        obstacle(1),
        [None, "Ghi chú:"],
        [None, "- Số liệu chưa gồm dự án đã bàn giao."],
        [],
        ["Nơi nhận:", None, None, None, None, None, "TM. ỦY BAN NHÂN DÂN"],
        ["- Như trên;", None, None, None, None, None, "KT. CHỦ TỊCH"],
        [None, None, None, None, None, None, "Nguyễn Văn An"],
    )
    assert [row.row for row in found.rows] == [2]
    assert kinds(found)[2:4] == ["note", "note"]


def test_blank_rows_inside_a_table_do_not_end_it() -> None:
    assert [row.row for row in table(B02, obstacle(1), [], [], [], obstacle(2)).rows] == [2, 6]


@pytest.mark.parametrize(
    "text", ["Không phát sinh", "Trong kỳ không có nội dung báo cáo", "Chưa phát sinh.", "Kỳ này không có"]
)
def test_nil_return(text: str) -> None:
    found = table(["Đơn vị báo cáo: UBND tỉnh Cà Mau"], B02, [None, text], [None, "NGƯỜI LẬP BIỂU"])
    assert (found.nil, found.status, found.rows, found.forms) == (True, "imported", (), ("B02",))
    assert issue(found, "nil_report").cells[0].address == "B3"


def test_nil_return_with_a_number() -> None:
    assert table(B02, [1, "Không phát sinh"]).nil


def test_nil_return_under_the_running_number() -> None:
    assert table(B02, ["Trong kỳ không phát sinh"], ["Ghi chú: số liệu đến hết quý"]).nil


def test_ditto_takes_the_value_above() -> None:
    found = table(B02, obstacle(1), obstacle(2, authority="-nt-", sector='"', cause="Như trên"))
    assert values(found.rows[1], "authority", "sector", "cause") == (("Bộ Xây dựng",), "GT", "Nguyên nhân thứ 1")
    assert [ref.address for ref in found.rows[1].cells["authority"].cells] == ["G3", "G2"]
    assert codes(found) == []


def test_ditto_does_not_cross_a_group() -> None:
    found = table(
        NO_SECTOR,
        bold("I", "Giao thông"),
        without_sector(1),
        bold("II", "Du lịch"),
        [2, "Thỏa thuận", "-nt-", "-nt-", "-nt-"],
    )
    assert found.rows[1].value("parties") is None
    assert codes(found).count("missing_value") == 3


def test_officer_takes_a_row_out_and_another_in() -> None:
    lines = [B02, obstacle(1), obstacle(2), [None, "Đề nghị khác"]]
    overrides = Overrides(bands={("Sheet1", 3): "outside", ("Sheet1", 4): "data"})
    found = read(sheet(*lines), overrides=overrides)
    assert [row.row for row in found.rows] == [2, 4]
    assert found.tables[0].bands[2].reason_key == "reason_chosen"


def test_officer_names_the_heading_row() -> None:
    lines = [["Lối 1", "Lối 2", "Lối 3"], ["Thiếu vốn", "Bố trí vốn", "Bộ Tài chính"]]
    assert read(sheet(*lines)).status == "rejected"
    overrides = Overrides(
        bands={("Sheet1", 1): "heading", ("Sheet1", 2): "data"},
        forms={"Sheet1": "B02"},
        columns={("Sheet1", 1): "issue", ("Sheet1", 2): "proposal", ("Sheet1", 3): "authority"},
    )
    found = read(sheet(*lines), overrides=overrides)
    assert values(found.rows[0], "issue", "proposal", "authority") == ("Thiếu vốn", "Bố trí vốn", ("Bộ Tài chính",))


def test_every_filled_row_of_a_sheet_has_a_band() -> None:
    found = table(
        ["UBND TỈNH CÀ MAU"], ["Đơn vị tính: tỷ đồng"], ["Ghi đúng mẫu nhé"], B01, agreement(1), [None, "NGƯỜI LẬP BIỂU"]
    )
    assert [band.kind for band in found.bands["Sheet1"]] == [
        "letterhead", "unit", "guidance", "heading", "data", "signature",
    ]  # fmt: skip


def test_a_group_is_told_by_what_it_says_whatever_sign_stands_before_it() -> None:
    for label in ("* Lĩnh vực du lịch:", "- Du lịch", "Nhóm 2: Du lịch", "b) Du lịch", "2. DU LỊCH"):
        heads = [h for h in B01 if h != "Lĩnh vực"]
        lines = [[v for n, v in enumerate(agreement(k)) if n != 4] for k in (1, 2)]
        made = read(sheet(heads, [None, label], *lines))
        assert [row.value("sector") for row in made.rows] == ["DL", "DL"], label


def test_a_short_group_in_the_column_of_numbers_lends_its_field() -> None:
    heads = [h for h in B01 if h != "Lĩnh vực"]
    lines = [[v for n, v in enumerate(agreement(k)) if n != 4] for k in (1, 2)]
    made = read(sheet(heads, ["1. LOGISTICS"], lines[0], ["2. Y TẾ"], lines[1]))
    assert [row.value("sector") for row in made.rows] == ["LG", "YT"]


def test_the_number_of_a_page_is_no_text_that_runs_on() -> None:
    made = read(sheet(B01, agreement(1), [None, "Trang 2"], agreement(2)))
    assert [row.value("title") for row in made.rows] == ["Thỏa thuận hợp tác số 1", "Thỏa thuận hợp tác số 2"]


def test_a_row_with_nothing_but_its_main_text_may_run_on_from_the_one_above() -> None:
    lines = [[v for n, v in enumerate(agreement(k)) if n] for k in (1, 2)]
    made = read(sheet(B01[1:], lines[0], ["Đại Ngãi giai đoạn 2"], lines[1]))
    assert [i for i in made.all_issues if i.params.get("row") == 2 and {r.address for r in i.cells} == {"A2", "A3"}]


def test_figures_alone_are_sums() -> None:
    heads = (*B01, "Tổng nhu cầu vốn", "Vốn xã hội hóa")
    made = read(sheet(heads, [None] * 6 + [30, 20], [*agreement(1), 10, 10], [*agreement(2), 20, 10]))
    assert [row.number for row in made.rows] == ["1", "2"]


def test_a_remark_inside_a_table_without_a_known_main_column_does_not_end_it() -> None:
    heads = [h if h != B01[1] else "Zzz" for h in B01[1:]]
    lines = [[v for n, v in enumerate(agreement(k)) if n] for k in (1, 2, 3)]
    made = read(sheet(heads, lines[0], ["phần còn lại của dòng trên"], *lines[1:]))
    assert [row.value("doc_no") for row in made.rows] == ["1/TTHT-UBND", "2/TTHT-UBND", "3/TTHT-UBND"]
