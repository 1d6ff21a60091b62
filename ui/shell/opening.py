"""What the officer is asked when a record cannot simply be opened, and told when it was found not quite in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.notify import notice_of, sentence
from workbench.errors import RecordUnavailable
from workbench.messages import text
from workbench.services.safeguards import newest_sound
from workbench.storage.backup import Copy
from workbench.storage.ownership import this_computer
from workbench.storage.scraps import Scraps

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from workbench.progress import Progress
    from workbench.services.importing.half_done import Brought
    from workbench.services.maintenance import Finding

Offer = tuple[str, "Callable[[], object] | None"]  # words of an act and the act, or neither
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
    from ui.shell.dialogs import ErrorSheet, Question

    message = notice_of(error).message
    if error.code == "record_in_use" and error.params.get("computer") == this_computer():
        message = text("safety.open_here", file=path.name, since=error.params["since"])
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


def greet(window: MainWindow, path: Path) -> None:
    """Say above the page what was noticed on opening. A record not closed in order is checked while work goes on, and
    what the last window was importing when it died is brought into the inbox.
    """
    workbench = window.context.workbench
    words = workbench.opening.words()
    if workbench.database.read_only:
        words.insert(0, text("shell.read_only", file=path.name))
    kind = "warn"
    if len(words) == 1:
        kind = "success" if workbench.opening.found == "unclean" else "info" if workbench.database.read_only else kind
    scraps = Scraps(window.book.folder, path, workbench.database.key) if window.book.folder is not None else None
    left = _half_entered(window, scraps) if scraps is not None else None
    if scraps is not None and left is not None:
        kind = kind if words else "info"
        words.append(left[0])
    offer = (text("shell.half_entered_open"), left[1]) if left is not None else ("", None)
    if words:
        window.show_banner(kind, " ".join(words), *offer)
    if workbench.opening.found == "unclean":
        _check(window)
    if scraps is not None:
        _bring_in(window, scraps, words, kind if words else "success", offer)


def _half_entered(window: MainWindow, scraps: Scraps) -> tuple[str, Callable[[], object]] | None:
    """What was being entered when the program ended; the forms are only read where something was kept at all."""
    if not scraps.pages(""):
        return None
    from ui.shell.half_entered import Heeded, half_entered

    left = half_entered(window, scraps)
    if left is not None:
        Heeded(window, scraps)
    return left


def _bring_in(window: MainWindow, scraps: Scraps, words: Sequence[str], kind: str, offer: Offer) -> None:
    """Take up imports that a window was at when it died, and say so behind the other words."""
    context = window.context

    def work(_: Progress) -> Brought | None:
        if not scraps.pages("import-"):
            return None
        from workbench.services.importing.half_done import bring_in

        return bring_in(context.workbench, scraps)

    def told(found: Brought | None) -> None:
        if found is None or not (found.files or found.left):
            return
        for summary in found.written:
            context.tell(summary)
        said = list(words)
        if found.files:
            said.append(text("inbox.brought_in", n=len(found.files), files=", ".join(found.files)))
        for file, error in found.left:
            said.append(text("inbox.not_brought_in", file=file, why=sentence(error)))
        window.show_banner("warn" if found.left else kind, " ".join(said), *offer)

    task = context.run(work)
    task.done.connect(told)
    task.start()


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
