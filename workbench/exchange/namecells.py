"""Cells with names: of provinces, of authorities, of the entries of a list. A doubt about any of them is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from workbench.domain.place_names import written
from workbench.domain.places import PlaceMatch
from workbench.exchange.cellfacts import ColumnFacts, Reading, mismatch, severity_of
from workbench.exchange.context import Context
from workbench.exchange.problems import Problem
from workbench.exchange.raw import CellValue
from workbench.values.codes import looks_like_doc_number
from workbench.values.dates import parse_date
from workbench.values.text import fold

_GOES_ON = re.compile(r"(?:\.{2,}|…|\bv\.?v\.?)[\s.]*$")
_COUNTED = re.compile(
    r"^\W*(?:gom |giua |lien )?(?:cac )?(\d{1,2}|hai|ba|bon|nam|sau|bay)\s+(?:tinh|dia phuong|thanh vien)\b"
)
_SLIPS = 2
_WORDS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7}


def read_provinces(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    """The provinces of a list, by the names of the day `on` and of the day of the file."""
    if not isinstance(value, str) or _is_of_paper(text):
        return mismatch(text, facts)
    found = context.names.places(text, on, context.written)
    told = [match for match in found if match.place and match.region]
    named = [match for match in found if match.place is not None and match.sure]
    if told and not told[0].by_name:
        return Reading(None, (), (_of_region(told, facts),))
    problems = [_unknown_place(match, facts, on, context) for match in found if match not in named]
    for match in named:
        problems += _became(match)
    if told:
        problems.append(_of_region(told, facts, "check"))
    elif named:
        problems += _list_doubts(text, len(found))
    names = [match.place.name for match in named if match.place]
    keys = [match.place.unit_id for match in named if match.place]
    return Reading(tuple(names) or None, tuple(keys), tuple(problems))


def _is_of_paper(text: str) -> bool:
    """Whether nothing but the number of a paper or a day stands where names should: a row that slipped to the side."""
    return text[:1].isdigit() and (looks_like_doc_number(text) or parse_date(text).value is not None)


def _became(match: PlaceMatch) -> Iterator[Problem]:
    """What the reader should know of a place that is taken as written."""
    if match.place and match.how == "old_name" and match.successor:
        said = {"suggestion": match.successor.name}
        yield Problem("superseded_province", "note", match.place.name, params=said)
    elif match.place and match.how == "town":
        yield Problem("other", "note", match.text, about="town", params={"suggestion": match.place.name})


def _of_region(told: Sequence[PlaceMatch], facts: ColumnFacts, severity: str = "") -> Problem:
    """The members of a region in place of its name: told, to be accepted at once or put right."""
    members = "; ".join(match.place.name for match in told if match.place)
    params = {"n": len(told), "suggestion": members}
    kept = severity == "check"
    about = "region_members" if kept else "region_as_province"
    return Problem("unknown_province", "check" if kept else severity_of(facts), told[0].text, about=about, params=params)


def _list_doubts(text: str, held: int) -> Iterator[Problem]:
    """A list that says of itself that it is not whole, or that is in doubt."""
    folded = fold(text)
    counted = _COUNTED.match(folded)
    number = (int(counted[1]) if counted[1].isdigit() else _WORDS[counted[1]]) if counted else held
    if number != held:
        yield Problem("unknown_province", "check", text, about="counted_otherwise", params={"n": number, "held": held})
    elif _GOES_ON.search(text) or "?" in text:
        yield Problem("unknown_province", "check", text, about="list_goes_on")


def _unknown_place(match: PlaceMatch, facts: ColumnFacts, on: date | None, context: Context) -> Problem:
    near = ", ".join([place.name for place in match.candidates][:3])
    if match.region is not None:
        near = "; ".join(place.name for place in context.places.members_told(match.region, on))
    about = "region_as_province" if match.region else "province_like" if near else ""
    said = {"suggestion": near, "typo": len(match.candidates) == 1 and _typo(written(match.text).bare, near)}
    return Problem("unknown_province", severity_of(facts), match.text, about=about, params=said)


def _typo(found: str, meant: str) -> bool:
    """Whether two words differ by a slip or two of the keyboard, not by a word."""
    from rapidfuzz.distance import OSA

    return OSA.distance(fold(found), fold(meant), score_cutoff=_SLIPS) <= _SLIPS


def read_authorities(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    """The authorities of a list, by the names of the day `on`; one that is not known stays as it is written."""
    if not isinstance(value, str) or _is_of_paper(text):
        return mismatch(text, facts)
    found = context.names.bodies(text, on)
    problems = []
    for match in found:
        if match.body is None:
            near = ", ".join(body.name for body in match.candidates[:3])
            problems.append(Problem("other", "check", match.text, about="unknown_body", params={"suggestion": near}))
        elif match.successors:
            heirs = ", ".join(body.name for body in match.successors)
            said = {"suggestion": heirs}
            problems.append(Problem("other", "note", match.name, about="superseded_body", params=said))
    if found and all(match.body for match in found) and (_GOES_ON.search(text) or "?" in text):
        problems.append(Problem("other", "check", text, about="list_goes_on"))
    names = tuple(m.name for m in found)
    return Reading(names or None, tuple(m.body.body_id if m.body else "" for m in found), tuple(problems))


def read_code(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    """The entry of the column's list."""
    catalogue = context.catalogues[facts.column.list]
    match = catalogue.resolve(text) if isinstance(value, str) else None
    if match is None:
        near = catalogue.nearest(text)
        about = "code_like" if near else ""
        label = near.label_vi if near else ""
        said = {"suggestion": label, "typo": near is not None and _typo(text, label)}
        return Reading(None, (), (Problem("unknown_code", "check", text, about=about, params=said),))
    if match.how == "unaccented":
        label = match.entry.label_vi
        return Reading(match.entry.code, (), (Problem("repaired_text", "note", text, label, "unaccented"),))
    return Reading(match.entry.code)
