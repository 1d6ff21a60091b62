"""Several provinces in one text: lists in a cell, and names inside letterheads, sentences and file names.

Works on a `PlaceBook` and decides nothing about a single name: that is `PlaceBook.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from workbench.domain import place_names as names
from workbench.values.text import clean, fold, without_bullet

if TYPE_CHECKING:
    from workbench.domain.places import PlaceBook, PlaceMatch, Region

_PAIR = re.compile(
    r"\bt[iỉ]nh(?:\s*[,/]\s*|\s+)"
    r"(?:th[aà]nh ph[oố](?=[\s:.]|$)|thành(?! phố| hoá| hóa)(?=[\s:.]|$)|tp(?=[:.]?\s))",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^\W*(?:gồm |giữa |liên )?(?:các )?(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy)\s+"
    r"(?:t[iỉ]nh|[dđ][iị]a ph[uư][oơ]ng|th[aà]nh vi[eê]n)\s*(?:,|trong|thu[oộ]c|c[uủ]a)?[\s:]*",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^(?:(?:bao )?g[oồ]m|gi[uữ]a|li[eê]n t[iỉ]nh|c[aá]c (?:t[iỉ]nh|[dđ][iị]a ph[uư][oơ]ng)|c[aá]c b[eê]n"
    r"|[dđ][iị]a ph[uư][oơ]ng|UBND c[aá]c t[iỉ]nh|li[eê]n quan)"
    r"(?:\s*(?:trong|thu[oộ]c|li[eê]n quan))?\s*(?::|(?=\s))\s*",
    re.IGNORECASE,
)
_HARD = re.compile(r"[;,\n/|]|\s(?:v[aà]|v[oớ]i|c[uù]ng|&|\+)\s|\t", re.IGNORECASE)
_SO_MANY = re.compile(r"\s*[:\-–]\s*\d{1,3}\s+[^\W\d].*$")  # "Quảng Ninh: 3 dự án"
_HYPHEN = re.compile(r"\s*[-–—]\s*")
_WHOLE = re.compile(
    r"(?:toan|ca|trong|cac tinh trong|cac dia phuong trong|noi|lien)? ?vung|toan bo cac tinh|tat ca cac tinh"
)
_MEMBERS = re.compile(
    r"(?:UBND |[UuỦủ][yỷ] ban nh[aâ]n d[aâ]n )?(?:(?:t[aấ]t c[aả]|to[aà]n b[oộ]) )?c[aá]c "
    r"(?:t[iỉ]nh|[dđ][iị]a ph[uư][oơ]ng) ?(?:,? ?(?:th[aà]nh ph[oố]|tp\.?))? ?(?:trong|thu[oộ]c|c[uủ]a)?"
    r" v[uù]ng\b(?P<name>[^:]*)",
    re.IGNORECASE,
)


def split_list(book: PlaceBook, text: str, on: date | None, home: Region | None) -> list[PlaceMatch]:
    """Cut at commas, semicolons, lines, "và"; at a hyphen only where both sides are names of their own."""
    members = _members(book, text, on, home)
    if members:
        return members
    found: list[PlaceMatch] = []
    whole = names.unbracketed(clean(text))
    for piece in _pieces(book, whole, on):
        found.extend(_read_piece(book, piece, on, home))
    found.extend(_told_beside(book, whole, found, on))
    first: dict[object, PlaceMatch] = {}
    for match in found:
        first.setdefault(_identity(match), match)
    return list(first.values())


def _members(book: PlaceBook, text: str, on: date | None, home: Region | None) -> list[PlaceMatch]:
    """The members on the day of the region in "các tỉnh, thành phố (trong) vùng …"; the whole text as one that cannot
    be told where it names no region, more than one, or one that had other members on other days and no day is known.
    """
    from workbench.domain.places import PlaceMatch

    whole = clean(text).strip(" .;,")
    said = _MEMBERS.fullmatch(whole)
    if said is None:
        return []
    named = said["name"].strip(" .…")
    region = book.region(named, on) or book.region(named) if named else home
    if region is None:
        return [PlaceMatch(whole)]
    inside = book.members_told(region, on) if named else []
    if not inside:
        return [PlaceMatch(whole, how="region", region=region)]
    called = {names.plain_key(name) for name in (region.name.removeprefix("Vùng "), region.abbr)}
    by_name = names.plain_key(named) in called
    return [PlaceMatch(whole, place, "exact", (place,), book.successor(place), region, by_name) for place in inside]


_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")


def _told_beside(book: PlaceBook, text: str, found: list[PlaceMatch], on: date | None) -> Iterator[PlaceMatch]:
    """Names in brackets that are none of those outside, by what each has become: nobody can say what they are for."""
    from workbench.domain.places import PlaceMatch

    held = {book.heir(match.place.unit_id) for match in found if match.place and match.sure}
    for note in _BRACKET.finditer(text) if held else ():
        inside = note[1] or note[2] or ""
        for match in find_names(book, inside, on):
            if match.place and match.sure and book.heir(match.place.unit_id) not in held:
                yield PlaceMatch(inside.strip(), candidates=(match.place,))


def _identity(match: PlaceMatch) -> object:
    if match.place:
        return match.place.unit_id, match.sure
    return match.region.region_id if match.region else fold(match.text)


def _pieces(book: PlaceBook, text: str, on: date | None) -> Iterator[str]:
    """The parts between separators; a part that only makes sense with the next one stays joined to it."""
    whole = _PAIR.sub("tỉnh", text)
    whole = names.written(whole).whole if "\n" not in whole and whole.count("(") == 1 else whole
    if book.resolve(whole, on).sure:
        yield whole
        return
    for line in whole.split("\n"):
        body = _HEADING.sub("", _COUNTED.sub("", without_bullet(line)), count=1)
        yield from (part.strip() for part in _HARD.split(_without_notes(body)) if part and part.strip(" .-–•*"))


def _without_notes(line: str) -> str:
    """Without "(…)"; what stands in brackets alone is kept."""
    bare = re.sub(r"\([^()]*\)", " ", line)
    return bare if bare.strip(" .,;-") else line.replace("(", " ").replace(")", " ")


def _read_piece(book: PlaceBook, piece: str, on: date | None, home: Region | None) -> list[PlaceMatch]:
    from workbench.domain.places import PlaceMatch

    match = book.resolve(piece, on)
    counted = book.resolve(_SO_MANY.sub("", piece), on) if not match.sure and _SO_MANY.search(piece) else match
    if counted.sure:
        return [counted]
    if _WHOLE.fullmatch(fold(names.written(piece).bare)):
        return [PlaceMatch(piece, how="region" if home else "unknown", region=home)]
    parts = _HYPHEN.split(piece)
    if len(parts) > 1:
        joined = _joined_parts(book, parts, on)
        if any(m.sure for m in joined):
            return joined
    inside = find_names(book, piece, on)
    if len(inside) > 1 and _covers(piece, inside):
        return inside
    return [match]


def _joined_parts(book: PlaceBook, parts: list[str], on: date | None) -> list[PlaceMatch]:
    """Longest runs first, so that "Bà Rịa - Vũng Tàu" stays one name."""
    found, i = [], 0
    while i < len(parts):
        for j in range(min(len(parts), i + 2), i, -1):
            match = book.resolve(" - ".join(parts[i:j]), on)
            if match.sure or j == i + 1:
                found.append(match)
                i = j
                break
    return [m for m in found if m.text.strip()]


_KIND_WORDS = re.compile(r"t[iỉ]nh|th[aà]nh|ph[oố]|tp|ubnd", re.IGNORECASE)


def _covers(piece: str, inside: list[PlaceMatch]) -> bool:
    rest = names.plain_key(_KIND_WORDS.sub(" ", piece))
    for match in inside:
        rest = rest.replace(names.plain_key(_KIND_WORDS.sub(" ", match.text)), "", 1)
    return not rest


_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_GLUED = re.compile(r"^(?:ubnd|tinh|thanhpho|tp|bieu|phuluc|pl|bc|baocao|so|hdnd)+")
_NOT_A_PLACE = frozenset({"thaibinhduong", "hoabinhvaphattrien"})
_LONGEST = 5  # words of "Thành phố Hồ Chí Minh"


def find_names(book: PlaceBook, text: str, on: date | None) -> list[PlaceMatch]:
    """Names in running text: capitalised and with right accents; without accents as in file names."""
    cleaned = clean(text)
    if names.has_marks(cleaned):
        words = list(_WORD.finditer(cleaned))
        found = _scan(cleaned, words, lambda s: _in_sentence(book, s, on), lambda w: _may_start(book, w))
    else:
        words = list(_TOKEN.finditer(cleaned))
        found = _scan(cleaned, words, lambda s: _in_file_name(book, s, on), lambda w: True)
    seen: set[str] = set()
    unique = []
    for match in found:
        if match.place and match.place.unit_id not in seen:
            seen.add(match.place.unit_id)
            unique.append(match)
    return unique


def _may_start(book: PlaceBook, word: str) -> bool:
    return word[0].isupper() and names.plain_key(word) in book.first_words


def _scan(
    text: str,
    words: list[re.Match[str]],
    read: Callable[[str], PlaceMatch | None],
    starts: Callable[[str], bool],
) -> list[PlaceMatch]:
    """Leftmost, longest first."""
    found, i = [], 0
    while i < len(words):
        last = min(len(words), i + _LONGEST) if starts(words[i][0]) else i
        for j in range(last, i, -1):
            piece = text[words[i].start() : words[j - 1].end()]
            if names.plain_key(piece) in _NOT_A_PLACE:
                i = j
                break
            match = read(piece)
            if match:
                found.append(replace(match, text=piece))
                i = j
                break
        else:
            i += 1
    return found


_BETWEEN_WORDS = re.compile(r"[^\W\d_]+(?:(?: | ?[-–] ?|\. ?)[^\W\d_]+)*")


def _in_sentence(book: PlaceBook, piece: str, on: date | None) -> PlaceMatch | None:
    if not _BETWEEN_WORDS.fullmatch(piece):
        return None
    if len(piece) < 4 and names.plain_key(piece) != "hue":
        return None
    match = book.lookup(piece, on)
    if match is None or not match.sure:
        return None
    # shorter spellings than four letters are abbreviations, but for one name
    return match if len(names.plain_key(piece)) > 3 or names.plain_key(piece) == "hue" else None


def _in_file_name(book: PlaceBook, piece: str, on: date | None) -> PlaceMatch | None:
    key = names.plain_key(piece)
    for spelling in (key, _GLUED.sub("", key)):
        if len(spelling) >= 3:
            match = book.lookup(spelling, on)
            if match and match.sure and (len(spelling) > 3 or spelling in ("hue", "hcm")):
                return match
    return None
