"""The binding to Qt keeps its references: PySide6 6.12.0 on Python 3.11 lost one at every emit and void call.

Lost references end the process without an exception, so the emits happen in a child.
"""

from __future__ import annotations

import subprocess
import sys

EMITS = """
import sys
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    told = Signal(bool)

sender, heard = Sender(), []
sender.told.connect(lambda value: heard.append(0))
before = sys.getrefcount(True)
for _ in range(2000):
    sender.told.emit(True)
print(len(heard), abs(sys.getrefcount(True) - before) <= 10)
"""
VOID_CALLS = """
import sys
from PySide6.QtWidgets import QApplication, QLabel

application = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for i in range(300):
    label.setText(str(i))
print(abs(sys.getrefcount(None) - before) <= 10)
"""


def child(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script with this Python; Qt's platform is set in the environment."""
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)


def test_two_thousand_emits_lose_no_reference() -> None:
    done = child(EMITS)
    assert (done.returncode, done.stdout.split()) == (0, ["2000", "True"]), done.stderr


def test_calls_without_result_lose_no_reference() -> None:
    done = child(VOID_CALLS)
    assert (done.returncode, done.stdout.split()) == (0, ["True"]), done.stderr
