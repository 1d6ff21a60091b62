"""One list over several columns, and several fields in one."""

from __future__ import annotations

from datetime import date

from tests.exchange.sheets import B01, B02, agreement, codes, obstacle, table, values
from workbench.exchange.forms import load_forms
from workbench.exchange.headings import HeadingBook
from workbench.exchange.problems import problem_text
from workbench.exchange.raw import Area
from workbench.exchange.recognised import LearnedHeading


def under_one_heading(*names: str) -> tuple[list, list, list[Area]]:
    """Headings of agreements whose parties have a column each."""
    above = [*B01[:5], "Các địa phương tham gia", *[None] * (len(names) - 1)]
    down = [Area(1, column, 2, column) for column in range(1, 6)]
    return above, [*[None] * 5, *names], [*down, Area(1, 6, 1, 5 + len(names))]


def test_parties_in_columns_of_their_own_are_one_list() -> None:
    above, below, merges = under_one_heading("Bên A", "Bên B", "Bên C")
    lines = [[*agreement(1)[:5], "UBND tỉnh Cà Mau", "UBND TP. Cần Thơ", "UBND tỉnh An Giang"],
             [*agreement(2)[:5], "Cà Mau", "An Giang", None]]  # fmt: skip
    found = table(above, below, *lines, merges=merges)
    assert [row.value("parties") for row in found.rows] == [("Cà Mau", "Cần Thơ", "An Giang"), ("Cà Mau", "An Giang")]
    assert [ref.address for ref in found.rows[0].cells["parties"].cells] == ["F3", "G3", "H3"]
    assert not codes(found)


def test_a_name_that_cannot_be_told_takes_no_other_away() -> None:
    above, below, merges = under_one_heading("Bên A", "Bên B", "Bên C")
    sure = [[*agreement(n)[:5], "Cà Mau", "Cần Thơ", "An Giang"] for n in range(2, 14)]
    found = table(above, below, [*agreement(1)[:5], "Cà Mau", "Long Xuyên Thượng", "An Giang"], *sure, merges=merges)
    assert {"Cà Mau", "An Giang"} <= set(found.rows[0].value("parties"))
    assert "unknown_province" in codes(found)


def test_a_region_or_a_town_in_a_list_of_places_is_read_by_the_day_of_the_paper() -> None:
    old = {"signed_date": date(2024, 3, 5)}
    found = table(
        B01,
        agreement(1, parties="Các tỉnh, thành phố vùng Đông Nam Bộ"),
        agreement(2, parties="UBND thành phố Huế; Đà Nẵng", **old),
        agreement(3, parties="Các tỉnh, thành phố vùng"),
    )
    assert [row.value("parties") for row in found.rows] == [
        ("Đồng Nai", "Thành phố Hồ Chí Minh", "Tây Ninh"),
        ("Thừa Thiên Huế", "Đà Nẵng"),
        None,
    ]
    asked = [i for i in found.all_issues if i.code == "unknown_province"]
    assert [i.found for i in asked] == ["Các tỉnh, thành phố vùng Đông Nam Bộ", "Các tỉnh, thành phố vùng"]
    assert [i.severity for i in asked] == ["check", "stop"]
    assert problem_text(asked[0], "vi").endswith("Đồng Nai; Thành phố Hồ Chí Minh; Tây Ninh.")
    told = [problem_text(i, "vi") for i in found.all_issues if i.code == "other"]
    assert told == ["“UBND thành phố Huế” khi đó chưa trực thuộc trung ương, ghi theo tỉnh: Thừa Thiên Huế."]


def test_a_column_beside_the_list_that_holds_something_else_stays_out() -> None:
    above, below, merges = under_one_heading("Tên địa phương", "Người ký")
    found = table(above, below, [*agreement(1)[:5], "Cà Mau, An Giang", "Nguyễn Văn Bình"], merges=merges)
    assert found.rows[0].value("parties") == ("Cà Mau", "An Giang")


def test_three_texts_in_one_cell_are_parted_by_their_labels() -> None:
    headings = ["STT", "Nội dung khó khăn, vướng mắc; nguyên nhân; kiến nghị", *B02[2:4], *B02[6:]]
    whole = "Khó khăn, vướng mắc: Bến xuống cấp\nNguyên nhân: Chưa rõ đơn vị quản lý\nKiến nghị: Giao một đơn vị"
    line = obstacle(1, whole)
    found = table(headings, [*line[:4], *line[6:]])
    row = found.rows[0]
    assert (row.value("issue"), row.value("cause")) == ("Bến xuống cấp", "Chưa rõ đơn vị quản lý")
    assert row.value("proposal") == "Giao một đơn vị"


def test_a_cell_without_labels_under_a_heading_of_several_is_asked_about() -> None:
    headings = ["STT", "Nội dung khó khăn, vướng mắc; nguyên nhân; kiến nghị", *B02[2:4], *B02[6:]]
    line = obstacle(1, "Bến xuống cấp do chưa rõ đơn vị quản lý")
    found = table(headings, [*line[:4], *line[6:]])
    assert found.rows[0].value("issue") == line[1]
    assert "other" in codes(found)


def test_words_that_say_there_is_no_paper_are_no_number_of_one() -> None:
    headings = [*B02[:3], "Thỏa thuận/dự án liên quan", *B02[3:]]
    lines = [[*line[:3], said, *line[3:]] for line, said in
             ((obstacle(1), "Không có"), (obstacle(2), "Chưa có văn bản"), (obstacle(3), "Đề án ngăn mặn"))]  # fmt: skip
    assert [row.value("agreement") for row in table(headings, *lines).rows] == [None, None, "Đề án ngăn mặn"]


def test_a_heading_known_for_two_fields_names_neither_among_several() -> None:
    said, forms = ("Khó khăn, vướng mắc; nguyên nhân; kiến nghị",), load_forms()
    learned = [LearnedHeading("Nguyên nhân", "B02", "note")]
    three = [
        [match.fields for match in book.match(said)["B02"] if match.split == "labels" and len(match.fields) == 3]
        for book in (HeadingBook(forms), HeadingBook(forms, learned))
    ]
    assert three == [[("issue", "cause", "proposal")], []]


def test_a_heading_of_two_fields_with_their_names_in_another_order_is_taken_apart() -> None:
    heading = ("STT", "Khó khăn, vướng mắc, nguyên nhân", "Địa phương liên quan", "Kiến nghị", "Thẩm quyền giải quyết")
    cell = "- Vướng mắc: Sông vượt chuẩn amoni\n- Nguyên nhân: Chưa có trạm quan trắc"
    lines = [(n, text, "Cần Thơ, An Giang", "Đầu tư trạm", "Bộ Tài chính") for n, text in ((1, cell), (2, "Thiếu cát"))]
    found = table(heading, *lines)
    assert values(found.rows[0], "issue", "cause") == ("Sông vượt chuẩn amoni", "Chưa có trạm quan trắc")
    assert values(found.rows[1], "issue", "cause") == ("Thiếu cát", None)
    assert [issue.params["about"] for issue in found.rows[1].all_issues] == ["not_parted"]
