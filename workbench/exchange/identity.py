"""The hidden sheet of our own forms: for whom and for which period a form was made out."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.exchange.filling import IDENTITY_SHEET, digest
from workbench.exchange.raw import RawWorkbook


def form_identity(raw: RawWorkbook) -> Mapping[str, str]:
    """What the form says of itself; nothing when it is none of ours or was tampered with."""
    sheet = next((s for s in raw.sheets if s.name == IDENTITY_SHEET and s.state != "visible"), None)
    if sheet is None:
        return {}
    found: dict[str, str] = {}
    for cells in sheet.rows.values():
        key, value = (cells.get(column) for column in (1, 2))
        if key is not None and isinstance(key.value, str):
            found[key.value] = value.value if value is not None and isinstance(value.value, str) else ""
    return found if found.get("digest") == digest(found) else {}
