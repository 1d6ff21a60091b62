"""Text files: encodings, separators, quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.reading_support import grid
from workbench.exchange.reading import read_bytes_in_process
from workbench.exchange.reading.delimited import sniff_separator
from workbench.exchange.reading.encoding import decode

ROWS = [
    ["STT", "Tỉnh, thành", "Kiến nghị"],
    ["1", "Đắk Lắk", "Vốn; đất"],
    ["2", "Cà Mau", 'Đường "ven biển"'],
]


def quoted(rows: list[list[str]], separator: str, end: str = "\r\n") -> str:
    lines = (separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "".join(line + end for line in lines)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    book = read_bytes_in_process("a", quoted(ROWS, separator).encode(encoding))
    assert grid(book) == ROWS
    assert book.kind == ("tab" if separator == "\t" else "csv")
    assert book.encoding.startswith(encoding.partition("-sig")[0])


def test_commas_inside_cells_do_not_beat_the_separator() -> None:
    text = "a, b, c, d;x\ne, f, g, h;y\ni, j, k, l;z\n"
    assert sniff_separator(text) == ";"


def test_separator_of_a_form_with_a_long_head() -> None:
    head = "UBND TỈNH A;;\nSố: 12/BC-UBND, ngày 3, tháng 4;;\n;;\n"
    assert sniff_separator(head + "STT;Tên;Số\n1;a, b;2\n") == ";"


def test_declared_separator_counts_as_a_row() -> None:
    book = read_bytes_in_process("a", b"sep=|\r\na|b\r\n")
    assert {row: [c.value for c in line.values()] for row, line in book.sheets[0].rows.items()} == {2: ["a", "b"]}


def test_line_breaks_inside_cells_keep_the_row_numbers() -> None:
    book = read_bytes_in_process("a", 'a;"một\r\nhai"\r\nb;c\r\n'.encode())
    assert grid(book) == [["a", "một\r\nhai"], ["b", "c"]]


def test_a_quote_that_never_closes_does_not_swallow_the_rest() -> None:
    book = read_bytes_in_process("a", 'a;"mở\nb;c\nd;e\n'.encode())
    assert grid(book) == [["a", "mở"], ["b", "c"], ["d", "e"]]


def test_empty_cells_are_left_out() -> None:
    book = read_bytes_in_process("a", b";;x\r\n\r\n;y;\r\n")
    assert [(row, list(line)) for row, line in book.sheets[0].rows.items()] == [(1, [3]), (3, [2])]


def test_everything_stays_text() -> None:
    assert grid(read_bytes_in_process("a", b"00123;1E5;12/3;TRUE\n")) == [["00123", "1E5", "12/3", "TRUE"]]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Đơn vị báo cáo: UBND tỉnh Cà Mau", "cp1258"),
        ("§¬n vÞ b¸o c¸o: UBND tØnh Cµ Mau", "cp1252"),  # TCVN3 as it is stored
        ("Ñôn vò baùo caùo: UBND tænh Caø Mau; höôùng daãn, keát quaû", "cp1252"),  # VNI as it is stored
    ],
)
def test_eight_bit_pages(text: str, page: str) -> None:
    import unicodedata

    raw = cp1258(text) if page == "cp1258" else text.encode("cp1252")
    found, name = decode(raw)
    assert name == page
    assert unicodedata.normalize("NFC", found) == text


def cp1258(text: str) -> bytes:
    """Base letters with their hats, tone marks behind them: the way the page wants it."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    pieces = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        pieces.append(base + "".join(part for part in parts if part in tones))
    return "".join(pieces).encode("cp1258")


def test_a_last_letter_cut_in_half_does_not_change_the_encoding() -> None:
    found, name = decode("Thái Bình ở đồng bằng sông Hồng, tỉnh ".encode() + "ộ".encode()[:2])
    assert name == "utf-8" and found.startswith("Thái Bình")


@given(st.binary(max_size=200))
def test_any_bytes_become_some_text(data: bytes) -> None:
    text, name = decode(data)
    assert isinstance(text, str) and name


CELL = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\r"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(",;|"))
def test_quoted_cells_survive(rows: list[list[str]], separator: str) -> None:
    from workbench.exchange.reading.delimited import fill
    from workbench.exchange.reading.draft import SheetDraft
    from workbench.exchange.reading.limits import DEFAULT

    sheet = SheetDraft("")
    fill(sheet, quoted(rows, separator, "\n"), separator, DEFAULT)
    found = {(row, line[at]): line[at + 1] for row, line in sheet.lines for at in range(0, len(line), 3)}
    assert found == {(r, c): cell for r, row in enumerate(rows, 1) for c, cell in enumerate(row, 1) if cell}
