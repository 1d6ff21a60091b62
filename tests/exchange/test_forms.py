"""Forms as data: what is shipped is sound, what is not a form is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.exchange.catalogues import load_catalogues
from workbench.exchange.forms import KINDS, load_form, load_forms
from workbench.messages import known
from workbench.values.money import unit_of

GOOD = """key = "X01"
version = "1"
valid_from = 2026-01-01
entity = "agreement"
code = "Biểu số 99"
title = "DANH MỤC"
main = "title"

[[column]]
key = "title"
kind = "text"
heading = "Tên"
"""


def write(folder: Path, words: str) -> Path:
    path = folder / "X01.toml"
    path.write_text(words, encoding="utf-8")
    return path


def refusal(path: Path) -> tuple[str, object]:
    with pytest.raises(UserError) as caught:
        load_form(path)
    assert known(caught.value.code)
    return caught.value.code, caught.value.params["line"]


def test_shipped_forms_by_key() -> None:
    assert [form.key for form in load_forms()] == [f"B{number:02d}" for number in range(1, 12)]


def test_columns_of_the_agreement_form() -> None:
    form = load_forms()[0]
    assert [c.key for c in form.columns if c.kind == "amount"] == ["amount_total", "amount_state", "amount_social"]
    assert form.by_key["amount_total"].group == "Vốn (tỷ đồng)"
    assert form.unit == 10**9
    assert form.required == ("title", "doc_no", "signed_date", "parties")


@pytest.mark.parametrize("unit", ["tỷ đồng", "triệu đồng", "1.000 đồng", ""])
def test_the_unit_of_a_form_is_what_its_words_say(tmp_path: Path, unit: str) -> None:
    form = load_form(write(tmp_path, GOOD.replace("[[column]]", f'unit = "{unit}"\n[[column]]', 1)))
    assert form.unit == (unit_of(unit) if unit else 1)


@pytest.mark.parametrize("form", load_forms(), ids=lambda form: form.key)
def test_lists_of_a_form_are_shipped(form) -> None:
    lists = load_catalogues()
    assert {c.list for c in form.columns if c.list} <= lists.keys()
    assert {c.kind for c in form.columns} <= KINDS


@pytest.mark.parametrize("form", load_forms(), ids=lambda form: form.key)
def test_no_alias_stands_for_two_columns(form) -> None:
    seen: dict[str, str] = {}
    for column in form.columns:
        for alias in (column.heading, *column.aliases):
            assert seen.setdefault(alias.casefold(), column.key) == column.key, alias


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    assert load_form(write(tmp_path, GOOD)).by_key["title"].heading == "Tên"


def test_unknown_key_is_named_with_its_line(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, GOOD + 'colour = "red"\n')) == ("importing.form_unknown_key", 13)


def test_unknown_kind_is_named_with_its_line(tmp_path: Path) -> None:
    bad = GOOD.replace('kind = "text"', 'kind = "money"')
    assert refusal(write(tmp_path, bad)) == ("importing.form_bad_value", 11)


def test_missing_key_is_refused(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, GOOD.replace('main = "title"\n', "")))[0] == "importing.form_missing_key"


def test_reference_to_no_column_is_named_with_its_line(tmp_path: Path) -> None:
    bad = GOOD.replace('main = "title"', 'main = "name"')
    assert refusal(write(tmp_path, bad)) == ("importing.form_unknown_field", 7)


def test_wrong_syntax_is_named_with_its_line(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, GOOD.replace('key = "X01"', 'key = "X01'))) == ("importing.form_syntax", 1)


@pytest.mark.parametrize("form", load_forms(), ids=lambda form: form.key)
def test_every_column_of_words_has_an_example_of_its_own(form) -> None:
    said = [column.example for column in form.columns if column.kind in ("text", "docno", "date")]
    assert all(said)
    assert len({column.example for column in form.columns if column.kind == "text"}) == sum(
        column.kind == "text" for column in form.columns
    )


def test_the_guide_gives_an_agreement_as_the_example_of_an_agreement() -> None:
    from workbench.exchange.filling import _guide_columns

    form = next(form for form in load_forms() if form.key == "B01")
    lines = {line.heading: line.example for line in _guide_columns(form.columns)}
    assert lines["Tên thỏa thuận, chương trình liên kết"].startswith("Thỏa thuận")
    assert lines["Vốn (tỷ đồng) / Vốn xã hội hóa"] == "250,5"
    assert lines["Các địa phương tham gia"] == "Vĩnh Long; Đồng Tháp"
