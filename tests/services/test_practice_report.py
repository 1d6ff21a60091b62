"""The report to practise on: it holds everything that an officer meets while taking a report in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.ui.import_scene import FIRST, open_record, write_form
from workbench.clock import FixedClock
from workbench.services.importing.session import ImportSession
from workbench.services.registers import Registers
from workbench.services.sample.practice import practice_report


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_report_holds_conflicts_likeness_changes_news_and_absences(tmp_path: Path) -> None:
    with open_record(tmp_path, date(2026, 7, 10)) as record, ImportSession(Registers(record)) as session:
        rows = [("", line) for line in FIRST[:14]]
        path = write_form(tmp_path / "VinhLong_Bieu02_Q2.xlsx", rows, "quý II năm 2026")
        session.commit(session.plan(session.load(path)))
        record.clock = FixedClock.on(date(2026, 10, 12), "later")
        plan = session.plan(session.load(practice_report(record, tmp_path)))
    counted = {how: plan.count(how) for how in ("conflict", "duplicate", "changed", "new", "same")}
    assert counted == {"conflict": 2, "duplicate": 1, "changed": 4, "new": 5, "same": 5}
    assert len(plan.absent) == 2
    assert "bad_date" in {issue.code for issue in plan.recognised.all_issues}
