"""What the officer is asked when a record cannot simply be opened, and told when it was found not quite in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.notify import notice_of
from ui.shell.dialogs import ErrorSheet, Question
from workbench.errors import RecordUnavailable, UserError
from workbench.messages import text
from workbench.services.safeguards import newest_sound
from workbench.services.workbench import Workbench
from workbench.storage.backup import Copy
from workbench.storage.scraps import Scraps

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from workbench.services.maintenance import Finding

_IN_USE = ("record_in_use", "safety.held_elsewhere")
_DAMAGED = ("damaged_record", "safety.strange_structure")


def ask_how(
    path: Path,
    error: RecordUnavailable,
    over: QWidget | None,
    open_record: Callable[..., object],
    restore: Callable[[Copy], object],
) -> None:
    """Ask what to do with a record that is in use or damaged.

    `open_record(path, read_only=…)` or `open_record(path, take_over=True)` opens it after all, `restore(copy)` puts
    its newest copy in its place.
    """
    message = notice_of(error).message
    if error.code in _IN_USE:
        actions = [("not_now", text("shell.not_now")), ("read", text("shell.open_read_only"))]
        if error.code == "safety.held_elsewhere":
            actions.append(("over", text("safety.take_over")))
        question = Question(text("shell.in_use_title", file=path.name), message, actions, over)
        acts: dict[str, Callable[[], object]] = {
            "read": lambda: open_record(path, read_only=True),
            "over": lambda: open_record(path, take_over=True),
        }
    elif error.code in _DAMAGED and (copy := newest_sound(path)) is not None:
        words = text("safety.offer_copy", at=f"{copy.at:%H:%M %d/%m/%Y}")
        actions = [("not_now", text("shell.not_now")), ("restore", text("safety.restore_it"))]
        title = text("safety.damaged_title", file=path.name)
        question = Question(title, f"{message}\n\n{words}", actions, over)
        acts = {"restore": lambda: restore(copy)}
    else:
        ErrorSheet(notice_of(error), over).open()
        return
    question.answered.connect(lambda key: acts[key]() if key in acts else None)
    question.open()


def imports_left(workbench: Workbench, path: Path, folder: Path | None) -> tuple[str, ...]:
    """Put imports that a window was at when it died into the inbox. Gives the names of their files."""
    scraps = Scraps(folder, path, workbench.database.key) if folder is not None else None
    if scraps is None or not scraps.pages("import-"):
        return ()
    from workbench.services.importing.half_done import bring_in

    try:
        return bring_in(workbench, scraps)
    except UserError:  # it stays where it is for the next time
        return ()


def greet(window: MainWindow, path: Path, imports: Sequence[str] = ()) -> None:
    """Say above the page what was noticed on opening. A record not closed in order is checked while work goes on.

    `imports`: files that were being imported when the last window died.
    """
    workbench = window.context.workbench
    words = workbench.opening.words()
    if imports:
        words.append(text("inbox.brought_in", n=len(imports), files=", ".join(imports)))
    if workbench.database.read_only:
        words.insert(0, text("shell.read_only", file=path.name))
    if words:
        unclean = workbench.opening.found == "unclean" and len(words) == 1 + bool(imports)
        kind = (
            "success"
            if unclean or len(words) == bool(imports)
            else "info"
            if workbench.database.read_only and len(words) == 1
            else "warn"
        )
        window.show_banner(kind, " ".join(words))
    if workbench.opening.found == "unclean":
        _check(window)


def _check(window: MainWindow) -> None:
    from workbench.services.maintenance import check_record

    workbench = window.context.workbench

    def told(findings: list[Finding]) -> None:
        bad = [finding.words for finding in findings if not finding.good]
        if bad:
            window.show_banner("error", " ".join(bad[:2]))

    task = window.context.run(lambda progress: check_record(workbench, progress))
    task.done.connect(told)
    task.start()
