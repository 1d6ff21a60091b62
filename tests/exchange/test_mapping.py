"""Columns to fields: wording, content, memory, and the officer's choice."""

from __future__ import annotations

import pytest

from tests.exchange.sheets import (
    B01,
    B03,
    agreement,
    answer,
    book,
    codes,
    context,
    issue,
    obstacle,
    places,
    read,
    sheet,
    table,
)
from workbench.exchange.lessons import Lesson, Lessons
from workbench.exchange.recognise import recognise
from workbench.exchange.recognised import Overrides


def fields(found) -> list[tuple[str, ...]]:
    return [c.fields for c in found.tables[0].columns]


def how(found, field: str) -> str:
    return next(c.how for c in found.tables[0].columns if field in c.fields)


def test_own_headings_are_exact() -> None:
    found = table(B01, agreement(1))
    assert {c.how for c in found.tables[0].columns} == {"exact"}


def test_other_wordings_are_synonyms() -> None:
    words = [
        "TT",
        "Tên chương trình/thỏa thuận",
        "Số văn bản",
        "Ngày ban hành",
        "Lĩnh vực liên kết",
        "Địa phương ký kết",
    ]
    found = table(words, agreement(1))
    assert fields(found) == [("title",), ("doc_no",), ("signed_date",), ("sector",), ("parties",)]
    assert {c.how for c in found.tables[0].columns} == {"synonym"}


@pytest.mark.parametrize("words", ["TÊN THỎA THUẬN, CHƯƠNG TRÌNH LIÊN KẾT", " Tên thoả thuận,\nchương trình liên kết "])
def test_case_breaks_and_tone_place_do_not_count(words: str) -> None:
    assert how(table(["STT", words, *B01[2:]], agreement(1)), "title") == "exact"


@pytest.mark.parametrize("words", ["Tên thỏa thậun, chương trình liên kết", "Tên thỏa thuận,chươngtrình liên kêt"])
def test_slips_in_a_heading_are_understood(words: str) -> None:
    found = table(["STT", words, *B01[2:]], agreement(1))
    assert found.rows[0].value("title") in (None, "Thỏa thuận hợp tác số 1")
    assert how(found, "title") != "exact"


def test_columns_in_any_order() -> None:
    order = [3, 0, 5, 1, 4, 2]
    found = table([B01[i] for i in order], [agreement(1)[i] for i in order], [agreement(2)[i] for i in order])
    assert [row.value("title") for row in found.rows] == ["Thỏa thuận hợp tác số 1", "Thỏa thuận hợp tác số 2"]
    assert [row.value("doc_no") for row in found.rows] == ["1/TTHT-UBND", "2/TTHT-UBND"]


def test_unknown_column_is_kept_but_no_field() -> None:
    found = table([*B01, "Số điện thoại"], [*agreement(1), "0901234567"])
    assert issue(found, "unmapped_column").found == "Số điện thoại"
    assert found.rows[0].unmapped["Số điện thoại"][0] == "0901234567"


def test_heading_that_contradicts_its_content_is_shown() -> None:
    lines = [[*agreement(n)[:3], f"chưa rõ {n}", *agreement(n)[4:]] for n in (1, 2, 3)]
    found = table(B01, *lines)
    assert how(found, "signed_date") == "likely"
    assert ("other", ["D1"]) in [(i.code, places(i)) for i in found.issues]


def test_list_of_provinces_is_known_by_its_content() -> None:
    found = table([*B01[:5], "Các đơn vị cùng ký"], agreement(1), agreement(2, parties="Hà Nội; Bắc Ninh"))
    assert found.rows[1].value("parties") == ("Hà Nội", "Bắc Ninh")
    assert how(found, "parties") == "likely"


def test_dates_without_a_telling_heading_are_not_guessed() -> None:
    words = [
        "STT",
        "Nội dung khó khăn, vướng mắc",
        "Đề xuất, kiến nghị",
        "Cơ quan có thẩm quyền giải quyết",
        "Lần cập nhật",
    ]
    found = table(words, [1, "Thiếu vốn", "Bố trí vốn", "Bộ Tài chính", "05/03/2025"])
    assert fields(found)[-1] == ()


def test_what_was_learned_is_used_and_said() -> None:
    words = [*B01[:5], "Nơi ta cùng làm"]
    learned = Lessons((Lesson("heading", "Nơi ta cùng làm", "parties", "B01"),))
    raw = book(sheet(words, agreement(1, parties="đợt hai")))
    found = recognise(raw, context().learned(learned))
    assert how(found, "parties") == "learned"


