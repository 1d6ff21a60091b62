"""Tables that are pasted, and files of earlier imports opened once more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.journeys.forms import submission
from workbench.clock import FixedClock
from workbench.errors import UserError
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord

PASTED = "\n".join(
    (
        "UBND TỈNH VĨNH LONG",
        "Kỳ báo cáo: Quý III năm 2026",
        "STT\tNội dung khó khăn, vướng mắc\tLĩnh vực\tĐề xuất, kiến nghị\tCơ quan có thẩm quyền giải quyết",
        "1\tThiếu cát đắp nền cho đoạn cao tốc\tGiao thông\tĐiều phối nguồn cát\tBộ Xây dựng",
    )
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ImportSession]:
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(tmp_path / "so.lkv", new, clock) as opened, ImportSession(Registers(opened)) as made:
        yield made


def test_a_pasted_table_is_read_as_a_file_is(session: ImportSession) -> None:
    plan = session.plan(session.pasted("", PASTED))
    assert [row.how for row in plan.rows] == ["new"]


def test_what_was_pasted_is_kept_under_its_own_fingerprint(session: ImportSession) -> None:
    loaded = session.pasted("<table><tr><td>a</td></tr></table>", "a")
    assert hashlib.sha256(loaded.data).hexdigest() == loaded.raw.sha256


def test_nothing_pasted_is_refused(session: ImportSession) -> None:
    with pytest.raises(UserError) as caught:
        session.pasted("", " ")
    assert caught.value.code == "reading.empty"


@pytest.mark.parametrize("pasted", [False, True])
def test_a_kept_file_is_the_same_when_opened_again(session: ImportSession, tmp_path: Path, pasted: bool) -> None:
    loaded = session.pasted("", PASTED) if pasted else session.load(submission(tmp_path / "Biểu 02 VL.xlsx"))
    plan = session.plan(loaded)
    session.commit(plan)
    again = session.reopened(plan.submitted.batch)
    assert (again.raw.name, again.raw.sha256) == (loaded.raw.name, loaded.raw.sha256)
    assert again.raw.sheets == loaded.raw.sheets
