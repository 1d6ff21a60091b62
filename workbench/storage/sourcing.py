"""Lines of the journal that tell where imported values stood: a large import brings more of them than of all else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from workbench.records.changes import FieldSource
from workbench.records.issues import CellRef
from workbench.storage.plain import quote

Line = tuple[object, ...]


def source_lines(number: int, sources: Iterable[FieldSource], digests: list[str]) -> Iterator[Line]:
    """Lines of `field_source` (act, entity, uid, field, batch, cells, raw) of act `number`; the digest of each is put
    down in `digests`.

    They are those of `erasing.digest`, from the same JSON, put together here from its parts: most lines have
    their record, batch and sheet in common with the line before.
    """
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
        said = f"{start}{quote(source.field)},{end},{quote(cells)},{quote(source.raw)}]"
        hasher = empty.copy()
        hasher.update(said.encode("utf-8", "surrogatepass"))
        digests.append(hasher.hexdigest())
        yield number, ref.entity, ref.uid, source.field, batch, cells, source.raw


def _cells(cells: Sequence[CellRef]) -> str:
    if len(cells) == 1:
        [(sheet, address)] = cells
        return f"[[{quote(sheet)},{quote(address)}]]"
    return f"[{','.join([f'[{quote(sheet)},{quote(address)}]' for sheet, address in cells])}]"
