"""Forms owed, from the command line: listed, set from a day, refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.clock import FixedClock
from workbench.services.records_new import create_record
from workbench.services.seeding import NewRecord


@pytest.fixture
def record(tmp_path: Path, clock: FixedClock) -> Path:
    path = tmp_path / "so.lkv"
    create_record(path, NewRecord("DBSCL"), clock).close()
    return path


def kinds(out: str) -> dict[str, str]:
    return {row["form"]: row["every"] for row in map(json.loads, out.splitlines())}


def test_a_new_record_lists_what_is_proposed(record: Path, run) -> None:
    code, out, _ = run("owed", record, "--period", "2026-H2", "--json")
    assert code == 0 and set(kinds(out)) == {"B04", "B05", "B09", "B11"}
    code, out, _ = run("owed", record, "--period", "2026-H1", "--json")
    assert set(kinds(out)) == {"B04"}


def test_a_form_is_owed_from_a_day(record: Path, run) -> None:
    set_it = ("owed", record, "--form", "b05", "--form", "B11", "--every", "quarter", "--since", "2027-01-01")
    code, _, said = run(*set_it, "--basis", "5/TB-HĐĐPV")
    assert code == 0 and "2 biểu" in said and "01/01/2027" in said
    _, out, _ = run("owed", record, "--period", "2027-Q1", "--json")
    assert set(kinds(out)) == {"B01", "B02", "B03", "B05", "B11"}
    _, out, _ = run("owed", record, "--period", "2026-Q4", "--json")
    assert set(kinds(out)) == {"B01", "B02", "B03"}
    _, out, _ = run("owed", record, "--form", "B01")
    assert out.startswith("Biểu số 01/LKV") and "Hằng quý" in out


@pytest.mark.parametrize("wrong", [("--every", "half"), ("--form", "B06", "--every", "half"), ("--period", "hôm nay")])
def test_what_cannot_be_set_is_refused(record: Path, run, wrong: tuple[str, ...]) -> None:
    code, _, err = run("owed", record, *wrong)
    assert code == 2 and len(err.strip().splitlines()) == 1
