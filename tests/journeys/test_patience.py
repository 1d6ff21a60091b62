"""The line that tells of long work on the command line."""

from __future__ import annotations

import io

import pytest

from workbench.commandline import patience
from workbench.commandline.patience import Line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    at = [0.0]
    monkeypatch.setattr(patience, "monotonic", lambda: at[0])
    monkeypatch.setattr(patience, "attended", lambda stream: stream.isatty())
    return at


def test_short_work_says_nothing(now: list[float]) -> None:
    stream = Terminal()
    line = Line(stream)
    now[0] = 0.9
    line.step(1, 2, "safety.phase_check")
    line.clear()
    assert stream.getvalue() == ""


def test_a_terminal_has_one_line_written_over_and_cleared(now: list[float]) -> None:
    stream = Terminal()
    line = Line(stream)
    for at, done in ((1.1, 1), (1.2, 2), (1.4, 3)):
        now[0] = at
        line.step(done, 4, "safety.phase_listing")
    line.clear()
    first, second, empty, end = stream.getvalue().split("\r")[1:]
    assert (first, second) == ("Đang lập lại mục lục tra cứu của sổ 25%", "Đang lập lại mục lục tra cứu của sổ 75%")
    assert empty == " " * len(second) and end == ""


def test_a_file_gets_a_line_for_each_phase(now: list[float]) -> None:
    stream = io.StringIO()
    line = Line(stream)
    now[0] = 2.0
    for done in range(3):
        line.step(done, 3, "safety.phase_copy")
    line.step(0, 0, "safety.phase_check")
    line.clear()
    assert stream.getvalue() == "Đang sao lưu sổ hiện có…\nĐang soát tệp sổ…\n"
