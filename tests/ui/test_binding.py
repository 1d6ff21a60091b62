"""PySide is brought in without its own import and without what describes it for tools; what it does stays as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from workbench.folders import HOME

_TEXTS = "import linecache; print(sum(name.endswith('.py') for name in linecache.cache))"
_WRONG_CALL = """
from PySide6.QtCore import QPoint
try:
    QPoint("x")
except TypeError as error:
    print(error)
"""


def said(act: str, home: Path) -> str:
    """What a program that has just started prints."""
    code = f"from ui import binding\n{act}"
    apart = {**os.environ, HOME: str(home)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=apart)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_text_of_modules_is_neither_read_nor_kept(tmp_path: Path) -> None:
    page = f"import ui.views.today; {_TEXTS}"
    ours, plain = said(f"binding.bring(); {page}", tmp_path), said(f"import PySide6.QtCore; {page}", tmp_path)
    assert int(ours) < int(plain) / 10


def test_import_is_that_of_python(tmp_path: Path) -> None:
    act = "import builtins; own = builtins.__import__; {}; import PySide6.QtWidgets; print(builtins.__import__ is own)"
    assert said(act.format("binding.bring()"), tmp_path) == "True\n"
    assert said(act.format("import PySide6.QtCore"), tmp_path) == "False\n"


def test_pyside_still_says_what_a_wrong_call_should_have_been(tmp_path: Path) -> None:
    plain = said(_WRONG_CALL, tmp_path)
    assert "xpos: int, ypos: int" in plain
    assert said(f"binding.bring(){_WRONG_CALL}", tmp_path) == plain


def test_what_describes_modules_for_tools_comes_when_it_is_asked_for(tmp_path: Path) -> None:
    act = """
import sys
binding.bring()
from PySide6.support.signature.lib import pyi_generator
before = "argparse" in sys.modules
print(before, hasattr(pyi_generator, "__path__"), pyi_generator.Formatter.__name__, "argparse" in sys.modules)
"""
    assert said(act, tmp_path) == "False False Formatter True\n"


def test_a_qt_that_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    assert said("import PySide6.QtCore; binding.bring()", tmp_path) == ""
