"""Headings as provinces word them: units in a row below, an earlier period beside, initials, a date beside its paper."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.sheets import (
    B01,
    B02,
    B03,
    agreement,
    answer,
    codes,
    fields_by_column,
    issue,
    obstacle,
    table,
    values,
)

MILLION = 10**6
LETTERS = [f"Trình Bộ xem xét, quyết định nội dung thứ {n} của các tỉnh" for n in range(1, 4)]


@pytest.mark.parametrize(
    "below",
    [
        (None,) * 6 + ("(triệu đồng)", "(triệu đồng)"),
        (None,) * 5 + ("ĐVT", "triệu đồng", "triệu đồng"),
        (None,) * 5 + ("Đơn vị tính:", "Tr.đồng", "Tr.đồng"),
    ],
)
def test_a_row_of_units_under_the_heading_is_part_of_it(below: tuple[str | None, ...]) -> None:
    heading = (*B01, "Tổng nhu cầu vốn", "Vốn ngân sách nhà nước")
    found = table(heading, below, [*agreement(1), 235500, 35500], [*agreement(2), 120000, 120000])
    assert [values(row, "amount_total", "amount_state") for row in found.rows] == [
        (235_500 * MILLION, 35_500 * MILLION),
        (120_000 * MILLION, 120_000 * MILLION),
    ]
    assert codes(found) == []


def test_the_column_of_the_period_before_is_not_taken_for_this_one() -> None:
    above = (*B03[:7], "Kỳ trước", "Kỳ này")
    below = (*(None,) * 7, "Tình trạng", "Tình trạng")
    rows = [[*answer(n)[:7], "Chưa trả lời", "Đã giải quyết"] for n in (1, 2)]
    found = table(above, below, *rows)
    assert [row.value("status") for row in found.rows] == ["solved", "solved"]


def test_only_the_period_before_gives_no_value() -> None:
    above, below = (*B03[:7], "Kỳ trước"), (*(None,) * 7, "Tình trạng")
    found = table(above, below, *([*answer(n)[:7], "Chưa trả lời"] for n in (1, 2)))
    assert [row.value("status") for row in found.rows] == [None, None]


def test_two_columns_of_one_heading_and_other_contents_are_asked_about() -> None:
    rows = [[*answer(n), status] for n, status in ((1, "Đã giải quyết"), (2, "Đang giải quyết"))]
    found = table((*B03, "Tình trạng xử lý"), *rows)
    (said,) = [i for i in found.issues if i.params.get("about") == "second_column"]
    assert (said.severity, said.found) == ("check", "Tình trạng xử lý")
    assert "second_column" not in [i.params.get("about") for i in table(B03, answer(1), answer(2)).all_issues]


@pytest.mark.parametrize(
    ("short", "field"), [("NN", "cause"), ("N.nhân", "cause"), ("ĐXKN", "proposal"), ("KK, VM", "issue")]
)
def test_a_heading_of_initials_is_the_field_it_is_short_for(short: str, field: str) -> None:
    names = {"cause": "Nguyên nhân", "proposal": "Đề xuất, kiến nghị", "issue": "Nội dung khó khăn, vướng mắc"}
    heading = [short if text == names[field] else text for text in B02]
    whole, named = table(B02, obstacle(1), obstacle(2)), table(heading, obstacle(1), obstacle(2))
    assert [row.value(field) for row in named.rows] == [row.value(field) for row in whole.rows]


def test_remarks_and_running_numbers_in_short() -> None:
    found = table((*B01, "G/c"), [*agreement(1), "Hồ sơ ở Sở Xây dựng"], [*agreement(2), "Đã gửi bản gốc"])
    assert [row.value("note") for row in found.rows] == ["Hồ sơ ở Sở Xây dựng", "Đã gửi bản gốc"]
    assert fields_by_column(found)[0] == "title"


@pytest.mark.parametrize("words", ["Ngày phát hành", "Ngày trình", "Ngày PH"])
def test_dates_right_behind_the_number_of_a_paper_are_its_dates(words: str) -> None:
    found = table([words if text == "Ngày gửi" else text for text in B03], answer(1), answer(2))
    assert [row.value("sent_date").value for row in found.rows] == [date(2025, 10, 1), date(2025, 10, 2)]


@pytest.mark.parametrize("words", ["Xong trước", "Mốc thời gian đề nghị"])
def test_the_last_column_of_dates_that_asks_by_when_is_the_deadline(words: str) -> None:
    rows = [[*obstacle(n), date(2026, 6, n)] for n in (1, 2, 3)]
    found = table((*B02, words), *rows)
    assert [row.value("deadline").value for row in found.rows] == [date(2026, 6, n) for n in (1, 2, 3)]


@pytest.mark.parametrize("words", ["Ngày cập nhật", "Ngày họp với Sở"])
def test_other_dates_are_left_alone(words: str) -> None:
    found = table((*B02, words), *([*obstacle(n), date(2026, 6, n)] for n in (1, 2, 3)))
    assert [row.value("deadline") for row in found.rows] == [None] * 3


def test_sentences_right_behind_a_reply_are_what_it_says() -> None:
    heading = (*B03[:7], "Ý kiến phúc đáp của các Bộ", B03[7])
    said = ["Giao địa phương cân đối nguồn vốn của mình để làm", "Bộ sẽ tổng hợp trình Chính phủ trong quý tới"]
    rows = [[*answer(n, reply_no=f"{n}/BTC-NS", reply_date=date(2026, 1, n))[:7], said[n - 1], "Đã trả lời một phần"]
            for n in (1, 2)]  # fmt: skip
    assert [row.value("reply") for row in table(heading, *rows).rows] == said


def test_a_pair_of_headings_in_one_is_cut_at_the_labels_of_its_cells() -> None:
    heading = ("STT", "Khó khăn, vướng mắc, nguyên nhân", *B02[3:4], *B02[5:7])
    rows = [
        (1, "- Vướng mắc: Thiếu cát đắp nền\n- Nguyên nhân: Chưa cấp mỏ", "Cần Thơ", "Cho phép cấp mỏ", "Bộ Xây dựng"),
        (2, "Sạt lở bờ sông kéo dài nhiều năm", "Cần Thơ", "Bố trí vốn", "Bộ Tài chính"),
    ]
    found = table(heading, *rows)
    assert [values(row, "issue", "cause") for row in found.rows] == [
        ("Thiếu cát đắp nền", "Chưa cấp mỏ"),
        ("Sạt lở bờ sông kéo dài nhiều năm", None),
    ]


@pytest.mark.parametrize("words", ["Nội dung công việc", "Nội dung thực hiện", "Tên nhiệm vụ"])
def test_the_form_is_that_of_nearly_all_headings_whatever_the_first_is_called(words: str) -> None:
    heading = ("STT", words, "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn", "Kết quả thực hiện trong kỳ",
               "Khó khăn, vướng mắc", "Đánh giá", "Ghi chú")  # fmt: skip
    rows = [(n, f"Bàn giao mặt bằng đoạn {n} cho nhà thầu", "UBND tỉnh Cà Mau", "UBND thành phố Cần Thơ", "Biên bản",
             date(2026, 12, n), "Đã bàn giao 16 km", "Còn 31 hộ chưa nhận tiền", "Đang thực hiện", None)
            for n in (1, 2, 3)]  # fmt: skip
    found = table(("TIẾN ĐỘ THỰC HIỆN THỎA THUẬN",), heading, *rows)
    assert [(row.form, row.value("content")) for row in found.rows] == [("B04", row[1]) for row in rows]


def test_a_row_that_slipped_to_the_side_is_flagged_at_its_texts_and_numbers() -> None:
    heading = (*B03[:7], "Nội dung trả lời, giải quyết", B03[7])
    whole = [[*answer(n)[:5], f"{n}/BTC-NS", date(2026, 1, n), "Đồng ý với đề nghị", "Đã giải quyết"] for n in (1, 2, 3)]
    slipped = [4, "Bổ sung vốn cho đoạn 4", None, "9/UBND-TH", None, "Bộ Tài chính", None, "24/02/2025", "Đã giải quyết"]
    row = table(heading, *whole, slipped).rows[-1]
    assert row.value("reply_no") is None
    flagged = {i.field for i in row.all_issues if i.code == "type_mismatch"}
    assert {"reply_no", "reply"} <= flagged


def test_letters_set_apart_are_one_heading() -> None:
    spaced = "T Ê N T H Ỏ A T H U Ậ N , C H Ư Ơ N G T R Ì N H L I Ê N K Ế T"
    found = table((B01[0], spaced, *B01[2:]), agreement(1), agreement(2))
    assert [row.value("title") for row in found.rows] == ["Thỏa thuận hợp tác số 1", "Thỏa thuận hợp tác số 2"]


def test_a_column_of_ministries_is_no_prose_whatever_it_is_called() -> None:
    heading = ("STT", "Nội dung phản ánh", "Địa phương liên quan", "Đề xuất, kiến nghị", "Nơi nhận kiến nghị")
    rows = [(n, f"Đoạn tuyến {n} chậm tiến độ nhiều năm", "Cần Thơ", f"Bố trí vốn đoạn {n}", body)
            for n, body in ((1, "Bộ Xây dựng"), (2, "Bộ Tài chính"), (3, "Bộ Công Thương"))]  # fmt: skip
    found = table(heading, *rows)
    assert [values(row, "cause", "authority") for row in found.rows] == [(None, (row[4],)) for row in rows]


def test_who_drafts_a_paper_does_not_lead_the_work() -> None:
    found = table((*B01, "Đơn vị soạn thảo"), *([*agreement(n), "Sở Xây dựng"] for n in (1, 2)))
    assert [row.value("lead") for row in found.rows] == [None, None]


def test_a_column_for_each_authority_gives_text_and_authority() -> None:
    above = ("STT", "Nội dung khó khăn, vướng mắc", "Nguyên nhân", "Đề xuất, kiến nghị")
    below = (None, None, None, "Kiến nghị Thủ tướng Chính phủ", "Kiến nghị Bộ Tài chính", "Các bộ, ngành Trung ương")
    rows = [
        (1, "Sụt lún vùng giáp ranh", "Khai thác nước ngầm", "Phê duyệt chương trình", None, None),
        (2, "Thiếu vốn đoạn cuối tuyến", "Chưa bố trí", None, "Bố trí vốn dự phòng", None),
        (3, "Thiếu cát đắp nền", "Chưa cấp mỏ", "Cho cơ chế riêng", None, "Sửa quy định về mỏ"),
    ]
    found = table(above, below, *rows)
    assert [values(row, "proposal", "authority") for row in found.rows] == [
        ("Phê duyệt chương trình", ("Thủ tướng Chính phủ",)),
        ("Bố trí vốn dự phòng", ("Bộ Tài chính",)),
        ("Cho cơ chế riêng\nSửa quy định về mỏ", ("Thủ tướng Chính phủ", "Các bộ, ngành Trung ương")),
    ]
    assert [ref.address for ref in found.rows[1].cells["authority"].cells] == ["E4", "E2"]
    assert "unknown_body" in [i.params.get("about") for i in found.rows[2].all_issues]


def test_the_paper_told_in_a_reply_is_its_number_and_date_where_they_have_no_column() -> None:
    heading = (*B03[:5], "Kết quả trả lời")
    told = "BTC đã trả lời tại Văn bản số 12/BTC-NS ngày 5/3/2026: Bố trí từ nguồn dự phòng"
    rows = [[*answer(1)[:5], told], [*answer(2)[:5], "Chưa trả lời"], [*answer(3)[:5], "Đã trả lời miệng tại cuộc họp"]]
    first, second, third = table(heading, *rows).rows
    assert values(first, "reply_no", "reply", "status") == ("12/BTC-NS", "Bố trí từ nguồn dự phòng", None)
    assert first.value("reply_date").value == date(2026, 3, 5)
    assert values(second, "reply", "status") == (None, "no_reply")
    assert values(third, "reply_no", "reply") == (None, "Đã trả lời miệng tại cuộc họp")
    whole = table((*B03[:7], "Kết quả trả lời"), [*answer(1, reply_no="9/BTC-TH")[:7], told]).rows[0]
    assert values(whole, "reply_no", "reply") == ("9/BTC-TH", told)


def test_units_may_stand_below_the_numbers_of_the_columns() -> None:
    heading = (*B01, "Tổng nhu cầu vốn")
    found = table(heading, tuple(range(1, 8)), (None,) * 6 + ("đồng",), [*agreement(1), 95_500_000_000])
    assert [row.value("amount_total") for row in found.rows] == [95_500_000_000]


def test_of_two_years_side_by_side_the_later_one_is_meant() -> None:
    above, below = (*B03[:7], "Năm 2025", "Năm 2026"), (*(None,) * 7, "Tình trạng", "Tình trạng")
    found = table(above, below, *([*answer(n)[:7], "Chưa trả lời", "Đã giải quyết"] for n in (1, 2)))
    assert [row.value("status") for row in found.rows] == ["solved", "solved"]
    assert codes(found) == []


def test_yes_and_no_mark_the_columns_of_a_list() -> None:
    above = (*B02[:7], "Mức độ")
    below = (*(None,) * 7, "Rất cấp bách", "Cấp bách", "Bình thường")
    rows = [[*obstacle(1)[:7], "Có", "Không", "Không"], [*obstacle(2)[:7], "Không", "Không", "Có"]]
    found = table(above, below, *rows)
    assert [row.value("urgency") for row in found.rows] == ["very", "normal"]
    assert codes(found) == []


@pytest.mark.parametrize("mark", ["Tương tự", "nêu trên", "Như đã nêu trên", "tương tự như trên"])
def test_words_for_the_same_as_above(mark: str) -> None:
    found = table(B02, obstacle(1, authority="Bộ Xây dựng"), obstacle(2, authority=mark))
    assert found.rows[1].value("authority") == ("Bộ Xây dựng",)


def test_a_label_of_the_first_of_two_texts_is_no_part_of_it() -> None:
    heading = ("STT", "Tồn tại, hạn chế và lý do", *B02[3:4], *B02[5:7])
    cell = "Tồn tại: Thiếu cát đắp nền\nLý do: Chưa cấp mỏ"
    found = table(heading, (1, cell, "Cần Thơ", "Cho phép cấp mỏ", "Bộ Xây dựng"))
    assert values(found.rows[0], "issue", "cause") == ("Thiếu cát đắp nền", "Chưa cấp mỏ")


@pytest.mark.parametrize("label", ["Trong lĩnh vực du lịch", "Du lịch (gồm các nội dung sau)"])
def test_groups_give_the_field_in_other_words(label: str) -> None:
    heading = [text for text in B02 if text != "Lĩnh vực"]
    rows = [[*line[:2], *line[3:]] for line in (obstacle(1), obstacle(2))]
    found = table(heading, (None, label), rows[0], (None, "Trong lĩnh vực giao thông"), rows[1])
    assert [row.value("sector") for row in found.rows] == ["DL", "GT"]


def test_a_reply_without_its_state_is_taken_and_asked_about() -> None:
    found = table(B03, answer(1), answer(2, status=None))
    said = issue(found, "missing_required")
    assert (said.severity, said.field) == ("check", "status")
    assert not found.rows[1].waits
    assert "status" in [i.field for i in table(B03[:7], answer(1)[:7], answer(2)[:7]).issues]


def test_proposals_may_stand_under_headings_of_other_words() -> None:
    above = ("STT", B02[1], "Nguyên nhân", "Đề xuất, kiến nghị", "Nội dung kiến nghị", "Đề xuất, kiến nghị")
    below = (None, None, None, "Đối với Quốc hội, Chính phủ", "Đối với Bộ Tài chính", "Đối với bộ, ngành khác")
    rows = [(n, f"Đoạn {n} chậm", "Thiếu vốn", *(f"Bố trí vốn đoạn {n}" if n == at else None for at in (1, 2, 3)))
            for n in (1, 2, 3)]  # fmt: skip
    found = table(above, below, *rows)
    assert [row.value("proposal") for row in found.rows] == [f"Bố trí vốn đoạn {n}" for n in (1, 2, 3)]
    assert found.rows[1].value("authority") == ("Bộ Tài chính",)


def test_rows_in_which_two_columns_of_one_heading_differ_are_asked_about_at_their_cells() -> None:
    rows = [[*answer(1), "Chưa trả lời"], [*answer(2), "Đang giải quyết"]]
    found = table((*B03, "Tình trạng xử lý"), *rows)
    asked = [i for row in found.rows for i in row.all_issues if i.params.get("about") == "two_columns"]
    assert [[ref.address for ref in i.cells] for i in asked] == [["H3", "I3"]]


def test_an_entry_of_the_list_in_the_text_before_it_is_a_row_that_slipped() -> None:
    heading = (*B03[:7], "Nội dung trả lời, giải quyết", B03[7])
    whole = [[*answer(n)[:5], f"{n}/BTC-NS", date(2026, 1, n), "Đồng ý với đề nghị", "Đã giải quyết"] for n in (1, 2)]
    slipped = [3, "Bổ sung vốn cho đoạn 3", "9/UBND-TH", date(2025, 3, 1), "Bộ Tài chính", None, None, "Chưa trả lời"]
    found = table(heading, *whole, slipped)
    asked = [i.field for i in found.rows[2].all_issues if i.params.get("about") == "slipped"]
    assert asked == ["reply"] and not [i for i in found.rows[0].all_issues if i.params.get("about") == "slipped"]


def test_labels_like_those_of_a_pair_cut_its_cells_too() -> None:
    heading = ("STT", B02[1], B02[3], "Nguyên nhân, giải pháp đề nghị", B02[6])
    rows = [(n, f"Đoạn {n} chậm", "Cần Thơ", f"+ Nguyên nhân: Thiếu vốn {n}\n+ Giải pháp đề nghị: Bố trí vốn {n}",
             "Bộ Tài chính") for n in (1, 2, 3)]  # fmt: skip
    found = table(heading, *rows)
    assert [values(row, "cause", "proposal") for row in found.rows] == [
        (f"Thiếu vốn {n}", f"Bố trí vốn {n}") for n in (1, 2, 3)
    ]


def test_the_only_prose_in_the_first_column_is_the_main_text_and_asked_about() -> None:
    heading = ("STT", "Nội dung thỏa thuận", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn",
               "Kết quả thực hiện trong kỳ", "Khó khăn, vướng mắc", "Đánh giá", "Ghi chú")  # fmt: skip
    rows = [
        (
            n,
            f"Bàn giao mặt bằng đoạn {n} cho nhà thầu",
            "UBND tỉnh Cà Mau",
            "UBND thành phố Cần Thơ",
            "Biên bản",
            date(2026, 12, n),
            "Đã bàn giao 16 km",
            "Còn 31 hộ",
            "Đang thực hiện",
            None,
        )
        for n in (1, 2, 3)
    ]
    found = table(("TIẾN ĐỘ THỰC HIỆN THỎA THUẬN",), heading, *rows)
    assert [(row.form, row.value("content")) for row in found.rows] == [("B04", row[1]) for row in rows]
    assert [i.found for i in found.issues if i.params.get("about") == "guessed_column"] == ["Nội dung thỏa thuận"]


def test_empty_brackets_are_columns_without_a_mark() -> None:
    above, below = (*B02[:7], "Mức độ"), (*(None,) * 7, "Rất cấp bách", "Cấp bách", "Bình thường")
    rows = [[*obstacle(1)[:7], "[x]", "[ ]", "[ ]"], [*obstacle(2)[:7], "[ ]", "[ ]", "[x]"]]
    found = table(above, below, *rows)
    assert [row.value("urgency") for row in found.rows] == ["very", "normal"]
    assert codes(found) == []


def test_number_and_date_may_be_parted_by_a_dash() -> None:
    heading = (*B03[:2], "Số, ngày văn bản kiến nghị", *B03[4:])
    rows = [[*answer(n)[:2], f"{n}/UBND-KT - 10/{n}/2025", *answer(n)[4:]] for n in (1, 2)]
    found = table(heading, *rows)
    assert [(row.value("sent_no"), row.value("sent_date").value) for row in found.rows] == [
        (f"{n}/UBND-KT", date(2025, n, 10)) for n in (1, 2)
    ]


def test_headings_may_begin_with_the_number_of_their_column() -> None:
    found = table([f"Cột {n}: {text}" for n, text in enumerate(B01, 1)], agreement(1), agreement(2))
    assert fields_by_column(found) == ["title", "doc_no", "signed_date", "sector", "parties"]
