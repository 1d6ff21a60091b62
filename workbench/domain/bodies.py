"""Authorities by date: which body a written name means, its level on the ladder, and what became of it.

A body keeps the name it had when the paper was written; a dissolved one comes with its successors. "UBND tỉnh
Vĩnh Long" is the general body and the place. Levels are the keys of model M5, our convention and not law.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from workbench.domain import reference
from workbench.domain.body_search import split_authorities
from workbench.domain.place_names import accent_key, initials, plain_key
from workbench.domain.places import Place, PlaceBook, load_places
from workbench.values.text import clean, without_bullet

How = Literal["exact", "sign", "alias", "short", "old_name", "ambiguous", "unknown"]
LADDER = (
    "local",
    "province",
    "council_people",
    "ministry",
    "council",
    "prime_minister",
    "government",
    "na_standing",
    "national_assembly",
)
_PLACED = frozenset(("so", "ubnd", "hdnd"))  # general bodies that every province has


@dataclass(frozen=True, slots=True)
class Body:
    """An authority. `sign` is its abbreviation in paper numbers; `level` is of M5, "party", or "" outside."""

    body_id: str
    name: str
    sign: str
    level: str
    kind: str = ""
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether the body existed that day (both ends count)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """What a written name means: a body, for general bodies with its place; else candidates only.

    `how` "old_name": the body was dissolved before the paper's day, `successors` took over.
    """

    text: str
    body: Body | None = None
    how: How = "unknown"
    place: Place | None = None
    candidates: tuple[Body, ...] = ()
    successors: tuple[Body, ...] = ()

    @property
    def name(self) -> str:
        """The full official name: "Ủy ban nhân dân tỉnh Vĩnh Long", "Bộ Tài chính"; the text when unknown."""
        if self.body is None:
            return clean(self.text)
        if self.place is None or self.body.kind not in _PLACED:
            return self.body.name
        general = self.body.name.removesuffix(" tỉnh, thành phố trực thuộc trung ương").removesuffix(" tỉnh, thành phố")
        return f"{general} {self.place.full_name[0].lower()}{self.place.full_name[1:]}"


def rung(level: str) -> int:
    """Place on the ladder, from 0; -1 for the Party and bodies outside. A rung may be skipped."""
    return LADDER.index(level) if level in LADDER else -1


_Keys = dict[str, list[Body]]


@dataclass(slots=True)
class BodyBook:
    """All authorities; asked by name and date. Not to be changed once built."""

    bodies: tuple[Body, ...]
    places: PlaceBook | None = None
    by_id: dict[str, Body] = field(init=False)
    _named: _Keys = field(init=False, default_factory=dict)
    _signs: _Keys = field(init=False, default_factory=dict)
    _plain: _Keys = field(init=False, default_factory=dict)
    _shapes: list[tuple[re.Pattern[str], Body]] = field(init=False, default_factory=list)
    _known: dict[tuple[str, date | None], BodyMatch] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {body.body_id: body for body in self.bodies}
        for body in self.bodies:
            self._named.setdefault(accent_key(body.name), []).append(body)
            if body.sign:
                self._signs.setdefault(plain_key(body.sign), []).append(body)
            for alias in body.aliases:
                self._plain.setdefault(_compact(alias), []).append(body)
            self._shapes.append((_shape(body.name), body))

    def resolve(self, text: str, on: date | None = None) -> BodyMatch:
        """The body that `text` names in a paper of the day `on`: in full, by sign, shortened, or mixed."""
        known = self._known.get((text, on))
        if known is None:
            if len(self._known) > 50_000:
                self._known.clear()
            known = self._known[(text, on)] = self._resolved(text, on)
        return known

    def split(self, text: str, on: date | None = None) -> list[BodyMatch]:
        """The bodies of one cell, in order; knows that "Bộ Văn hóa, Thể thao và Du lịch" is one."""
        return split_authorities(self, text, on)

    def successors(self, body: Body, on: date | None = None) -> tuple[Body, ...]:
        """The bodies that hold its work on a day (today without one); empty while it exists."""
        if body.valid_to is None or (on is not None and on <= body.valid_to):
            return ()
        found: dict[str, Body] = {}
        for body_id in body.successors:
            new = self.by_id[body_id]
            for last in self.successors(new, on) or (new,):
                found[last.body_id] = last
        return tuple(found.values())

    def _resolved(self, text: str, on: date | None) -> BodyMatch:
        line = _NOTE.sub("", without_bullet(clean(text).replace("\n", " "))).strip(_ENDS)
        line = _TITLE.sub("", _ROLE.sub("", line)).strip(_ENDS)
        if not line:
            return BodyMatch(text)
        match = self._whole(text, line, on)
        if match.body or match.candidates:
            return match
        return self._placed(text, line, on) or match

    def _whole(self, text: str, line: str, on: date | None) -> BodyMatch:
        sign = self._signs.get(plain_key(line), []) if " " not in line else []
        sign = [*sign, *self._of_initials(line, sign)] if sign else []
        readings: tuple[tuple[list[Body], How], ...] = (
            (self._named.get(accent_key(line), []), "exact"),
            (sign, "sign"),
            (self._plain.get(_compact(line), []), "alias"),
            (self._shaped(line), "short"),
            (self._begun(line), "short"),
        )
        return next((self._picked(text, found, how, on) for found, how in readings if found), BodyMatch(text))

    def _of_initials(self, line: str, signed: list[Body]) -> list[Body]:
        """Other bodies of those initials: TTCP is the sign of the Inspectorate, and many write the Prime Minister so."""
        key = plain_key(line)
        alike = (body for body in self.bodies if body.kind != "dang" and body.name not in {b.name for b in signed})
        return [body for body in alike if initials(body.name) == key]

    def _shaped(self, line: str) -> list[Body]:
        """Bodies whose words stand in the text in full or as initials: "Bộ NN và PTNT", "Bộ KH&ĐT"."""
        key = _compact(line)
        if len(key) < 3:
            return []
        fitting = [body for shape, body in self._shapes if shape.fullmatch(key)]
        return [b for b in fitting if b.kind != "dang"] or fitting

    def _begun(self, line: str) -> list[Body]:
        """Bodies whose name begins with the text, two words at least: "Bộ Nông nghiệp"."""
        key = accent_key(line)
        if len(line.split()) < 2 or len(key) < 6:
            return []
        return [body for name, group in self._named.items() if name.startswith(key) for body in group]

    def _picked(self, text: str, found: list[Body], how: How, on: date | None) -> BodyMatch:
        alive = [b for b in found if on is None or b.valid_on(on)]
        ended = [b for b in found if on is not None and b.valid_to is not None and b.valid_to < on]
        group = alive or ended or found
        if len(group) > 1 and on is None:
            group = [b for b in group if b.valid_to is None] if how != "short" else group
        if len(group) != 1:
            return BodyMatch(text, how="ambiguous", candidates=tuple(group or found))
        body = group[0]
        return BodyMatch(text, body, how if alive or not ended else "old_name", None, (body,), self.successors(body, on))

    def _placed(self, text: str, line: str, on: date | None) -> BodyMatch | None:
        """A general body and its province: "UBND tỉnh Vĩnh Long", "Sở KHCN TUYÊN QUANG"."""
        if self.places is None or not _GENERAL.match(line):
            return None
        words = line.split(" ")
        for cut in range(len(words) - 1, 0, -1):
            head, tail = " ".join(words[:cut]), " ".join(words[cut:])
            place = self.places.lookup(tail, on)
            if place is None or place.place is None:
                continue
            match = self._whole(text, head.rstrip(" ,-"), on)
            if match.body and match.body.kind in _PLACED:
                return replace(match, place=place.place)
        return None


_ENDS = " .,;:*-–+•/"
_NOTE = re.compile(r"\s*\([^()]*\)")
_TITLE = re.compile(
    r"^(?:(?:đ/c|đồng chí|ông|bà)\s+)?(?:bộ trưởng|thứ trưởng|lãnh đạo|giám đốc|các|kính gửi:?)\s+(?=\S+\s)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^(?:(?:(?:kính|đồng) )?(?:kiến nghị|đề nghị|trình|gửi|báo cáo|đối với)"
    r"|(?:cơ quan )?(?:chủ trì|phối hợp)(?: với)?)\s*:?\s+(?=\S)"
    r"|(?:[\s,]+(?:cùng |để )?(?:chủ trì|phối hợp|xem xét|giải quyết|hướng dẫn|tháo gỡ))+$",
    re.IGNORECASE,
)
_GENERAL = re.compile(r"ubnd|hđnd|hdnd|[uủ][yỷ] ban|chủ tịch|h[oộ]i [dđ][oồ]ng nh|s[oở]\b|s[A-ZĐ]{2}", re.IGNORECASE)
_LINK = re.compile(r"\bv[aà]\b|\bv\b|&|\+", re.IGNORECASE)


def _compact(text: str) -> str:
    """Letters without accents and without "và", "&"."""
    return plain_key(_LINK.sub(" ", text))


def _shape(name: str) -> re.Pattern[str]:
    """Every word of the name in full or as its initial; the first initial of "Bộ Y tế" may stand alone too."""
    words = [plain_key(word) for word in re.split(r"[\s,\-]+", _LINK.sub(" ", re.sub(r"\(.*\)", "", name)))]
    return re.compile("".join(f"(?:{word}|{word[0]})" for word in words if word))


@lru_cache(maxsize=1)
def load_bodies() -> BodyBook:
    """The shipped authorities, with the shipped places."""
    bodies = tuple(
        Body(
            r["authority_id"],
            r["name"],
            r["sign"],
            r["level"],
            r["kind"],
            r["name_en"],
            reference.several(r["aliases"]),
            reference.day(r["valid_from"]),
            reference.day(r["valid_to"]),
            reference.several(r["successors"]),
        )
        for r in reference.rows("authorities")
    )
    return BodyBook(bodies, load_places())
