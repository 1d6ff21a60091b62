"""Time and new names: the real ones, and those of tests."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from workbench import assets
from workbench.clock import FixedClock, SystemClock
from workbench.errors import Cancelled, RecordUnavailable, StaleRecord, UserError


def test_real_time_is_that_of_viet_nam_in_whole_seconds() -> None:
    now = SystemClock().now()
    assert (now.utcoffset(), now.microsecond) == (timedelta(hours=7), 0)


def test_real_ids_are_never_the_same() -> None:
    made = {SystemClock().new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(uid) for uid in made} == {32}


def test_fixed_clock_stands_still_and_counts() -> None:
    clock = FixedClock.on(date(2026, 10, 12), prefix="x")
    assert (clock.now(), clock.today()) == (clock.now(), date(2026, 10, 12))
    assert [clock.new_id(), clock.new_id()] == ["x00000001", "x00000002"]


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [(UserError("x"), 2), (StaleRecord("x"), 2), (RecordUnavailable("x"), 3)],
    ids=["refused", "stale", "unavailable"],
)
def test_errors_for_the_officer_carry_their_exit_code(error: UserError, exit_code: int) -> None:
    assert error.exit_code == exit_code


def test_error_keeps_what_its_sentence_needs() -> None:
    error = UserError("record_missing", file="sổ.lkv")
    assert (error.code, error.params) == ("record_missing", {"file": "sổ.lkv"})


def test_stopping_is_not_an_error_for_the_officer() -> None:
    assert not issubclass(Cancelled, UserError)


def test_resource_is_found_in_the_checkout() -> None:
    assert assets.resource("i18n", "vi", "error.po").is_file()


def test_resource_of_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert assets.resource_root() == tmp_path / "resources"


def test_resource_that_is_not_shipped_is_a_fault_of_the_installation() -> None:
    with pytest.raises(FileNotFoundError):
        assets.resource("no", "such")
