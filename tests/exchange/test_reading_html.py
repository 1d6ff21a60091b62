"""Web pages that call themselves workbooks, and pasted tables."""

from __future__ import annotations

import pytest

from tests.exchange.reading_support import grid, values
from workbench.errors import UserError
from workbench.exchange.raw import Area
from workbench.exchange.reading import from_clipboard, read_bytes_in_process


def page(body: str) -> str:
    head = "<meta charset='utf-8'><title>t</title><style>td {x:1}</style>"
    return f"<html><head>{head}</head><body>{body}</body></html>"


def read(body: str) -> list[list[object]]:
    return grid(read_bytes_in_process("a.xls", page(body).encode()))


def test_a_table_is_read_by_content_whatever_the_name() -> None:
    book = read_bytes_in_process("a.xls", page("<table><tr><td>1</td><td>Đ&amp;B</td></tr></table>").encode())
    assert (book.kind, grid(book), book.flat) == ("html", [["1", "Đ&B"]], True)


def test_spans_are_merges_and_push_cells_aside() -> None:
    body = (
        "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr>"
        "<tr><td>e</td><td>&nbsp;</td><td>f</td></tr></table>"
    )
    book = read_bytes_in_process("a", page(body).encode())
    assert grid(book) == [["a", "b", None], [None, "c", "d"], ["e", None, "f"]]
    assert set(book.sheets[0].merges) == {Area(1, 1, 2, 1), Area(1, 2, 1, 3)}


def test_blanks_run_together_and_breaks_stay() -> None:
    assert read("<table><tr><td>  một \n  hai<br>ba<p>bốn</p></td></tr></table>") == [["một hai\nba\nbốn"]]


def test_missing_end_tags() -> None:
    assert read("<table><tr><td>a<td>b<tr><td>c</table>") == [["a", "b"], ["c", None]]


def test_looks_and_hidden_rows() -> None:
    body = (
        "<table><tr><th>a</th><td><b>b</b></td><td>c <s>d</s></td><td><font face='.VnTime'>e</font></td></tr>"
        "<tr style='display:none'><td><del>f</del></td></tr></table>"
    )
    (sheet,) = read_bytes_in_process("a", page(body).encode()).sheets
    first = list(sheet.rows[1].values())
    assert [cell.style.bold for cell in first] == [True, True, False, False]
    assert [cell.style.strike for cell in first] == [False, False, False, False]
    assert first[3].style.font == ".VnTime"
    assert sheet.rows[2][1].style.strike
    assert sheet.hidden_rows == {2}


def test_paragraphs_and_tables_follow_each_other() -> None:
    body = "<p>UBND tỉnh</p><table><tr><td>1</td></tr></table><p>ghi chú</p><table><tr><td>2</td></tr></table>"
    assert read(body) == [["UBND tỉnh"], ["1"], ["ghi chú"], ["2"]]


def test_a_table_inside_a_cell_gets_rows_of_its_own() -> None:
    inner = "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    assert read(f"<table><tr><td>đầu{inner}</td></tr><tr><td>cuối</td></tr></table>") == [
        ["đầu", None],
        ["1", "2"],
        ["3", "4"],
        ["cuối", None],
    ]


def test_scripts_are_not_text() -> None:
    assert read("<script>var x='<td>no</td>'</script><table><tr><td>a</td></tr></table>") == [["a"]]


def test_absurd_spans_are_bounded() -> None:
    book = read_bytes_in_process("a", page("<table><tr><td rowspan=999999999>a</td></tr></table>").encode())
    assert book.sheets[0].merges == ()
    book = read_bytes_in_process("a", page("<table><tr><td colspan=5000 rowspan=5000>a</table>").encode())
    assert book.sheets[0].merges == (Area(1, 1, 1000, 1000),)


def test_endless_columns_are_refused() -> None:
    body = "<table><tr>" + "<td colspan=1000>a</td>" * 20 + "</tr></table>"
    with pytest.raises(UserError) as caught:
        read_bytes_in_process("a", page(body).encode())
    assert caught.value.code == "reading.too_big"


def test_a_page_without_a_table_is_no_workbook() -> None:
    with pytest.raises(UserError) as caught:
        read_bytes_in_process("a", page("<p>đăng nhập</p>").encode())
    assert caught.value.code == "reading.not_workbook"


# The clipboard


def test_pasted_html_wins_over_text() -> None:
    book = from_clipboard("<table><tr><td colspan=2><b>a</b></td></tr></table>", "a\t\n")
    assert (book.kind, values(book.sheets[0])) == ("clipboard", {"A1": "a"})
    assert book.sheets[0].merges == (Area(1, 1, 1, 2),)


@pytest.mark.parametrize("html", [None, "", "<b>a\tb</b>", "<table></table>"])
def test_without_a_table_the_text_is_taken(html: str | None) -> None:
    assert grid(from_clipboard(html, 'a\t"một\nhai"\r\nb\tc\r\n')) == [["a", "một\nhai"], ["b", "c"]]


def test_nothing_pasted_is_told() -> None:
    with pytest.raises(UserError) as caught:
        from_clipboard(None, " \n")
    assert caught.value.code == "reading.empty"
    assert caught.value.params["file"]