def test_what_was_learned_for_another_sender_is_not_used() -> None:
    learned = Lessons((Lesson("heading", "Nơi ta cùng làm", "note", "B01", sender="96.2"),))
    raw = book(sheet(["Đơn vị báo cáo: UBND tỉnh Tây Ninh"], [*B01, "Nơi ta cùng làm"], [*agreement(1), "x y"]))
    assert fields(recognise(raw, context().learned(learned)))[-1] == ()


def test_the_officers_choice_stands_above_all() -> None:
    overrides = Overrides(columns={("Sheet1", 2): None, ("Sheet1", 7): "title"})
    found = read(sheet([*B01, "Số điện thoại"], [*agreement(1), "Tên thật"]), overrides=overrides)
    assert found.rows[0].value("title") == "Tên thật"
    assert how(found, "title") == "chosen"


def test_number_and_date_in_one_column() -> None:
    words = ["STT", "Nội dung kiến nghị", "Văn bản kiến nghị (số, ngày)", "Cơ quan tiếp nhận", "Tình trạng xử lý"]
    found = table(words, [1, "Bố trí vốn", "Số 12/UBND-TH\nngày 5/3/2025", "Bộ Tài chính", "Chưa trả lời"])
    row = found.rows[0]
    assert row.value("sent_no") == "12/UBND-TH"
    assert row.cells["sent_date"].value.iso == "2025-03-05"
    assert row.cells["sent_date"].cells == row.cells["sent_no"].cells


def test_date_in_the_number_column_is_found_by_content() -> None:
    words = ["STT", "Nội dung kiến nghị", "Văn bản kiến nghị", "Cơ quan tiếp nhận", "Tình trạng xử lý"]
    lines = [[n, f"Bố trí vốn {n}", f"{n}/UBND-TH ngày {n}/3/2025", "Bộ Tài chính", "Chưa trả lời"] for n in (1, 2)]
    assert table(words, *lines).rows[1].cells["sent_date"].value.iso == "2025-03-02"


def test_period_in_one_column() -> None:
    found = table(
        [*B01, "Thời gian thực hiện"], [*agreement(1), "Từ năm 2024 đến năm 2027"], [*agreement(2), "2021-2025"]
    )
    assert [(r.value("start_year"), r.value("end_year")) for r in found.rows] == [(2024, 2027), (2021, 2025)]


def test_cause_and_proposal_in_one_column() -> None:
    words = ["STT", "Khó khăn, vướng mắc", "Nguyên nhân và đề xuất, kiến nghị", "Thẩm quyền giải quyết"]
    text = "* Nguyên nhân: Thiếu vốn.\n* Kiến nghị: Bố trí vốn: 20 tỷ."
    row = table(words, [1, "Chậm tiến độ", text, "Bộ Tài chính"]).rows[0]
    assert (row.value("cause"), row.value("proposal")) == ("Thiếu vốn.", "Bố trí vốn: 20 tỷ.")


def test_text_that_cannot_be_parted_stays_whole_and_is_flagged() -> None:
    words = ["STT", "Khó khăn, vướng mắc", "Nguyên nhân và đề xuất, kiến nghị", "Thẩm quyền giải quyết"]
    found = table(words, [1, "Chậm tiến độ", "Thiếu vốn, đề nghị bố trí", "Bộ Tài chính"])
    assert found.rows[0].value("cause") == "Thiếu vốn, đề nghị bố trí"
    assert ["C2"] in [places(i) for i in found.all_issues if i.code == "other"]


def test_ticked_columns_of_a_status() -> None:
    head = ["STT", "Nội dung kiến nghị", "Văn bản kiến nghị", "Ngày gửi", "Cơ quan tiếp nhận", "Tình trạng xử lý"]
    found = table(
        head,
        [None, None, None, None, None, "Đã giải quyết", "Đang giải quyết", "Chưa trả lời"],
        [*answer(1)[:5], None, "x"],
        [*answer(2)[:5], None, None, " X "],
        [*answer(3)[:5], "✓", "x"],
    )
    assert [row.value("status") for row in found.rows] == ["in_progress", "no_reply", None]
    assert places(issue(found, "conflict")) == ["F5", "G5"]


def test_ticked_columns_of_provinces() -> None:
    found = table(
        [*B01[:5], "Các địa phương tham gia"],
        [None, None, None, None, None, "Cần Thơ", "An Giang", "Long Xuyên"],
        [*agreement(1)[:5], "x", "x", None],
        [*agreement(2)[:5], "x", None, "x"],
    )
    assert [row.value("parties") for row in found.rows] == [("Cần Thơ", "An Giang"), ("Cần Thơ",)]
    assert places(issue(found, "unknown_province")) == ["H4"]


