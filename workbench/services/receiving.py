"""Submissions taken in many at a time: each file on its own through the same plan and commit as in the window.

What needs no decision is written, what needs one waits in the import inbox; a file that cannot be taken stops none
of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from workbench.errors import UserError
from workbench.exchange.problems import problem_text
from workbench.exchange.recognised import Overrides
from workbench.messages import of_error, text
from workbench.progress import Progress, Silent
from workbench.records.changes import ChangeSummary
from workbench.services.council import council_of
from workbench.services.form_words import form_words
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.session import ImportSession, Loaded
from workbench.services.registers import Registers
from workbench.services.returning import SecondTry, second_try
from workbench.values.sorting import sort_key

Status = Literal["written", "same", "waiting", "refused"]
_PASSED_OVER = ("thumbs.db", "desktop.ini")  # what computers leave in folders
_RECORD = ".lkv"
_OF_THE_FORM = ("form_edited", "form_version", "other_sender", "other_period")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: rows by kind, and where those that wait are (code of the import in the inbox).

    `message` says why a file was refused. `batch` is the id of its import, empty when nothing was kept. `notes` are
    what is odd about the file itself: its sender is no member of the council, the hidden sheet of the form was
    edited, its version is unknown, another sent it.
    """

    path: Path
    status: Status
    forms: tuple[str, ...] = ()
    sender: str = ""
    period: str = ""
    new: int = 0
    changed: int = 0
    same: int = 0
    waiting: int = 0
    batch: str = ""
    code: str = ""
    message: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Received:
    """One file taken in, with what was read and planned when it could be; `again` when it answers a return of ours."""

    taken: Taken
    loaded: Loaded | None = None
    plan: ImportPlan | None = None
    again: SecondTry | None = None
    summary: ChangeSummary = field(default_factory=ChangeSummary)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Files as they are named, folders by what lies in them and below, by name; without what programs leave there.

    UserError `importing.empty_folder` for a folder in which nothing is to be read.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = [file for file in path.rglob("*") if file.is_file() and _is_sent(file.relative_to(path))]
        if not inside:
            raise UserError("importing.empty_folder", folder=str(path))
        found += sorted(inside, key=lambda file: [sort_key(part) for part in file.parts])
    return found


def _is_sent(file: Path) -> bool:
    """Whether a file of a folder may be a submission: not hidden, no lock file of Office, no record of ours."""
    if any(part.startswith(".") for part in file.parts) or file.name.startswith("~$"):
        return False
    return file.name.lower() not in _PASSED_OVER and file.suffix.lower() != _RECORD


def receive(session: ImportSession, path: Path, overrides: Overrides | None = None, *, write: bool = True) -> Received:
    """Read one file and write what needs no decision, or only tell what would be written. Refusals are told, not
    raised."""
    try:
        loaded = session.load(path)
        again = second_try(session, loaded)
        plan = session.plan(loaded, overrides)
        if plan.recognised.status == "rejected":
            return Received(_refused(path, text(plan.recognised.message, **plan.recognised.params)), loaded, plan)
        outcome = session.commit(plan) if write else None
    except UserError as error:
        return Received(_refused(path, of_error(error)))
    summary = outcome.summary if outcome else ChangeSummary()
    return Received(_taken(session, path, plan, write), loaded, plan, again, summary)


def _refused(path: Path, message: str) -> Taken:
    return Taken(path, "refused", message=message)


def _taken(session: ImportSession, path: Path, plan: ImportPlan, kept: bool) -> Taken:
    repository = session.workbench.repository
    held = repository.where("import_batch", sha256=plan.recognised.sha256) if kept else []
    newest = max(held, key=lambda batch: str(batch.values.code), default=None)
    written = [row for row in plan.rows if row.writes]
    waiting = len(plan.waiting)
    meta = plan.recognised.meta
    return Taken(
        path,
        "waiting" if waiting else "written" if written else "same",
        plan.recognised.forms,
        meta.province.text if meta.province else "",
        meta.period.label() if meta.period else "",
        sum(row.creates for row in written),
        sum(not row.creates for row in written),
        plan.count("same"),
        waiting,
        newest.uid if newest else "",
        newest.values.code if newest else "",
        notes=tuple(_notes(session, plan)),
    )


def _notes(session: ImportSession, plan: ImportPlan) -> Iterator[str]:
    """What is odd about the file as a whole."""
    sender, workbench = plan.recognised.meta.province, session.workbench
    council = council_of(workbench.repository, workbench.clock.today())
    if sender is not None and council is not None and not council.has(sender.key):
        yield text("round.foreign_sender", sender=sender.text)
    yield from (problem_text(i) for i in plan.recognised.issues if i.params.get("about") in _OF_THE_FORM)


def receive_all(
    registers: Registers,
    paths: Sequence[Path],
    overrides: Overrides | None = None,
    progress: Progress | None = None,
    each: Callable[[Received], object] | None = None,
) -> tuple[Taken, ...]:
    """Files one after the other in one reading process, with one backup before the first.

    Stopping in between leaves what was taken in so far, file by file; `each` is told of every file as it comes.
    """
    shown = progress or Silent()
    found: list[Taken] = []
    with ImportSession(registers) as session, registers.workbench.one_copy():
        for number, path in enumerate(paths):
            shown.step(number, len(paths), "round.receiving")
            received = receive(session, path, overrides)
            found.append(received.taken)
            if each is not None:
                each(received)
    return tuple(found)


def preview_all(registers: Registers, paths: Sequence[Path], progress: Progress | None = None) -> tuple[Taken, ...]:
    """What taking in files would do, each compared with the record as it stands now; nothing is written."""
    shown = progress or Silent()
    found: list[Taken] = []
    with ImportSession(registers) as session:
        for number, path in enumerate(paths):
            shown.step(number, len(paths), "round.reading")
            found.append(receive(session, path, write=False).taken)
    return tuple(found)


def together(taken: Sequence[Taken]) -> Taken:
    """The counts of all files; status as the exit of the command: refused when all are, waiting when anything does."""
    refused = [one for one in taken if one.status == "refused"]
    status: Status = "refused" if taken and len(refused) == len(taken) else "written"
    if status == "written" and (refused or any(one.waiting for one in taken)):
        status = "waiting"
    total = Taken(Path(), status)
    for one in taken:
        total = replace(
            total,
            new=total.new + one.new,
            changed=total.changed + one.changed,
            same=total.same + one.same,
            waiting=total.waiting + one.waiting,
        )
    return total


def row_words(taken: Taken) -> list[str]:
    """One file in words: file, sender, form, period, new, changed, same, waiting, where (or why it was refused)."""
    forms = ", ".join(form_words(form) for form in taken.forms)
    counts = [str(n) if n else "–" for n in (taken.new, taken.changed, taken.same, taken.waiting)]
    place = text("round.in_inbox", code=taken.code) if taken.code else text("round.into_inbox")
    where = taken.message or (place if taken.waiting else taken.code)
    return [taken.path.name, taken.sender or "–", forms or "–", taken.period or "–", *counts, where]
