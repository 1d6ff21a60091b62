"""Obstacles told again in other words against lookalikes: what is the same, what is asked, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.journeys.forms import submission
from workbench.clock import FixedClock
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord

Told = tuple[str, str, str, str]  # what, field, agreement, authority

STORED: tuple[Told, ...] = (
    ("Quốc lộ 62 đoạn qua thị xã chậm bàn giao mặt bằng, còn 37 hộ chưa đồng thuận", "Giao thông", "", "Bộ Xây dựng"),
    ("Cầu Đại Ngãi 1 thiếu vốn đối ứng của địa phương trong năm 2026", "Giao thông", "", "Bộ Tài chính"),
    ("Cầu Đại Ngãi 2 chưa thống nhất hướng tuyến đường dẫn phía bờ phải", "Giao thông", "", "Bộ Xây dựng"),
    ("Hồ chứa nước Sông Ray chưa có quy trình vận hành liên hồ mùa lũ", "Thủy lợi", "", "Bộ Nông nghiệp và Môi trường"),
    ("Chưa rõ cơ quan chủ quản dự án nạo vét luồng", "Giao thông", "12/TTHT-UBND", "Bộ Xây dựng"),
    ("Cao tốc Mỹ Thuận - Cần Thơ thiếu cát đắp nền do mỏ hết hạn khai thác", "Giao thông", "", "Bộ Xây dựng"),
    ("KCN Bình Minh chưa đấu nối hệ thống xử lý nước thải tập trung", "Môi trường", "", "Bộ Xây dựng"),
    ("ĐT.902 vướng đường điện trung thế chưa di dời", "Giao thông", "", "Bộ Công Thương"),
)

# told again in other words -> the stored one it is
AGAIN: tuple[tuple[Told, int], ...] = (
    (("QL.62: 37 hộ dân qua thị xã chưa đồng thuận, bàn giao mặt bằng chậm", "Giao thông", "", "Bộ Xây dựng"), 0),
    (("Địa phương thiếu vốn đối ứng cho dự án cầu Đại Ngãi 1", "Giao thông", "", "Bộ Tài chính"), 1),
    (("Hướng tuyến đường dẫn bờ phải cầu Đại Ngãi 2 chưa được thống nhất", "Giao thông", "", "Bộ Xây dựng"), 2),
    (("Quy trình vận hành liên hồ mùa lũ của hồ Sông Ray chưa có", "Thủy lợi", "", "Bộ Nông nghiệp và Môi trường"), 3),
    (("Dự án nạo vét luồng: cơ quan chủ quản chưa rõ là ai", "Giao thông", "12/TTHT-UBND", "Bộ Xây dựng"), 4),
    (("Mỏ cát hết hạn khai thác, cao tốc Cần Thơ – Mỹ Thuận thiếu cát đắp", "Giao thông", "", "Bộ Xây dựng"), 5),
    (("Khu công nghiệp Bình Minh: nước thải chưa đấu nối về hệ thống xử lý", "Môi trường", "", "Bộ Xây dựng"), 6),
    (("Đường điện trung thế chưa di dời khỏi đường tỉnh 902", "Giao thông", "", "Bộ Công Thương"), 7),
)

# the same sentence about another thing, another trouble of the same thing, another body or field
LOOKALIKES: tuple[Told, ...] = (
    ("Quốc lộ 61 đoạn qua thị xã chậm bàn giao mặt bằng, còn 37 hộ chưa đồng thuận", "Giao thông", "", "Bộ Xây dựng"),
    ("Cầu Đại Ngãi 3 thiếu vốn đối ứng của địa phương trong năm 2026", "Giao thông", "", "Bộ Tài chính"),
    ("Quốc lộ 62 thiếu trạm dừng nghỉ theo quy hoạch được duyệt", "Giao thông", "", "Bộ Xây dựng"),
    ("Hồ chứa nước Sông Ray xuống cấp mái đập phía hạ lưu", "Thủy lợi", "", "Bộ Nông nghiệp và Môi trường"),
    ("Cao tốc Mỹ Thuận - Cần Thơ chưa lắp hệ thống giao thông thông minh", "Giao thông", "", "Bộ Xây dựng"),
    ("KCN Bình Minh thiếu nhà ở cho công nhân", "Môi trường", "", "Bộ Xây dựng"),
    ("ĐT.903 vướng đường điện trung thế chưa di dời", "Giao thông", "", "Bộ Công Thương"),
    ("Kênh Mỹ Thuận thiếu cát đắp nền do mỏ hết hạn khai thác", "Giao thông", "", "Bộ Xây dựng"),
)


def lines(told: Sequence[Told], day: date) -> list[list[object]]:
    return [
        [n, what, field, paper or None, "Vĩnh Long", "Đang rà soát", "Đề nghị xem xét", body, day, None, None, None]
        for n, (what, field, paper, body) in enumerate(told, 1)
    ]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ImportSession]:
    """A session on a record that holds `STORED`."""
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(tmp_path / "so.lkv", new, clock) as opened, ImportSession(Registers(opened)) as made:
        made.commit(made.plan(made.load(submission(tmp_path / "a.xlsx", lines(STORED, date(2026, 5, 4))))))
        yield made


def planned(session: ImportSession, folder: Path, told: Sequence[Told]) -> ImportPlan:
    return session.plan(session.load(submission(folder / "b.xlsx", lines(told, date(2026, 9, 1)))))


def test_what_is_told_again_in_other_words_is_asked_about(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, [told for told, _ in AGAIN])
    titles = [STORED[place][0] for _, place in AGAIN]
    asked = [row.how == "duplicate" and row.title == title for row, title in zip(plan.rows, titles, strict=True)]
    assert sum(asked) >= 0.85 * len(asked), [(r.how, r.title) for r in plan.rows]
    assert not any(row.how == "same" for row in plan.rows)


def test_the_reasons_name_the_work_or_the_paper(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, [AGAIN[0][0], AGAIN[4][0]])
    assert "match.same_work" in plan.rows[0].reasons
    assert "match.same_paper" in plan.rows[1].reasons


def test_lookalikes_are_new(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, LOOKALIKES)
    assert [row.how for row in plan.rows] == ["new"] * len(LOOKALIKES), [(r.how, r.title, r.reasons) for r in plan.rows]


def test_the_same_words_once_more_are_the_same(session: ImportSession, tmp_path: Path) -> None:
    plan = session.plan(session.load(submission(tmp_path / "c.xlsx", lines(STORED, date(2026, 5, 4)))))
    assert not [row for row in plan.rows if row.how in ("new", "duplicate", "undecided")]
