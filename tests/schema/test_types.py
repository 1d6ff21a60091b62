"""Canonical values: one stored form for everything that people write in several."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.schema.types import (
    CATALOGUE,
    CHOICE,
    DATE,
    FLAG,
    INTEGER,
    LONG_TEXT,
    MONEY,
    REF,
    REFS,
    TEXT,
    TEXT_LIMIT,
    WORDS,
    FieldType,
    NotCanonical,
)

LINES = (TEXT, CHOICE, CATALOGUE, REF)
LISTS = (REFS, WORDS)
ALL = (*LINES, LONG_TEXT, DATE, INTEGER, MONEY, FLAG, *LISTS)


def test_text_becomes_composed() -> None:
    assert TEXT.canonical(unicodedata.normalize("NFD", "Vĩnh Long")) == "Vĩnh Long"


def test_line_ends_become_one_kind_and_paragraphs_stay() -> None:
    assert LONG_TEXT.canonical("một\r\nhai\rba\n\nbốn") == "một\nhai\nba\n\nbốn"


def test_control_and_non_characters_go() -> None:
    assert LONG_TEXT.canonical("a\x00b\x1f\ufffe\uffffc\ud800\td") == "abc\td"


def test_letter_and_mark_kept_apart_by_a_control_character_are_composed() -> None:
    assert LONG_TEXT.canonical("e\x00\u0301") == "é"


def test_carriage_return_kept_apart_by_a_control_character_stays_a_line_end() -> None:
    assert LONG_TEXT.canonical("a\r\x00\nb") == "a\n\nb"


def test_line_has_single_blanks() -> None:
    assert TEXT.canonical("  Sở\u00a0 Tài\n chính ") == "Sở Tài chính"


@pytest.mark.parametrize("type_", [*LINES, LONG_TEXT], ids=lambda t: t.name)
@pytest.mark.parametrize("empty", ["", " ", "\n", "\x00", None])
def test_empty_text_is_none(type_: FieldType, empty: str | None) -> None:
    assert type_.canonical(empty) is None


def test_text_as_long_as_an_excel_cell_holds_is_kept() -> None:
    assert len(LONG_TEXT.canonical("x" * TEXT_LIMIT)) == TEXT_LIMIT


def test_longer_text_is_refused() -> None:
    with pytest.raises(NotCanonical):
        LONG_TEXT.canonical("x" * (TEXT_LIMIT + 1))


def test_list_keeps_order_without_repeats_or_blanks() -> None:
    assert WORDS.canonical(["b ", "a", "b", "", "  "]) == ("b", "a")


def test_list_words_are_composed() -> None:
    assert WORDS.canonical([unicodedata.normalize("NFD", "Đắk Lắk"), "Đắk Lắk"]) == ("Đắk Lắk",)


@pytest.mark.parametrize(
    ("type_", "wrong"),
    [
        (TEXT, 5),
        (LONG_TEXT, b"x"),
        (DATE, "2026-10-12"),
        (DATE, datetime(2026, 10, 12)),  # noqa: DTZ001
        (INTEGER, True),
        (INTEGER, 1.0),
        (INTEGER, "1"),
        (MONEY, 1 << 62),
        (FLAG, 1),
        (REFS, "abc"),
        (WORDS, [1]),
    ],
    ids=lambda v: getattr(v, "name", None) or repr(v),
)
def test_value_of_another_type_is_refused(type_: FieldType, wrong: object) -> None:
    with pytest.raises(NotCanonical):
        type_.canonical(wrong)


_VALUES = {
    DATE: st.none() | st.dates(),
    INTEGER: st.none() | st.integers(-(1 << 62) + 1, (1 << 62) - 1),
    MONEY: st.none() | st.integers(-(1 << 62) + 1, (1 << 62) - 1),
    FLAG: st.none() | st.booleans(),
}
_TEXTS = st.none() | st.text(st.characters() | st.sampled_from("\r\n\x00\x1f \u00a0e\u0301\u0323ă\ud800\ufdd0"))
_PAIRS = st.sampled_from(ALL).flatmap(
    lambda t: st.tuples(
        st.just(t), _VALUES.get(t, st.lists(_TEXTS.filter(lambda x: x is not None)) if t in LISTS else _TEXTS)
    )
)


@given(_PAIRS)
def test_canonical_is_final(pair: tuple[FieldType, Any]) -> None:
    type_, value = pair
    once = type_.canonical(value)
    assert type_.canonical(once) == once


@given(_PAIRS)
def test_canonical_value_survives_json(pair: tuple[FieldType, Any]) -> None:
    type_, value = pair
    once = type_.canonical(value)
    assert type_.from_plain(json.loads(json.dumps(type_.to_plain(once), ensure_ascii=False))) == once


@given(st.text(), st.text())
def test_text_that_looks_equal_is_equal(left: str, right: str) -> None:
    composed, parted = (unicodedata.normalize(form, left + right) for form in ("NFC", "NFD"))
    assert LONG_TEXT.canonical(composed) == LONG_TEXT.canonical(parted)


def test_date_is_kept_as_iso_text() -> None:
    assert DATE.to_plain(date(2026, 2, 3)) == "2026-02-03"
