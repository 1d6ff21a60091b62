"""Lines that tell where imported values stood: what is sealed of them is what a later check reads from the file."""

from __future__ import annotations

import json

from workbench.records.changes import FieldSource
from workbench.records.issues import CellRef
from workbench.records.record import Ref
from workbench.storage.erasing import digest
from workbench.storage.plain import dump
from workbench.storage.sourcing import source_lines

ODD = 'Thiếu "cát" \\ đắp\tnền\n\x00\x1f\u2028 🏗 \ud800'


def source(uid: str, field: str, raw: str, *cells: CellRef, batch: str = "ln1") -> FieldSource:
    return FieldSource(Ref("obstacle", uid), field, batch, cells, raw)


SOURCES = (
    source("o1", "content", "Thiếu cát", CellRef("Biểu 02", "B9")),
    source("o1", "cause", ODD, CellRef('Biểu "02"', "C9"), CellRef("", "C10")),
    source('o"2', "content", "", CellRef("Biểu 02", "B11")),
    source("o3", "content", "Thiếu đá", batch="ln\\2"),
)


def test_digests_are_those_of_the_lines() -> None:
    digests: list[str] = []
    lines = list(source_lines(7, SOURCES, digests))
    assert digests == [digest(line) for line in lines]


def test_lines_hold_each_source_whole() -> None:
    lines = list(source_lines(7, SOURCES, []))
    for line, told in zip(lines, SOURCES, strict=True):
        act, entity, uid, field, batch, cells, raw = line
        assert (act, Ref(str(entity), str(uid)), field, batch, raw) == (7, told.ref, told.field, told.batch, told.raw)
        assert tuple(CellRef(*cell) for cell in json.loads(str(cells))) == told.cells
        assert cells == dump([list(cell) for cell in told.cells])


def test_canonical_json_is_that_of_the_library() -> None:
    for value in (ODD, None, True, -3, [1, "a", None], {"b": [ODD], "a": {"đ": 1}}, [], {}):
        assert dump(value) == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
