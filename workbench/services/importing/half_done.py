"""An import at work, kept beside the record as it goes on: a computer that dies takes nothing of it along.

    keep(scraps, batch, data)      what the inbox would keep of it now; small but for the file, which is kept once
    drop(scraps, sha256)           it is written, put off or given up
    bring_in(workbench, scraps)    what a window left behind when it died, put into the import inbox

Not in the record while it goes on: each choice would be an act in its journal.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from workbench.domain.submissions import ImportBatch
from workbench.records.changes import Attachment, ChangeSet, Label, create, some, update
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


def bring_in(workbench: Workbench, scraps: Scraps) -> tuple[str, ...]:
    """Put into the inbox what was going on when a window died. Gives the names of the files."""
    if workbench.database.read_only:
        return ()
    found = []
    for page in [page for page in scraps.pages(_PAGE) if not page.endswith(_FILE)]:
        values, file = scraps.kept(page), scraps.kept(page + _FILE)
        if values is not None and file is not None and "sha256" in values:
            _bring_in(workbench, values, base64.b64decode(file["data"]))
            found.append(str(values["file_name"]))
        scraps.drop(page)
        scraps.drop(page + _FILE)
    return tuple(found)


def _bring_in(workbench: Workbench, values: Mapping[str, Any], data: bytes) -> None:
    repository, label = workbench.repository, Label("act.put_off", {"file": values["file_name"]})
    before = next((r for r in waiting(repository) if r.values.sha256 == values["sha256"]), None)
    if before is not None:
        keys = (*_GOING_ON, *(_OF_THE_FILE if before.values.state == "draft" else ()))
        changes = some(update(before, **{key: values.get(key) for key in keys}))
        if changes:
            workbench.commit(ChangeSet(label, changes))
        return
    made: dict[str, Any] = {**values, "code": Codes(repository, workbench.clock).next("import_batch")}
    if "imported_date" in made:
        made["imported_date"] = date.fromisoformat(made["imported_date"])
    file = Attachment(values["sha256"], values["file_name"], data)
    change = create(workbench.clock.new_id(), ImportBatch(**made))
    workbench.commit(ChangeSet(label, (change,), attachments=(file,)))


def _page(sha256: str) -> str:
    return f"{_PAGE}{sha256[:16]}"
