"""Columns under words that no form knows: what they hold and what is left decide, or nothing does."""

from __future__ import annotations

from datetime import date, datetime

from tests.exchange.sheets import B03, agreement, fields_by_column, obstacle, read, sheet, table

B02 = ("STT", "Nội dung khó khăn, vướng mắc", "Lĩnh vực", "Địa phương liên quan", "Nguyên nhân", "Đề xuất, kiến nghị",
       "Cơ quan có thẩm quyền giải quyết")  # fmt: skip


def told(n: int, *more: object) -> list:
    return [*obstacle(n)[:7], *more]


def answered(n: int, said: str) -> list:
    return [
        n,
        f"Bổ sung vốn tuyến số {n}",
        f"{n}/UBND-TH",
        date(2025, 3, n),
        "Bộ Tài chính",
        f"{n}/BTC-ĐT",
        date(2025, 5, n),
        said,
    ]


def test_states_under_a_heading_that_could_be_prose_are_states() -> None:
    said = ("Đang giải quyết", "Đã giải quyết xong", "Chưa rõ (theo báo cáo của sở)", "Chưa trả lời")
    found = table([*B03[:7], "Kết quả xử lý"], *(answered(n, text) for n, text in enumerate(said, 1)))
    assert "reply" not in fields_by_column(found)
    assert [row.value("status") for row in found.rows][:2] in (["in_progress", "solved"], [None, None])


def test_two_columns_of_days_are_told_apart_by_which_is_earlier() -> None:
    found = table(
        [*B02, "Bắt đầu từ ngày", "Cần giải quyết xong trước"],
        *(told(n, date(2025, 2, n), date(2025, 9, n)) for n in range(1, 6)),
    )
    assert fields_by_column(found)[-2:] == ["raised_date", "deadline"]


def test_days_with_an_hour_are_told_apart_from_days_without() -> None:
    found = table(
        [*B02, "Bắt đầu từ ngày", "Cần giải quyết xong trước"],
        *(told(n, date(2025, 2, n), datetime(2025, 9, n, 17, 30)) for n in range(1, 6)),  # noqa: DTZ001
    )
    assert fields_by_column(found)[-2:] == ["raised_date", "deadline"]


def test_the_beginning_of_a_trouble_is_no_deadline() -> None:
    found = table([*B02, "Thời gian bắt đầu vướng mắc"], *(told(n, date(2025, 2, n)) for n in range(1, 6)))
    assert "deadline" not in fields_by_column(found)


def test_a_column_of_other_days_is_not_taken_for_the_day_that_is_missing() -> None:
    found = table([*B02, "Lịch tiếp dân"], *(told(n, date(2025, 2, n)) for n in range(1, 6)))
    assert not {"raised_date", "deadline"} & set(fields_by_column(found))


def test_a_column_of_offices_that_asks_for_an_office_is_the_focal_point() -> None:
    heading = ["STT", "Tên thỏa thuận", "Số văn bản", "Ngày ký", "Lĩnh vực", "Các bên tham gia"]
    offices = ("Sở Công Thương", "Ban Quản lý các khu công nghiệp", "Văn phòng UBND tỉnh", "Sở Y tế")
    lines = [[*agreement(n), office] for n, office in enumerate(offices, 1)]
    assert fields_by_column(table([*heading, "Đơn vị phụ trách"], *lines))[-1] == "lead"
    assert "lead" not in fields_by_column(table([*heading, "Đơn vị phối hợp thực hiện"], *lines))
    people = [[*agreement(n), f"Nguyễn Văn {letter}"] for n, letter in enumerate("ABCD", 1)]
    assert "lead" not in fields_by_column(table([*heading, "Lãnh đạo phụ trách"], *people))


def test_a_label_without_a_value_on_one_card_is_a_label_on_the_others() -> None:
    cards = []
    for n in range(1, 4):
        cards += [
            ["Điều tỉnh đã kiến nghị", f"Bổ sung vốn cho tuyến số {n}"],
            ["Số văn bản kiến nghị", f"{n}/UBND-TH"],
            ["Ngày gửi", date(2025, 3, n)],
            ["Cơ quan tiếp nhận", "Bộ Tài chính"],
            ["Tình trạng xử lý", "Chưa trả lời"],
            ["Người theo dõi", "Nguyễn Văn An" if n == 2 else None],
            [],
        ]
    found = read(sheet(*cards))
    assert [row.value("recommendation") for row in found.rows] == [f"Bổ sung vốn cho tuyến số {n}" for n in (1, 2, 3)]