def test_required_field_without_a_column_is_told_once() -> None:
    words = ["STT", "Nội dung khó khăn, vướng mắc", "Lĩnh vực", "Nguyên nhân", "Đề xuất, kiến nghị"]
    lines = [[n, f"Vướng {n}", "Giao thông", f"Thiếu {n}", f"Bố trí {n}"] for n in (1, 2, 3)]
    found = table(words, *lines)
    assert issue(found, "missing_column").field == "authority"
    assert "missing_required" not in codes(found)
    assert found.status == "partial"


def test_form_chosen_by_the_officer() -> None:
    head = ["STT", "Kiến nghị", "Cơ quan có thẩm quyền", "Ngày kiến nghị"]
    made = sheet(head, [1, "Bố trí vốn", "Bộ Tài chính", "5/3/2025"])
    found = read(made, overrides=Overrides(forms={"Sheet1": "B02"}))
    assert found.forms == ("B02",)
    assert found.rows[0].value("proposal") == "Bố trí vốn"


def test_obstacles_keep_their_optional_columns() -> None:
    head = ["STT", "Nội dung khó khăn, vướng mắc", "Lĩnh vực", "Địa phương liên quan", "Nguyên nhân",
            "Đề xuất, kiến nghị", "Cơ quan có thẩm quyền giải quyết", "Ngày phát sinh", "Quy định pháp luật liên quan",
            "Văn bản đã kiến nghị (số, ngày)"]  # fmt: skip
    row = table(head, [*obstacle(1), "Luật Đầu tư công", "5/UBND-TH ngày 1/2/2025"]).rows[0]
    assert (row.value("legal_refs"), row.value("escalated_docs")) == ("Luật Đầu tư công", "5/UBND-TH ngày 1/2/2025")


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Vốn đã giải ngân", {"amount_state": 12}),
        ("Vốn ODA", {"amount_state": 12}),
        ("Cơ quan phối hợp", {"lead": "Sở Xây dựng"}),
        ("Ngày có hiệu lực", {"start_year": "03/04/2025"}),
        ("Nguồn ngoài ngân sách nhà nước", {"amount_state": 12}),
        ("Thời gian: đến năm", {"start_year": 2027}),
        ("Tổng vốn cần huy động", {"amount_social": 12}),
        ("Kinh phí đã sử dụng", {"amount_state": 12}),
        ("Năm hết hạn", {"start_year": 2027}),
        ("Ngày gia hạn", {"start_year": "03/04/2025"}),
    ],
)
def test_a_column_that_only_sounds_like_a_field_never_fills_it(heading: str, cells: dict[str, object]) -> None:
    ((field, value),) = cells.items()
    found = table((*B01, heading), [*agreement(1), value], [*agreement(2), value])
    assert found.rows[0].value(field) is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ngày ban hành VB thỏa thuận", "signed_date"),
        ("Ngày kí kết", "signed_date"),
        ("Tên biên bản ghi nhớ, thỏa thuận", "title"),
        ("Các nội dung hợp tác trong quá trình triển khai tại địa phương", "content"),
        ("Vốn đầu tư công, ĐVT: tỷ đồng", "amount_state"),
        ("Năm khởi động", "start_year"),
    ],
)
def test_headings_in_other_words_of_one_meaning(heading: str, field: str) -> None:
    values = {"signed_date": "03/04/2025", "title": "Kết nối tuyến", "content": "Chia sẻ số liệu"}
    heads = [h for h in B01 if h not in ("Ngày ký", "Tên thỏa thuận, chương trình liên kết")]
    line = [1, "1/TTHT-UBND", "Giao thông", "Cần Thơ, An Giang", values.get(field, 2024)]
    assert (field,) in fields(table((*heads, heading), line, [2, *line[1:]]))


def test_a_column_of_nothing_but_states_is_no_prose() -> None:
    heads = [*B03[:7], "Kết quả xử lý (đã/đang/chưa)"]
    lines = [[*answer(n)[:7], state] for n, state in enumerate(("Chưa trả lời", "Đang xem xét", "Chưa trả lời"), 1)]
    found = table(heads, *lines)
    assert [row.value("status") for row in found.rows] == ["no_reply", "in_progress", "no_reply"]
    assert found.rows[0].value("reply") is None


@pytest.mark.parametrize("title", ["Tên nội dung ký kết", "Bản thỏa thuận, ghi nhớ"])
def test_what_was_agreed_upon_is_not_the_title_where_another_column_has_it(title: str) -> None:
    heading = (B01[0], title, *B01[2:], "Nội dung ký kết")
    found = table(heading, *([*agreement(n), f"Trao đổi số liệu hằng quý đợt {n} giữa hai bên"] for n in (1, 2, 3)))
    assert found.rows[0].value("title") in (None, "Thỏa thuận hợp tác số 1")
    assert found.rows[0].value("content") in (None, "Trao đổi số liệu hằng quý đợt 1 giữa hai bên")
