"""The short form of the fault runs, and that each of them does find what a careless program would do.

The long form is `python -m tests.faults --long`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import damage, kills, power, preload

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["kills", "rekeying", "upgrades", "damage", "attacks", "sharing", "disk", "power"])
def test_record_comes_through(name: str) -> None:
    comes_through("--only", name)


@pytest.mark.parametrize(("name", "size"), [("kills", 15), ("damage", 2), ("disk", 2), ("power", 6)])
def test_encrypted_record_comes_through(name: str, size: int) -> None:
    comes_through("--encrypted", "--only", name, "--size", str(size))


def comes_through(*wanted: str) -> None:
    """Run it and see that it passed."""
    command = [sys.executable, "-m", "tests.faults", *wanted]  # a process of its own: it forks and kills
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.stdout.startswith("-"):
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("ok"), done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_imports_written_in_two_acts_would_be_found() -> None:
    script = "from tests.faults import kills; print(kills.run(25, sabotage=True).line())"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "half an import" in done.stdout, done.stdout + done.stderr


def test_damage_without_seals_and_replay_would_go_unseen() -> None:
    assert damage.run(3, 1, blind=("seals", "history", "search", "words", "listing")).failures


@pytest.mark.skipif(bool(preload.missing()), reason="needs the failing disk")
def test_program_that_does_not_wait_for_the_disk_would_lose_its_record() -> None:
    assert power.run(40, careless=True).failures


def test_run_that_tried_nothing_has_not_passed() -> None:
    assert not kills.Outcome("nothing").passed
