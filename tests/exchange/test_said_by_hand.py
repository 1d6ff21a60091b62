"""What an officer says of rows, columns and sheets is what they are; what was left out amid records is told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.sheets import B01, B02, agreement, book, codes, context, obstacle, places, read, sheet, table, values
from workbench.exchange.forms import load_forms
from workbench.exchange.lessons import Lesson, Lessons
from workbench.exchange.raw import RawCell, Style
from workbench.exchange.recognise import recognise
from workbench.exchange.recognised import BandKind, Overrides, Recognised
from workbench.exchange.said import said_column, ticked, together

FORMS = {form.key: form for form in load_forms()}
LETTER = ("UBND TỈNH VĨNH LONG",)
STRANGE = ("Mã hàng", "Diễn giải", "Chỗ", "Ai lo")
GOODS = [("a1", "Bến phà quá tải dịp lễ", "Vĩnh Long", "Bộ Xây dựng"),
         ("a2", "Mỏ cát cạn, cao tốc chờ cát", "Cần Thơ", "Bộ Công Thương")]  # fmt: skip


def said(**rows: BandKind) -> Overrides:
    """Kinds of rows of the first sheet: r3="heading"."""
    return Overrides(bands={("Sheet1", int(row[1:])): kind for row, kind in rows.items()})


def kinds(found: Recognised) -> dict[int, str]:
    return {band.row: band.kind for band in found.bands["Sheet1"]}


def abouts(found: Recognised) -> list[str]:
    return [str(issue.params.get("about", issue.code)) for issue in found.all_issues]


def test_a_file_without_a_known_table_still_shows_its_rows() -> None:
    found = table(LETTER, STRANGE, *GOODS)
    assert (found.status, found.message) == ("rejected", "importing.nothing_recognised")
    assert sorted(kinds(found)) == [1, 2, 3, 4]


def test_any_table_is_taken_in_by_its_marked_heading_form_and_columns() -> None:
    by_hand = said(r2="heading").changed(
        forms={"Sheet1": "B02"},
        columns={("Sheet1", 1): "", ("Sheet1", 2): "issue", ("Sheet1", 3): "provinces", ("Sheet1", 4): "authority"},
    )
    found = read(sheet(LETTER, STRANGE, *GOODS), overrides=by_hand)
    assert found.form == "B02" and kinds(found) == {1: "letterhead", 2: "heading", 3: "data", 4: "data"}
    assert [values(row, "issue", "provinces", "authority") for row in found.rows] == [
        ("Bến phà quá tải dịp lễ", ("Vĩnh Long",), ("Bộ Xây dựng",)),
        ("Mỏ cát cạn, cao tốc chờ cát", ("Cần Thơ",), ("Bộ Công Thương",)),
    ]


def test_what_is_told_in_lines_is_taken_in_line_by_line() -> None:
    lines = [("Báo cáo khó khăn",), ("Qua rà soát, còn các việc sau:",), ("1. Bến phà quá tải",), ("2. Mỏ cát cạn",)]
    by_hand = said(r2="heading", r3="data", r4="data").changed(forms={"Sheet1": "B02"}, columns={("Sheet1", 1): "issue"})
    assert table(*lines).bands
    found = read(sheet(*lines), overrides=by_hand)
    assert [row.value("issue") for row in found.rows] == ["1. Bến phà quá tải", "2. Mỏ cát cạn"]
    assert "missing_column" in codes(found), "what a record must have and these lines have not is asked for"


def test_a_marked_heading_that_fits_no_form_asks_which_form_it_is_until_that_is_said() -> None:
    one = sheet(LETTER, STRANGE, *GOODS)
    assert "form_by_hand" in abouts(read(one, overrides=said(r2="heading")))
    assert "form_by_hand" not in abouts(read(one, overrides=said(r2="heading").changed(forms={"Sheet1": "B02"})))


def test_a_heading_of_three_rows_marked_by_hand() -> None:
    lines = [("Chuyện", "Chuyện"), ("khó", "xin"), ("của tỉnh", "trung ương"), ("Thiếu cát đắp nền", "Điều phối cát")]
    by_hand = said(r1="heading", r2="heading", r3="heading").changed(forms={"Sheet1": "B02"})
    found = read(sheet(*lines), overrides=by_hand)
    assert found.tables[0].heading_rows == (1, 2, 3)
    assert found.tables[0].columns[0].heading == "Chuyện / khó / của tỉnh"


def test_a_column_without_a_heading_is_named_and_read() -> None:
    lines = [[*obstacle(n)[:4], None, *obstacle(n)[5:8], f"Bộ phận {n}"] for n in (1, 2)]
    found = read(sheet(B02, *lines), overrides=Overrides(columns={("Sheet1", 9): "note"}))
    assert [row.value("note") for row in found.rows] == ["Bộ phận 1", "Bộ phận 2"]
    assert found.tables[0].last_column == 9


def test_the_running_number_is_where_the_officer_says() -> None:
    lines = [("TT", "Số", *B02[1:4], *B02[5:7])]
    lines += [("Vĩnh Long", n, *obstacle(n)[1:4], *obstacle(n)[5:7]) for n in (1, 2)]  # type: ignore[misc]
    by_hand = Overrides(columns={("Sheet1", 2): "#", ("Sheet1", 1): "note"})
    found = read(sheet(*lines), overrides=by_hand)
    assert found.tables[0].number_column == 2
    assert [(row.number, row.value("note")) for row in found.rows] == [("1", "Vĩnh Long"), ("2", "Vĩnh Long")]


def test_a_column_of_several_contents_and_one_to_be_ticked_can_be_said() -> None:
    assert said_column(together(("doc_no", "signed_date")), FORMS["B01"]) is not None
    lines = [("STT", "Thỏa thuận", "Giấy tờ", "Các địa phương tham gia", "Dở dang", "Xong xuôi")]
    lines += [(1, "Liên kết du lịch", "12/TTHT-UBND ngày 03/10/2025", "Vĩnh Long, Cần Thơ", "x", None)]
    status = next(column for column in FORMS["B01"].columns if column.kind == "code" and column.list)
    codes_of = list(context().catalogues[status.list].by_code)
    by_hand = said(r1="heading").changed(
        forms={"Sheet1": "B01"},
        columns={("Sheet1", 2): "title", ("Sheet1", 3): together(("doc_no", "signed_date")),
                 ("Sheet1", 5): ticked(status.key, codes_of[0]), ("Sheet1", 6): ticked(status.key, codes_of[1])},
    )  # fmt: skip
    row = read(sheet(*lines), overrides=by_hand).rows[0]
    assert row.value("doc_no") == "12/TTHT-UBND" and getattr(row.value("signed_date"), "value", None) == date(
        2025, 10, 3
    )
    assert row.value(status.key) == codes_of[0]


def test_a_field_of_another_form_than_the_one_chosen_since_is_passed_over() -> None:
    by_hand = Overrides(columns={("Sheet1", 3): "severity"}, forms={"Sheet1": "B01"})
    assert read(sheet(B01, agreement(1)), overrides=by_hand).form == "B01"


def test_one_of_two_tables_on_a_sheet_is_another_form() -> None:
    lines = [B02, obstacle(1), obstacle(2), (None,), B01, agreement(1)]
    found = read(sheet(*lines), overrides=Overrides(tables={("Sheet1", 5): "B07"}))
    assert [one.form for one in found.tables] == ["B02", "B07"]


@pytest.mark.parametrize(("words", "unit"), [("(đơn vị: triệu đồng)", 10**6), ("tỷ đồng", 10**9)])
def test_a_row_called_units_gives_the_unit(words: str, unit: int) -> None:
    heading = (*B01, "Tổng nhu cầu vốn")
    by_hand = said(r2="unit")
    found = read(sheet(LETTER, (None, None, words), heading, [*agreement(1), 5]), overrides=by_hand)
    assert kinds(found)[2] == "unit" and found.rows[0].value("amount_total") == 5 * unit


def test_a_row_called_units_without_one_is_told() -> None:
    found = read(sheet(LETTER, ("Ghi theo mẫu",), B01, agreement(1)), overrides=said(r2="unit"))
    assert "no_unit_in_row" in abouts(found)


@pytest.mark.parametrize("kind", ["data", "continuation", "group", "total", "outside", "note", "numbers", "signature"])
def test_a_row_is_what_the_officer_says_and_nothing_breaks(kind: BandKind) -> None:
    lines = [B02, obstacle(1), (None, "Bến phà Đình Khao quá tải"), obstacle(2), (None,) * 8 + ("ngoài lề",)]
    found = read(sheet(*lines), overrides=said(r3=kind))
    assert kinds(found)[3] == kind
    read(sheet(*lines), overrides=said(r2=kind, r3=kind, r4=kind, r5=kind))
    assert len(found.rows) == (3 if kind == "data" else 2)


def test_a_remark_pointed_at_ends_no_table() -> None:
    lone = (3, "Bến phà quá tải")
    found = read(sheet(B02, obstacle(1), (None, "Đã họp"), lone, obstacle(4)), overrides=said(r3="note"))
    assert [row.row for row in found.rows] == [2, 4, 5]


def test_a_lone_line_between_records_is_told_and_becomes_a_record_when_said() -> None:
    lines = [B02, obstacle(1), (None, RawCell("Bến phà quá tải dịp lễ", Style(italic=True))), obstacle(3)]
    found = table(*lines)
    (told,) = [issue for issue in found.issues if issue.params.get("about") == "rows_skipped"]
    assert (told.severity, told.found, places(told)) == ("check", "Bến phà quá tải dịp lễ", ["B3"])
    made = read(sheet(*lines), overrides=said(r3="data"))
    assert [row.row for row in made.rows] == [2, 3, 4] and "rows_skipped" not in abouts(made)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_numbered_row_that_says_there_is_nothing_is_no_record_and_is_told(at: int) -> None:
    lines = [obstacle(1), obstacle(2)]
    lines.insert(at, [at + 1, "Không phát sinh"])
    found = table(B02, *lines)
    assert [row.row for row in found.rows] == [row for row in (2, 3, 4) if row != at + 2]
    assert abouts(found).count("rows_skipped") == 1 and not found.nil


def test_of_cards_a_row_is_left_out_and_a_marked_heading_makes_a_table_of_them() -> None:
    cards = [("Nội dung khó khăn, vướng mắc", "Bến phà quá tải"), ("Lĩnh vực", "Giao thông"),
             ("Địa phương liên quan", "Vĩnh Long"), ("Đề xuất, kiến nghị", "Bổ sung phà"),
             ("Cơ quan có thẩm quyền giải quyết", "Bộ Xây dựng")]  # fmt: skip
    assert len(table(*cards).rows) == 1
    made = read(sheet(*cards), overrides=said(r1="heading").changed(forms={"Sheet1": "B02"}))
    assert made.tables[0].heading_rows == (1,) and kinds(made)[1] == "heading"
    without = read(sheet(*cards), overrides=said(r2="outside"))
    assert [values(row, "issue", "sector") for row in without.rows] == [("Bến phà quá tải", None)]
    assert kinds(without)[2] == "outside"


def learned(layout: str) -> Lessons:
    """A heading of one row that an officer once marked in a file of Vĩnh Long."""
    sender = context().names.place("Vĩnh Long")
    assert sender is not None
    return Lessons((Lesson("table", layout, "1", "B02", sender.unit_id, layout),
                    Lesson("heading", "Diễn giải", "issue", "B02", sender.unit_id, layout)))  # fmt: skip


def test_a_heading_marked_before_is_found_again_in_files_of_that_sender_alone_and_says_so() -> None:
    one = sheet(LETTER, STRANGE, *GOODS)
    layout = read(one, overrides=said(r2="heading")).tables[0].layout
    recalled = recognise(book(one), context().learned(learned(layout)))
    assert recalled.form == "B02" and kinds(recalled)[2] == "heading"
    assert [band.reason_key for band in recalled.tables[0].bands if band.kind == "heading"] == ["reason_learned"]
    assert recalled.rows[0].value("issue") == "Bến phà quá tải dịp lễ"
    other = recognise(book(sheet(("UBND TỈNH CÀ MAU",), STRANGE, *GOODS)), context().learned(learned(layout)))
    assert other.status == "rejected"


def test_what_is_told_as_left_out_is_no_finding_where_the_line_only_turns_the_page() -> None:
    assert not codes(table(B01, agreement(1), [None, "(còn nữa)"], agreement(2)))


def test_a_hidden_sheet_is_read_when_the_officer_wants_it() -> None:
    hidden = sheet(B01, agreement(1), name="cu", state="hidden")
    found = read(sheet(B02, obstacle(1)), hidden)
    assert found.form == "B02" and "hidden_sheet" in abouts(found)
    both = read(sheet(B02, obstacle(1)), hidden, overrides=Overrides(shown=frozenset(("cu",))))
    assert both.forms == ("B02", "B01") and "hidden_sheet" not in abouts(both)


def test_a_heading_marked_on_one_sheet_leaves_the_cards_of_another_as_they_were() -> None:
    cards = [("Nội dung khó khăn, vướng mắc", "Bến phà quá tải"), ("Lĩnh vực", "Giao thông"),
             ("Địa phương liên quan", "Vĩnh Long"), ("Đề xuất, kiến nghị", "Bổ sung phà"),
             ("Cơ quan có thẩm quyền giải quyết", "Bộ Xây dựng")]  # fmt: skip
    by_hand = said(r2="heading").changed(forms={"Sheet1": "B02"}, columns={("Sheet1", 2): "issue"})
    found = read(sheet(LETTER, STRANGE, *GOODS), sheet(*cards, name="the"), overrides=by_hand)
    assert {row.sheet for row in found.rows} == {"Sheet1", "the"}


def test_rows_of_a_table_without_a_heading_are_what_the_officer_says_too() -> None:
    title = ("DANH MỤC THỎA THUẬN LIÊN KẾT VÙNG",)
    lines = [agreement(1), (None, "và các tuyến ven biển"), agreement(2), agreement(3)]
    plain = table(title, *lines)
    assert plain.tables[0].heading_rows == ()
    joined = read(sheet(title, *lines), overrides=said(r3="continuation"))
    assert joined.rows[0].rows == (2, 3) and str(joined.rows[0].value("title")).endswith("và các tuyến ven biển")
    assert kinds(joined)[3] == "continuation"
    assert [row.row for row in read(sheet(title, *lines), overrides=said(r4="outside")).rows][-1] == 5


def test_a_table_without_any_heading_begins_where_the_officer_says() -> None:
    lines = [(1, "Bến phà quá tải", "Vĩnh Long", "Bộ Xây dựng"), (2, "Mỏ cát cạn", "Cần Thơ", "Bộ Công Thương"),
             (None, "kéo dài"), ("Người lập biểu",)]  # fmt: skip
    by_hand = Overrides(
        starts={"Sheet1": 1}, forms={"Sheet1": "B02"},
        columns={("Sheet1", 2): "issue", ("Sheet1", 3): "provinces", ("Sheet1", 4): "authority"},
    )  # fmt: skip
    found = read(sheet(*lines), overrides=by_hand)
    assert [(row.row, row.rows, row.number, row.value("issue")) for row in found.rows] == [
        (1, (1,), "1", "Bến phà quá tải"), (2, (2, 3), "2", "Mỏ cát cạn kéo dài"),
    ]  # fmt: skip
    assert kinds(found) == {1: "data", 2: "data", 3: "continuation", 4: "signature"}
    assert all(ref.address[1:] != "0" for issue in found.all_issues for ref in issue.cells)
    without_first = read(sheet(*lines), overrides=by_hand.changed(starts={"Sheet1": 2}))
    assert [row.row for row in without_first.rows] == [2]