def test_a_heading_that_asks_for_a_name_is_the_main_text_before_it_is_any_other() -> None:
    heading = ["STT", "Tên nội dung hai bên đã bàn", "Số văn bản", "Ngày ký", "Lĩnh vực", "Các bên tham gia"]
    found = table(heading, *(agreement(n, f"Kế hoạch tiêu thụ nông sản an toàn số {n}") for n in range(1, 4)))
    assert fields_by_column(found)[0] == "title"


def test_the_number_of_the_letter_is_no_label_of_a_card() -> None:
    cards = [["Số:        /BC-UBND", None, "Độc lập - Tự do - Hạnh phúc"], []]
    for n in range(1, 3):
        cards += [
            ["Điều tỉnh đã kiến nghị", f"Bổ sung vốn cho tuyến số {n}"],
            ["Số văn bản kiến nghị", f"{n}/UBND-TH"],
            ["Ngày gửi", date(2025, 3, n)],
            ["Cơ quan tiếp nhận", "Bộ Tài chính"],
            ["Tình trạng xử lý", "Chưa trả lời"],
            [],
        ]
    found = read(sheet(*cards))
    assert [row.value("sent_no") for row in found.rows] == ["1/UBND-TH", "2/UBND-TH"]
    assert [row.value("recommendation") for row in found.rows] == [f"Bổ sung vốn cho tuyến số {n}" for n in (1, 2)]


def test_a_column_of_ticks_is_no_prose() -> None:
    found = table([*B03[:7], "Kết quả trả lời"], *(answered(n, "x") for n in range(1, 5)))
    assert "reply" not in fields_by_column(found)


def test_the_number_of_the_only_answer_is_no_prose() -> None:
    found = table([*B03[:5], "Kết quả trả lời số"], [*answered(1, "")[:5], "12/BTC-ĐT"])
    assert "reply" not in fields_by_column(found)


def test_what_a_card_lacks_is_missed_where_it_would_stand() -> None:
    cards = []
    for n in range(1, 3):
        cards += [
            ["Nội dung kiến nghị", f"Bổ sung vốn cho tuyến số {n}"],
            ["Số văn bản kiến nghị", f"{n}/UBND-TH"],
            ["Ngày gửi", date(2025, 3, n)],
            ["Cơ quan tiếp nhận", "Bộ Tài chính" if n == 1 else None],
            ["Tình trạng xử lý", "Chưa trả lời"],
            [],
        ]
    found = [i for i in read(sheet(*cards)).all_issues if i.code == "missing_required"]
    assert [ref.address for issue in found for ref in issue.cells] == ["B10"]


def test_a_table_on_its_side_is_one_though_two_of_its_rows_look_like_a_heading() -> None:
    count = range(1, 6)
    found = read(
        sheet(
            ["Tóm tắt kiến nghị của tỉnh", *(f"Bổ sung vốn cho tuyến số {n}" for n in count)],
            ["Số công văn kiến nghị", *(f"{n}/UBND-TH" for n in count)],
            ["Ngày gửi", *(f"{n}/3/2025" for n in count)],
            ["Cơ quan tiếp nhận", *("Bộ Tài chính" for _ in count)],
            ["Nội dung trả lời", *("Thống nhất với đề xuất" for _ in count)],
            [
                "Tình trạng xử lý",
                "Đang giải quyết",
                "Đã giải quyết",
                "Đang giải quyết",
                "Đã giải quyết",
                "Đã giải quyết",
            ],
            ["Ghi chú", "Chuyển tiếp", None, "Chuyển tiếp", None, "Rà soát lại"],
        )
    )
    assert [row.value("recommendation") for row in found.rows] == [f"Bổ sung vốn cho tuyến số {n}" for n in count]


def test_what_a_province_says_of_an_answer_is_not_the_answer() -> None:
    found = table(
        [*B03[:5], "Ngày trả lời", "Tình trạng xử lý", "Ý kiến của tỉnh sau khi có trả lời"],
        *(
            [*answered(n, "")[:5], date(2025, 5, n), "Đã giải quyết", f"Tỉnh đã chỉ đạo các sở xử lý lần {n}"]
            for n in range(1, 5)
        ),
    )
    assert "reply" not in fields_by_column(found)
