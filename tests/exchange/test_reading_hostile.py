"""Files made to hurt a reader: each is read for what is in it or refused in words, within seconds."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.exchange.reading_support import HEAD, SPACES, ods, sheet_part, strings_part, styles_part, xlsx, zipped
from tests.exchange.sheets import context
from workbench.errors import UserError
from workbench.exchange.raw import RawWorkbook
from workbench.exchange.reading import Limits, Reader
from workbench.exchange.recognise import recognise
from workbench.messages import text_in

LIMITS = Limits(seconds=20)
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
DDE = '<row r="1"><c r="A1"><f>cmd|\' /C calc\'!A0</f><v>0</v></c></row>'
WIDE = "<cols>" + '<col min="1" max="16384" width="9"/>' * 50_000 + "</cols>"
MERGES = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 500 + "</mergeCells>"
NESTED = "<row>" * 100_000 + "</row>" * 100_000
ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa">' + "".join(f'<!ENTITY b{n} "&a;&a;">' for n in range(20)) + "]>"


def bomb() -> bytes:
    """A sheet that unpacks to a hundred megabytes of rows, far past what a form holds."""
    return xlsx(sheet=sheet_part((CELL.replace("1", "9") * 100) * 20_000))


def raw_deflate(count: int) -> bytes:
    return zlib.compress(b" " * count)


MADE: dict[str, Callable[[], bytes]] = {
    "nothing at all": lambda: b"",
    "zeros": lambda: bytes(100_000),
    "a picture called xlsx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(2000),
    "a paper called xlsx": lambda: b"%PDF-1.7\n" + b"x" * 2000,
    "a text of Word called xlsx": lambda: b"{\\rtf1 Bao cao}",
    "a stream that is no file": lambda: raw_deflate(1_000_000),
    "entities": lambda: xlsx(sheet=sheet_part(CELL).replace(HEAD, HEAD + ENTITY)),
    "a bomb": bomb,
    "nested without end": lambda: xlsx(NESTED),
    "a cell at each corner": lambda: xlsx(CELL + FAR),
    "a false dimension": lambda: xlsx(sheet=sheet_part(CELL, before='<dimension ref="A1:XFD1048576"/>')),
    "billions of styles": lambda: xlsx(CELL, styles=styles_part().replace("<cellXfs>", '<cellXfs count="4000000000">')),
    "columns described over and over": lambda: xlsx(sheet=sheet_part(CELL, before=WIDE)),
    "a text that never ends": lambda: xlsx(CELL, strings=strings_part(f"<t>{'chữ ' * 2_000_000}</t>")),
    "texts by the hundred thousand": lambda: xlsx(CELL, strings=strings_part(*["<t>x</t>"] * 200_000)),
    "a program in a cell": lambda: xlsx(DDE),
    "merges over everything": lambda: xlsx(sheet=sheet_part(CELL, after=MERGES)),
    "rows repeated a million times": lambda: ods(
        '<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>'
        "</table:table>"
    ),
    "a table of a million columns": lambda: b"<html><table><tr><td colspan=1000000 rowspan=1000000>x</td></tr></table>",
    "one line of separators": lambda: b"a" + b";" * 3_000_000,
    "strange parts alone": lambda: zipped({"[Content_Types].xml": f"<Types {SPACES}/>", "xl/x.xml": "<x/>"}),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """One guarded process for all of them, a fresh one after each refusal."""
    with Reader(limits=LIMITS) as made:
        yield made


def outcome(reader: Reader, path: Path) -> RawWorkbook | UserError:
    try:
        return reader.read(path)
    except UserError as error:
        return error


@pytest.mark.parametrize("name", MADE)
def test_it_is_read_or_refused_in_words(name: str, reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(MADE[name]())
    found = outcome(reader, path)
    if isinstance(found, RawWorkbook):
        read = recognise(found, context())
        assert (read.status, read.message != "") == ("rejected", True)
        return
    assert found.code not in ("reading.died", "reading.timeout", "reading.memory"), found.params
    said = text_in("vi", found.code, **found.params)
    assert len(said) > 40, said  # what it is, and what to do
    assert "bieu.xlsx" in said


def test_a_program_in_a_cell_is_text_and_its_stored_value(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(MADE["a program in a cell"]())
    cell = reader.read(path).sheets[0].rows[1][1]
    assert (cell.value, cell.formula.startswith("cmd|")) == (0, True)
