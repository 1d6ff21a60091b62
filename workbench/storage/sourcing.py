"""Lines of the journal that tell where imported values stood: a large import brings more of them than of all else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from workbench.records.changes import FieldSource
from workbench.records.issues import CellRef
from workbench.storage.plain import quote

Line = tuple[object, ...]


def source_lines(number: int, sources: Sequence[FieldSource]) -> tuple[list[Line], list[str]]:
    """Lines of `field_source` (act, entity, uid, field, batch, cells, raw) of act `number`, and the digest of each.

    The digests are those of `erasing.digest`, from the same JSON, put together here from its parts: most lines have
    their record, batch and sheet in common with the line before.
    """
    lines: list[Line] = []
    digests: list[str] = []
    empty = hashlib.sha256()
    ref, start, batch, end = None, "", None, ""
    for source in sources:
        if source.ref is not ref:
            ref = source.ref
            start = f"[{number},{quote(ref.entity)},{quote(ref.uid)},"
        if source.batch is not batch:
            batch = source.batch
            end = quote(batch)
        cells = _cells(source.cells)
        lines.append((number, ref.entity, ref.uid, source.field, batch, cells, source.raw))
        said = f"{start}{quote(source.field)},{end},{quote(cells)},{quote(source.raw)}]"
        hasher = empty.copy()
        hasher.update(said.encode("utf-8", "surrogatepass"))
        digests.append(hasher.hexdigest())
    return lines, digests


def _cells(cells: Sequence[CellRef]) -> str:
    return f"[{','.join([f'[{quote(sheet)},{quote(address)}]' for sheet, address in cells])}]"
