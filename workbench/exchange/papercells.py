"""Cells with the number of a paper, alone or with its date."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from workbench.exchange.cellfacts import NOTHING, ColumnFacts, Reading, mismatch
from workbench.exchange.context import Context
from workbench.exchange.datecells import day_of, text_date
from workbench.exchange.problems import Problem
from workbench.exchange.raw import CellValue
from workbench.values.codes import all_numbers, is_plain_number, looks_like_doc_number, split_number_date, without_lead
from workbench.values.dates import format_date, parse_date
from workbench.values.text import clean, fold

_NO_PAPER = re.compile(r"(?:khong|chua)(?: co)?(?: (?:van ban|so|tra loi|thoa thuan))*[ .]*")
_LEADING = re.compile(
    r"^[\W_]*(?:(?:kh|qd|cv|vb|nq|tb|bc|ttr|bbgn|luat|ke hoach|quyet dinh|cong van|van ban|nghi quyet|thong bao|bao cao"
    r"|to trinh)\b[\W_]*)?(?:(?:so|s|no|n)\b[\W_]*)?$"
)
_HAS_DIGIT = re.compile(r"\d")
_SEVERAL = re.compile(
    r"\d/[^\W\d_][^\s;,]*-\d{1,6}/[^\W\d_]|(?<!\d)\d{1,6}\s*(?:[,;&+]|và)\s*\d{1,6}\s*[/\-]\s*[^\W\d_]"
)


def read_docno(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    """The number of a paper."""
    if isinstance(value, date):
        shown = f"{value.day}/{value.month}"
        return mismatch(format_date(day_of(value)), facts, None, "date_in_number", suggestion=shown)
    if isinstance(value, time | timedelta):
        return mismatch(text, facts)
    if isinstance(value, int | float):
        return Reading(text, (), (Problem("bad_docno", "check", text),))
    names = context.names
    if facts.own_paper and not _HAS_DIGIT.search(text) and (names.mostly_bodies(text) or names.mostly_places(text)):
        return mismatch(text, facts)
    return read_number(text, facts)


def read_number(text: str, facts: ColumnFacts) -> Reading:
    """The number of a paper from text; other words are kept as they are where a paper need not have one."""
    if is_plain_number(text):
        return Reading(text)
    if looks_like_doc_number(text) and not _SEVERAL.search(text):
        return Reading(split_number_date(text)[0] or without_lead(text))
    numbers = all_numbers(text)
    if numbers:
        return _one_among_words(text, numbers, facts)
    day = None if any(letter.isalpha() for letter in text) else parse_date(text).value
    if day is not None:
        return mismatch(text, facts, None, "date_in_number", suggestion=f"{day.day}/{day.month}")
    if _NO_PAPER.fullmatch(fold(clean(text))):
        return NOTHING
    if any(letter.isdigit() for letter in text) or not facts.column.required:
        plain = not facts.own_paper and not facts.column.required and any(letter.isalpha() for letter in text)
        return Reading(text, (), () if plain else (Problem("bad_docno", "check", text),))
    return Reading(None, (), (Problem("bad_docno", "check", text),))


def _one_among_words(text: str, numbers: list[str], facts: ColumnFacts) -> Reading:
    """A number with words around it: the number where they add nothing, else all of it, to be looked at."""
    if len(numbers) == 1 and not _SEVERAL.search(text):
        before, found, after = clean(text).partition(numbers[0])
        if found and _LEADING.match(fold(before)) and not re.search(r"\w", after):
            return Reading(numbers[0])
    if not facts.column.required:
        return Reading(text)
    about = "several_numbers" if len(numbers) > 1 or _SEVERAL.search(text) else "not_parted"
    return Reading(text, (), (Problem("bad_docno", "check", text, about=about),))


def read_number_and_date(text: str, number: ColumnFacts, day: ColumnFacts) -> tuple[Reading, Reading]:
    """A paper's number and date from one cell; what cannot be parted stays whole and is flagged."""
    if _SEVERAL.search(text) or len(all_numbers(text)) > 1:
        whole = clean(text)
        said = Problem("bad_docno", "check", whole, about="several_numbers")
        return Reading(whole, (), (said,)), NOTHING
    written, when = split_number_date(text)
    if not written:
        whole = clean(text)
        said = Problem("bad_docno", "check", whole, about="not_parted")
        if when is not None and when.iso:
            return Reading(None, (), (Problem("bad_docno", "check", whole),)), text_date(text, when, day)
        return Reading(whole, (), (said,)), NOTHING
    return Reading(written), text_date(text, when, day) if when is not None else NOTHING
