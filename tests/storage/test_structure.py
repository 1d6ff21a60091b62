"""What the steps make is worked out once and kept; other steps are worked out anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench import assets
from workbench.folders import HOME
from workbench.storage import structure


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(HOME, str(tmp_path))
    structure.known.cache_clear()
    yield tmp_path
    structure.known.cache_clear()


def every() -> tuple[str, ...]:
    return tuple(step.stem for step in structure.STEPS)


def test_what_all_steps_make_is_read_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = structure.known(every())
    structure.known.cache_clear()
    monkeypatch.setattr(structure, "_made", lambda _: {})
    assert first["obstacle"].startswith("CREATE TABLE")
    assert structure.known(every()) == first


def test_another_step_is_worked_out_and_not_taken_for_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    structure.known(every())
    step = tmp_path / "9999_more.sql"
    step.write_text("CREATE TABLE more (a);\n", "utf-8")
    monkeypatch.setattr(structure, "STEPS", (*structure.STEPS, step))
    assert structure.known(every())["more"] == "CREATE TABLE more (a)"


def test_what_an_earlier_version_made_otherwise_is_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    first = structure.known(every())
    structure.known.cache_clear()
    monkeypatch.setattr(assets, "_MAKING", assets._MAKING + 1)
    monkeypatch.setattr(structure, "_made", lambda _: {"obstacle": "otherwise"})
    assert structure.known(every()) == {"obstacle": "otherwise"} != first


def test_fewer_steps_are_those_of_an_older_record(home: Path) -> None:
    assert "obstacle" not in structure.known(())
    assert structure.known(every()[:1]).keys() < structure.known(every()).keys()
