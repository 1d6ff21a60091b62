"""Files kept with a record: taken in by content, found by fingerprint, given out again under a safe name.

The name that a file came with is only ever shown; on the disk a file stands under a name made here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.disk import save_whole
from workbench.domain.documents import AttachedFile
from workbench.errors import UserError
from workbench.records.changes import ChangeSet, Label, create, remove
from workbench.records.record import Record, Ref, name_of
from workbench.schema.spec import values_of
from workbench.services.attachments import attachment_of
from workbench.services.workbench import Workbench
from workbench.storage.repository import Repository

OWNERS = tuple(key for key, field in AttachedFile.__entity__.fields.items() if field.target)  # type: ignore[attr-defined]
#: What the computer may open by itself; anything else can be saved, never started from here.
OPENABLE = frozenset(
    (
        *(".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt"),
        *(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"),
    )
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a record as lists show it. `uid` is empty for the scan that came with a document."""

    uid: str
    sha256: str
    name: str
    size: int | None
    added: str = ""

    @property
    def openable(self) -> bool:
        """Whether the computer may open it by itself."""
        return Path(self.name).suffix.lower() in OPENABLE


def attach(workbench: Workbench, ref: Ref, paths: list[Path]) -> ChangeSet:
    """The act that keeps files with a record.

    UserError when a file cannot be read, is too large, empty, marked as a state secret, or already there.
    """
    if ref.entity not in OWNERS:
        raise UserError("files.not_here")
    owner = workbench.repository.need(ref)
    there = {f.sha256 for f in files_of(workbench.repository, ref)}
    changes, blobs = [], []
    for path in paths:
        blob = attachment_of(path)
        if blob.sha256 in there:
            raise UserError("files.already_there", file=blob.name)
        there.add(blob.sha256)
        blobs.append(blob)
        kept = AttachedFile(
            **{ref.entity: ref.uid},
            sha256=blob.sha256,
            name=blob.name,
            size=len(blob.data),
            added_date=workbench.clock.today(),
        )
        changes.append(create(workbench.clock.new_id(), kept))
    what = name_of(workbench.repository.entities[ref.entity], values_of(owner.values))
    label = Label("act.attach", {"n": len(blobs), "code": what})
    return ChangeSet(label, tuple(changes), attachments=tuple(blobs))


def detach(workbench: Workbench, uid: str) -> ChangeSet:
    """The act that takes a file off its record; its content stays in the journal, so that it can be taken back."""
    record = workbench.repository.need(Ref("attached_file", uid))
    return ChangeSet(Label("act.detach", {"file": record.values.name}), (remove(record),))


def files_of(repository: Repository, ref: Ref) -> list[KeptFile]:
    """Files of one record, the scan of a document first, then in the order attached."""
    found: list[KeptFile] = []
    if ref.entity == "document":
        paper = repository.get(ref)
        if paper is not None and paper.values.attachment:
            name = paper.values.attachment_name or paper.values.full_number or ""
            found.append(KeptFile("", paper.values.attachment, name, None))
    if ref.entity in OWNERS:
        found += [_kept(r) for r in repository.where("attached_file", **{ref.entity: ref.uid})]
    return found


def content(workbench: Workbench, file: KeptFile) -> bytes:
    """The bytes as they came. UserError `files.damaged` when they are not what their fingerprint says."""
    found = workbench.journal.attachment(file.sha256)
    if found is None:
        raise UserError("files.missing", file=file.name)
    if hashlib.sha256(found[1]).hexdigest() != file.sha256:
        raise UserError("files.damaged", file=file.name)
    return found[1]


def save_copy(workbench: Workbench, file: KeptFile, target: Path) -> None:
    """Write a copy to a place the officer chose. Raises as `content` and `save_whole`."""
    save_whole(target, content(workbench, file))


def open_copy(workbench: Workbench, file: KeptFile, folder: Path) -> Path:
    """A copy to look at, in a folder of the program's own, under a name of its own; UserError `files.only_save`
    for kinds of files that could do something when opened."""
    if not file.openable:
        raise UserError("files.only_save", file=file.name)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{file.sha256[:16]}{Path(file.name).suffix.lower()}"
    if not target.exists():
        save_copy(workbench, file, target)
    return target


def _kept(record: Record[Any]) -> KeptFile:
    values = record.values
    added = values.added_date.isoformat() if values.added_date else ""
    return KeptFile(record.uid, values.sha256, values.name, values.size, added)
