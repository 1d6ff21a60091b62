"""Imports without companions: refused in one thread, for a while, and nowhere else."""

from __future__ import annotations

import importlib
import subprocess
import sys
from threading import Thread

import pytest

from workbench.lean import without


def test_module_is_as_if_not_installed_inside_and_there_again_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with without("colorsys"), pytest.raises(ModuleNotFoundError):
        importlib.import_module("colorsys")
    assert importlib.import_module("colorsys").rgb_to_hsv(0, 0, 0) == (0.0, 0.0, 0)


def test_other_threads_import_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    found: list[object] = []
    with without("colorsys"):
        other = Thread(target=lambda: found.append(importlib.import_module("colorsys")))
        other.start()
        other.join()
    assert [getattr(module, "__name__", "") for module in found] == ["colorsys"]


def test_workbooks_are_written_without_numpy() -> None:
    said = "import sys, workbench.exchange.tablebook; print('xlsxwriter' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
