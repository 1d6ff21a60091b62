"""A file that is to be kept in the record: read whole, under its fingerprint."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from workbench.errors import UserError
from workbench.records.changes import Attachment

MOST_BYTES = 50_000_000  # a scan of some hundred pages; the record is copied to sticks and sent by mail


def attachment_of(path: Path) -> Attachment:
    """The file as an attachment. UserError `attachment.unreadable`, `attachment.empty` or `attachment.too_large`."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise UserError("attachment.unreadable", file=path.name) from error
    if size > MOST_BYTES:
        raise UserError("attachment.too_large", file=path.name, most=str(MOST_BYTES // 1_000_000))
    if not data:
        raise UserError("attachment.empty", file=path.name)
    return Attachment(sha256(data).hexdigest(), path.name, data)
