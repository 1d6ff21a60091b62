"""Work on the worker thread at the end of a window."""

from __future__ import annotations

from ui.tasks import TaskRunner


def test_work_asked_for_after_the_end_is_not_done_and_breaks_nothing() -> None:
    runner = TaskRunner()
    done: list[int] = []
    first = runner.submit(lambda _: done.append(1))
    runner.close()
    first.start()
    runner.submit(lambda _: done.append(2)).start()
    assert done == []
