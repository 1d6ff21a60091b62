"""Labels of groups in the words of clerks: with the things listed, a count, the paper that all were sent in."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.sheets import B01, B02, B03, agreement, answer, context, obstacle, sheet, table
from workbench.exchange.grid import Grid, Texts
from workbench.exchange.grouplabels import wordings
from workbench.exchange.headings import heading_book
from workbench.exchange.raw import Area
from workbench.exchange.recognised import Recognised
from workbench.exchange.turned import turn

STATUS, BODY, PAPER = 7, 4, (2, 3)


def without(headings: tuple[str, ...], *columns: int) -> list[str]:
    return [text for at, text in enumerate(headings) if at not in columns]


def grouped(label: str, *columns: int) -> Recognised:
    """Two answers below a label, without some columns."""
    rows = [without(answer(n), *columns) for n in (1, 2)]
    return table(without(B03, *columns), ["I", label], *rows)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("CÁC KIẾN NGHỊ ĐANG GIẢI QUYẾT", "ĐANG GIẢI QUYẾT"),
        ("Bộ Tài chính (03 kiến nghị)", "Bộ Tài chính"),
        ("II. Thuộc thẩm quyền của Bộ Xây dựng: 02 nội dung", "Bộ Xây dựng"),
        ("Nhóm vướng mắc rất cấp bách", "rất cấp bách"),
        ("Giáp tỉnh Hà Tĩnh", "tỉnh Hà Tĩnh"),
    ],
)
def test_words_around_what_a_label_names_are_put_aside(label: str, said: str) -> None:
    assert said in wordings(label)


def test_a_label_that_names_no_more_than_the_things_says_nothing() -> None:
    assert list(wordings("Nội dung khác")) == ["Nội dung khác"]


def test_a_label_gives_the_state_and_the_body_to_its_rows() -> None:
    assert [r.value("status") for r in grouped("CÁC KIẾN NGHỊ ĐANG GIẢI QUYẾT", STATUS).rows] == ["in_progress"] * 2
    found = grouped("Kiến nghị Bộ Xây dựng (02 nội dung)", BODY)
    assert [row.value("authority") for row in found.rows] == [("Bộ Xây dựng",)] * 2
    assert found.rows[0].cells["authority"].cells[0].address == "B2"


def test_a_letter_named_in_a_label_is_the_one_its_rows_were_sent_in() -> None:
    found = grouped("Công văn số 282/UBND-KTTH ngày 17 tháng 10 năm 2025", *PAPER)
    assert [row.value("sent_no") for row in found.rows] == ["282/UBND-KTTH"] * 2
    assert [row.value("sent_date").first_day for row in found.rows] == [date(2025, 10, 17)] * 2


def test_a_letter_lends_nothing_where_it_could_be_one_of_two() -> None:
    found = grouped("Công văn số 282/UBND-KTTH ngày 17/10/2025", *PAPER, 5, 6)
    assert {row.value("sent_no") for row in found.rows} | {row.value("reply_no") for row in found.rows} == {None}


def test_an_agreement_named_in_a_label_is_the_one_its_obstacles_concern() -> None:
    found = table(B02, ["I", "Thỏa thuận số 36/TTHT-UBND giữa An Giang và Cần Thơ"], obstacle(1), obstacle(2))
    assert {row.value("agreement") for row in found.rows} == {"Thỏa thuận số 36/TTHT-UBND giữa An Giang và Cần Thơ"}
    assert {row.value("agreement") for row in table(B02, ["I", "Giao thông/vận tải"], obstacle(1)).rows} == {None}


def test_a_figure_above_a_heading_printed_again_is_the_page() -> None:
    found = table(B01, agreement(1), [None] * 5 + [1], B01, agreement(2))
    assert [row.value("parties") for row in found.rows] == [("Cần Thơ", "An Giang")] * 2


def test_the_state_of_the_period_before_is_not_the_state() -> None:
    merges = [Area(1, 8, 1, 9), *(Area(1, column, 2, column) for column in range(1, 8))]
    above, below = [*B03[:7], "Tình trạng xử lý", None], [*[None] * 7, "Kỳ báo cáo trước", "Đến nay"]
    found = table(above, below, [*answer(1)[:7], "Chưa trả lời", "Đang giải quyết"], merges=merges)
    assert found.rows[0].value("status") == "in_progress"


def test_a_column_with_more_labels_than_a_card_can_have_is_one_of_values() -> None:
    known = ["Nội dung kiến nghị", "Văn bản kiến nghị", "Ngày gửi", "Cơ quan tiếp nhận", "Tình trạng xử lý"]

    def turned(more: int) -> bool:
        lines = [[label, "x"] for label in (*known, *(f"Mục riêng {n} của tỉnh" for n in range(more)))]
        return turn(Grid(sheet(*lines), Texts(None)), heading_book(context().forms, (), "")) is not None

    assert (turned(5), turned(100)) == (True, False)
