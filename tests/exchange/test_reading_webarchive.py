"""Workbooks saved as one web page with all its parts."""

from __future__ import annotations

import quopri

import pytest

from tests.exchange.reading_support import grid
from workbench.errors import UserError
from workbench.exchange.reading import read_bytes_in_process


def part(name: str, body: str, coding: str = "quoted-printable") -> bytes:
    head = f"Content-Location: file:///C:/so/{name}\r\nContent-Transfer-Encoding: {coding}\r\n"
    head += "Content-Type: text/html; charset=utf-8\r\n\r\n"
    return head.encode() + quopri.encodestring(body.encode()).replace(b"\n", b"\r\n") + b"\r\n"


def archive(*parts: bytes) -> bytes:
    top = b'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="--=cut"\r\n\r\n'
    return top + b"".join(b"----=cut\r\n" + piece for piece in parts) + b"----=cut--\r\n"


def table(*cells: str) -> str:
    return "<html><body><table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table></body></html>"


def test_the_table_inside_is_read_whatever_the_name() -> None:
    book = read_bytes_in_process("bieu.xls", archive(part("so.htm", table("Đơn vị", "Tỉnh Hà Tĩnh"))))
    assert (book.kind, book.flat, grid(book)) == ("html", True, [["Đơn vị", "Tỉnh Hà Tĩnh"]])


def test_several_sheets_follow_each_other_below_their_names() -> None:
    names = "".join(
        f"<x:ExcelWorksheet><x:Name>{name}</x:Name></x:ExcelWorksheet>" for name in ("Giao thông", "Du lịch")
    )
    main = part("so.htm", f"<html><head><!--{names}--></head><frameset></frameset></html>")
    tabs = part("so_files/tabstrip.htm", table("Giao thông", "Du lịch"))
    book = read_bytes_in_process(
        "a.mht", archive(main, tabs, part("sheet001.htm", table("1")), part("sheet002.htm", table("2")))
    )
    assert grid(book) == [["Giao thông"], ["1"], ["Du lịch"], ["2"]]


def test_a_letter_without_a_table_is_no_workbook() -> None:
    with pytest.raises(UserError) as refused:
        read_bytes_in_process("thu.xls", archive(part("thu.htm", "<p>Kính gửi</p>")))
    assert refused.value.code == "reading.not_workbook"


def test_text_that_only_speaks_of_mime_stays_text() -> None:
    book = read_bytes_in_process("a.csv", b"STT;Noi dung\n1;MIME-Version: 1.0 text/html\n")
    assert book.kind == "csv"
