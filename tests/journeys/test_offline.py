"""Nothing goes out: importing, exporting, printing and copying open no network connection, in any process of theirs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.forms import submission

ROOT = Path(__file__).resolve().parents[2]
WATCH = """
import sys
def watch(event, args):
    out = event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "http.client.connect")
    if out or (event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple)):
        with open({log!r}, "a") as file:
            file.write(event + "\\n")
sys.addaudithook(watch)
with open({started!r}, "a") as file:
    file.write("x")
"""


class Watched:
    """Runs programs with a watch in every Python process that they start."""

    def __init__(self, folder: Path) -> None:
        self.log, self.started = folder / "log", folder / "started"
        (folder / "watch").mkdir()
        script = WATCH.format(log=str(self.log), started=str(self.started))
        (folder / "watch" / "sitecustomize.py").write_text(script, "utf-8")
        path = os.pathsep.join([str(folder / "watch"), str(ROOT)])
        self.environment = {**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}

    def run(self, *arguments: object) -> int:
        command = [sys.executable, *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, check=False)
        return done.returncode

    def seen(self) -> list[str]:
        return self.log.read_text("utf-8").split() if self.log.exists() else []


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_day_s_work_opens_no_connection(watched: Watched, tmp_path: Path) -> None:
    record = tmp_path / "so.lkv"
    submission(tmp_path / "B02.xlsx")
    steps = (
        ("new", record, "--council", "DBSCL"),
        ("import", record, tmp_path / "B02.xlsx"),
        ("export", record, "B02", "-o", tmp_path / "mau.xlsx", "--blank"),
        ("print", record, "obstacles", "-o", tmp_path / "so.pdf"),
        ("backup", record, tmp_path / "chep.lkv"),
        ("check", record),
    )
    for step in steps:
        assert watched.run("main.py", *step) in (0, 1), step
    assert watched.seen() == []
    assert len(watched.started.read_text("utf-8")) > len(steps)  # the process that reads the workbook is watched too


def test_watch_does_see_a_connection(watched: Watched) -> None:
    reach = "import socket; s = socket.socket(); s.settimeout(0.1); s.connect_ex(('127.0.0.1', 9))"
    watched.run("-c", reach)
    assert watched.seen() == ["socket.connect"]
