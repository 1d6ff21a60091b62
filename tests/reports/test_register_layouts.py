"""Layout files of printed registers: shipped ones are sound, faulty ones are refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.messages import text
from workbench.reports.layouts import GROUPS, KEYS, ORDERS, layout, read_layout

GOOD = """
register = "escalations"
title = ["SỔ"]
prepared_by = "NGƯỜI LẬP SỔ"
[[column]]
key = "ordinal"
heading = "STT"
width = 10
"""


def file(folder: Path, content: str) -> Path:
    path = folder / "council.toml"
    path.write_text(content, encoding="utf-8")
    return path


def refused(folder: Path, content: str) -> str:
    with pytest.raises(UserError) as caught:
        read_layout(file(folder, content))
    sentence = text(caught.value.code, **caught.value.params)
    assert "council.toml" in sentence
    return sentence


@pytest.mark.parametrize("register", KEYS)
def test_every_shipped_layout_is_sound(register: str) -> None:
    found = layout(register)
    assert found.register == register
    numbered = [] if register.startswith("documents") else ["ordinal"]  # the decree's columns have none
    assert [c.key for c in found.columns if c.key == "ordinal"] == numbered
    first = {"conclusions": "meeting", "coherence": "verdict", "capital": "axis"}.get(register, "none")
    assert GROUPS[register][0] == first and ORDERS[register]


def test_registers_of_documents_have_the_ten_columns_of_the_decree() -> None:
    assert [c.heading for c in layout("documents_out").columns] == [
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Người ký",
        "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu",
        "Số lượng bản",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ]
    assert [c.heading for c in layout("documents_in").columns] == [
        "Ngày đến",
        "Số đến",
        "Tác giả",
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Đơn vị hoặc người nhận",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ]


def test_the_escalation_register_has_its_eleven_columns_in_order() -> None:
    assert [c.heading for c in layout("escalations").columns] == [
        "STT",
        "Số, ký hiệu, ngày văn bản kiến nghị",
        "Nội dung khó khăn, vướng mắc",
        "Nội dung kiến nghị",
        "Địa phương",
        "Cơ quan nhận, cấp giải quyết",
        "Thời hạn trả lời",
        "Số, ký hiệu, ngày văn bản trả lời",
        "Kết quả giải quyết",
        "Đôn đốc (lần, ngày)",
        "Ghi chú",
    ]


def test_a_sound_layout_is_read(tmp_path: Path) -> None:
    found = read_layout(file(tmp_path, GOOD))
    assert (found.title, found.file_name, found.columns[0].align) == (("SỔ",), "escalations", "left")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('key = "ordinal"', 'key = "colour"', "colour"),
        ("width = 10", "width = 0", "0"),
        ("width = 10", 'width = "wide"', "wide"),
        ("width = 10", 'width = 10\nalign = "middle"', "middle"),
        ("width = 10", "width = 10\nwhen = 1", "when"),
        ('title = ["SỔ"]', 'title = "SỔ"', "SỔ"),
        ('register = "escalations"', 'register = "letters"', "letters"),
        ('title = ["SỔ"]', 'title = ["SỔ"]\npaper = "A3"', "paper"),
    ],
)
def test_what_is_not_known_is_refused_and_named(tmp_path: Path, old: str, new: str, found: str) -> None:
    assert f"“{found}”" in refused(tmp_path, GOOD.replace(old, new))


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, "register = ")


def test_a_layout_without_columns_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, GOOD.partition("[[column]]")[0])


def test_the_same_column_twice_is_refused(tmp_path: Path) -> None:
    column = GOOD.partition("[[column]]")[2]
    refused(tmp_path, f"{GOOD}\n[[column]]{column}")
