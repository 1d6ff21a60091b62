"""The text of modules is not read when they are imported: neither time nor memory is spent on it."""

from __future__ import annotations

import subprocess
import sys

_KEPT = "import linecache; print(sum(name.endswith('.py') for name in linecache.cache))"


def texts_kept(before: str) -> int:
    """Texts of modules in memory after a start that does `before`, then imports a page of the window."""
    code = f"from ui import unread; {before}; import ui.views.today; {_KEPT}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return int(done.stdout)


def test_the_text_of_modules_is_neither_read_nor_kept() -> None:
    assert texts_kept("unread.leave_texts()") < texts_kept("pass") / 10


def test_a_qt_that_works_otherwise_is_left_as_it_is() -> None:
    assert texts_kept("import sys; del sys.modules['shibokensupport.feature']; unread.leave_texts()") == texts_kept(
        "pass"
    )
