"""An import at work, kept beside the record as it goes on: a computer that dies takes nothing of it along.

    keep(scraps, batch, data)      what the inbox would keep of it now; small but for the file, which is kept once
    drop(scraps, sha256)           it is written, put off or given up
    bring_in(workbench, scraps)    what a window left behind when it died, put into the import inbox

Not in the record while it goes on: each choice would be an act in its journal.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

from workbench.domain.submissions import ImportBatch
from workbench.errors import UserError
from workbench.records.changes import Attachment, ChangeSet, ChangeSummary, Label, create, some, update
from workbench.services.importing.waiting import waiting
from workbench.services.proposal import Codes
from workbench.services.workbench import Workbench
from workbench.storage.scraps import Scraps

_PAGE, _FILE = "import-", "-file"
_GOING_ON = ("rows_new", "rows_changed", "rows_waiting", "overrides", "decisions", "asked", "place")
_OF_THE_FILE = ("sender", "period", "form")


def keep(scraps: Scraps, batch: ImportBatch, data: bytes) -> None:
    """Keep an import as far as it got. Raises OSError when it cannot be written."""
    page = _page(batch.sha256 or "")
    if scraps.kept(page) is None:
        scraps.keep(page + _FILE, {"data": base64.b64encode(data).decode()})
    values = {key: value for key, value in asdict(batch).items() if value is not None}
    day = batch.imported_date
    scraps.keep(page, values | ({"imported_date": day.isoformat()} if day else {}))


def drop(scraps: Scraps, sha256: str) -> None:
    """Nothing of it is kept any more."""
    scraps.drop(_page(sha256))
    scraps.drop(_page(sha256) + _FILE)


class Brought(NamedTuple):
    """What became of imports that were going on: names of the files now in the inbox, what pages must read again, and
    what could not be brought in, each with the reason.
    """

    files: list[str]
    written: list[ChangeSummary]
    left: list[tuple[str, UserError]]


def bring_in(workbench: Workbench, scraps: Scraps) -> Brought:
    """Put into the inbox what was going on when a window died. What is refused stays where it is for the next time."""
    found = Brought([], [], [])
    for page in [page for page in scraps.pages(_PAGE) if not page.endswith(_FILE)]:
        if workbench.database.read_only:
            break
        values, file = scraps.kept(page), scraps.kept(page + _FILE)
        if values is not None and file is not None and "sha256" in values:
            name = str(values["file_name"])
            try:
                found.written.extend(_brought(workbench, values, base64.b64decode(file["data"])))
            except UserError as error:
                found.left.append((name, error))
                continue
            found.files.append(name)
        scraps.drop(page)
        scraps.drop(page + _FILE)
    return found


def _brought(workbench: Workbench, values: Mapping[str, Any], data: bytes) -> Iterator[ChangeSummary]:
    repository, label = workbench.repository, Label("act.put_off", {"file": values["file_name"]})
    before = next((r for r in waiting(repository) if r.values.sha256 == values["sha256"]), None)
    if before is not None:
        keys = (*_GOING_ON, *(_OF_THE_FILE if before.values.state == "draft" else ()))
        changes = some(update(before, **{key: values.get(key) for key in keys}))
        if changes:
            yield workbench.commit(ChangeSet(label, changes)).summary
        return
    made: dict[str, Any] = {**values, "code": Codes(repository, workbench.clock).next("import_batch")}
    if "imported_date" in made:
        made["imported_date"] = date.fromisoformat(made["imported_date"])
    file = Attachment(values["sha256"], values["file_name"], data)
    change = create(workbench.clock.new_id(), ImportBatch(**made))
    yield workbench.commit(ChangeSet(label, (change,), attachments=(file,))).summary


def _page(sha256: str) -> str:
    return f"{_PAGE}{sha256[:16]}"
