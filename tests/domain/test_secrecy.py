"""Marks of state secrets, and the many ordinary words that look like them."""

from __future__ import annotations

import unicodedata

import pytest

from workbench.domain.secrecy import secrecy_mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT", "MẬT"),
        ("  TỐI MẬT ", "TỐI MẬT"),
        ("TUYỆT  MẬT", "TUYỆT MẬT"),
        ("[MẬT]", "MẬT"),
        ("Độ mật: Mật", "MẬT"),
        ("Dấu chỉ độ mật: tối mật", "TỐI MẬT"),
        ("ĐỘ MẬT: TUYỆT MẬT", "TUYỆT MẬT"),
        ("BÁO CÁO\nMẬT\nSố: 12/BC", "MẬT"),
        ("Báo cáo tình hình (MẬT)", "MẬT"),
        ("Văn bản TUYỆT MẬT của Bộ", "TUYỆT MẬT"),
        (unicodedata.normalize("NFD", "TỐI MẬT"), "TỐI MẬT"),
    ],
)
def test_a_mark_is_seen(text: str, mark: str) -> None:
    assert secrecy_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mật độ dân số vùng cao",
        "QUY HOẠCH MẬT ĐỘ XÂY DỰNG",
        "Bảo đảm bí mật, bảo mật thông tin",
        "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Nuôi ong lấy mật",
        "mật",
        "Xâm nhập mặn tại cửa sông",
        "Tài liệu mật không đưa vào sổ này",
        "Độ mật: Thường",
        "tuyệt mật là một độ mật",
        "MẶT BẰNG",
    ],
)
def test_ordinary_words_are_not_marks(text: str) -> None:
    assert secrecy_mark(text) == ""
