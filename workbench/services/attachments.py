"""A file that is to be kept in the record: read whole, under its fingerprint, with a name that is only ever shown."""

from __future__ import annotations

import re
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from workbench.disk import safe_name
from workbench.domain.secrecy import secrecy_mark
from workbench.errors import UserError
from workbench.records.changes import Attachment
from workbench.values.text import clean

MOST_BYTES = 50_000_000  # a scan of some hundred pages; the record is copied to sticks and sent by mail
_TAGS = re.compile(r"<[^>]+>")
_LINES = re.compile(r"</w:p>|<w:br/>|</si>|</w:tc>")
_PARTS = re.compile(r"word/(?:document|header\d*)\.xml|xl/sharedStrings\.xml")
_LOOKED_AT = 8_000_000  # unpacked bytes of a part that are looked at for a mark


def attachment_of(path: Path) -> Attachment:
    """The file as an attachment.

    UserError `attachment.unreadable`, `attachment.empty`, `attachment.too_large`, or `attachment.secret` for one
    that carries the mark of a state secret (R27).
    """
    name = safe_name(clean(path.name))
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise UserError("attachment.unreadable", file=name) from error
    if size > MOST_BYTES:
        raise UserError("attachment.too_large", file=name, most=str(MOST_BYTES // 1_000_000))
    if not data:
        raise UserError("attachment.empty", file=name)
    if secrecy_mark(path.stem) or _marked(data):
        raise UserError("attachment.secret", file=name)
    return Attachment(sha256(data).hexdigest(), name, data)


def _marked(data: bytes) -> bool:
    """Whether the text of an office document or plain text carries a mark; pictures and scans cannot be read."""
    if data[:2] == b"PK":
        return any(secrecy_mark(words) for words in _office_texts(data))
    if b"\0" in data[:4096]:
        return False
    return bool(secrecy_mark(data[:_LOOKED_AT].decode("utf-8", "ignore")))


def _office_texts(data: bytes) -> list[str]:
    found = []
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            for part in package.infolist():
                if _PARTS.fullmatch(part.filename):
                    with package.open(part) as stream:
                        xml = stream.read(_LOOKED_AT).decode("utf-8", "ignore")
                    found.append(_TAGS.sub("", _LINES.sub("\n", xml)))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return []
    return found
