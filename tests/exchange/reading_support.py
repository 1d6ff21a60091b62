"""Small workbooks written by hand, part by part, so that each holds exactly one peculiarity."""

from __future__ import annotations

import io
import os
import time
import zipfile
from multiprocessing.connection import Connection
from pathlib import Path

from workbench.exchange.raw import RawSheet, RawWorkbook
from workbench.exchange.reading import Limits, child, read_bytes_in_process

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = f'xmlns="{MAIN}" xmlns:r="{LINKS}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("number", "datastyle"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"),
    )
)  # fmt: skip


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def content_types(main: str = "spreadsheetml.sheet.main+xml") -> str:
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{main}"/></Types>'
    )


def links(*entries: tuple[str, str, str]) -> str:
    """Relationships: (id, last word of the type, target)."""
    body = "".join(f'<Relationship Id="{i}" Type="{LINKS}/{kind}" Target="{to}"/>' for i, kind, to in entries)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{body}</Relationships>'


def sheet_part(rows: str, before: str = "", after: str = "") -> str:
    return f"{HEAD}<worksheet {SPACES}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def strings_part(*items: str) -> str:
    return f"{HEAD}<sst {SPACES}>{''.join(f'<si>{item}</si>' for item in items)}</sst>"


def styles_part(formats: str = "", fonts: str = "<font/>", xfs: str = '<xf numFmtId="0" fontId="0"/>') -> str:
    return (
        f"{HEAD}<styleSheet {SPACES}><numFmts>{formats}</numFmts><fonts>{fonts}</fonts>"
        f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>"
    )


def xlsx_parts(rows: str = "", **changes: str | bytes | None) -> dict[str, str | bytes]:
    """Parts of a workbook with one sheet `S`; a change replaces a part, None leaves it out."""
    short = {
        "types": "[Content_Types].xml",
        "book": "xl/workbook.xml",
        "book_links": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/sheet1.xml",
        "sheet_links": "xl/worksheets/_rels/sheet1.xml.rels",
        "strings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
        "comments": "xl/comments1.xml",
        "custom": "docProps/custom.xml",
    }
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": links(("a", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book_part('<sheet name="S" sheetId="1" r:id="s1"/>'),
        "xl/styles.xml": styles_part(),
        "xl/_rels/workbook.xml.rels": links(
            ("s1", "worksheet", "worksheets/sheet1.xml"),
            ("s8", "sharedStrings", "sharedStrings.xml"),
            ("s9", "styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet_part(rows),
    }
    for name, body in changes.items():
        part = short.get(name, name)
        if body is None:
            parts.pop(part)
        else:
            parts[part] = body
    return parts


def book_part(sheets: str, before: str = "") -> str:
    return f"{HEAD}<workbook {SPACES}>{before}<sheets>{sheets}</sheets></workbook>"


def xlsx(rows: str = "", **changes: str | bytes | None) -> bytes:
    return zipped(xlsx_parts(rows, **changes))


def ods(tables: str, styles: str = "", **more: str) -> bytes:
    """An OpenDocument spreadsheet with these `table:table` elements."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODF}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    return zipped({**parts, **{name.replace("_", "."): body for name, body in more.items()}})


def read_one(data: bytes) -> RawSheet:
    """The only sheet of a file."""
    (sheet,) = read_bytes_in_process("a", data).sheets
    return sheet


def values(sheet: RawSheet) -> dict[str, object]:
    """Address -> value of all cells."""
    return {
        sheet.ref(row, column).address: cell.value for row, line in sheet.rows.items() for column, cell in line.items()
    }


def grid(book: RawWorkbook) -> list[list[object]]:
    """Values of a nameless sheet as rows, holes as None."""
    (sheet,) = book.sheets
    bottom = max(sheet.rows)
    right = max(max(line) for line in sheet.rows.values())
    cells = [[sheet.cell(row, column) for column in range(1, right + 1)] for row in range(1, bottom + 1)]
    return [[None if cell is None else cell.value for cell in line] for line in cells]


# Reading processes that misbehave: started by name, so they stand here.


def hang(connection: Connection, limits: Limits) -> None:
    """Takes the request and never answers."""
    connection.send_bytes(child.READY)
    connection.recv_bytes()
    time.sleep(600)


def settle_and_hang(connection: Connection, limits: Limits) -> None:
    """A real reading process that is busy without end."""
    child.settle(limits)
    connection.send_bytes(child.READY)
    time.sleep(600)


def eat(connection: Connection, limits: Limits) -> None:
    """Takes the request and grows."""
    connection.send_bytes(child.READY)
    connection.recv_bytes()
    held = []
    while True:
        held.append(bytearray(os.urandom(1) * (8 << 20)))
        time.sleep(0.005)


def die(connection: Connection, limits: Limits) -> None:
    """Takes the request and is gone, as after an abort in a library."""
    connection.send_bytes(child.READY)
    connection.recv_bytes()
    os._exit(134)


def die_at_start(connection: Connection, limits: Limits) -> None:
    """Is gone before it is ready."""
    os._exit(1)


def forge(connection: Connection, limits: Limits) -> None:
    """Answers with an object that would run a command when it is unpacked."""
    connection.send_bytes(child.READY)
    target = connection.recv_bytes().decode()
    body = b"D" + b"cos\nsystem\n(S'touch " + f"{target}.touched".encode() + b"'\ntR."
    child.send(connection, body)
    connection.recv_bytes()


def boast(connection: Connection, limits: Limits) -> None:
    """Announces an answer larger than any memory."""
    connection.send_bytes(child.READY)
    connection.recv_bytes()
    connection.send_bytes((1 << 62).to_bytes(8, "big"))
    connection.recv_bytes()


def report_modules(connection: Connection, limits: Limits) -> None:
    """Reads one file, then tells which modules the process has loaded."""
    import sys

    connection.send_bytes(child.READY)
    path = connection.recv_bytes().decode()
    child.answer(path, limits)
    Path(f"{path}.modules").write_text("\n".join(sys.modules), encoding="utf-8")
    child.send(connection, child.answer(path, limits))
    connection.recv_bytes()
