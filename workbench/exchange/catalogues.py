"""Lists that an office may edit (fields, statuses, urgency): from data to a resolver of written words.

Knows words only: it does not store anything and guesses nothing. What is not in the list is a suggestion.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from workbench.assets import resource
from workbench.domain.vocabularies import VOCABULARIES
from workbench.values.text import clean, fold, tone_key

How = Literal["exact", "unaccented"]

_REMEMBERED = 50_000
_SHEET_NAME = 31
_MARKS = re.compile(r"[\s,;:./&\-+()\"'“”]+")
_TURNING = frozenset(("khong", "chua", "dang", "mot", "phan", "rat"))
_LEADING = re.compile(r"^(?:(?:trong|thuộc|nhóm|ngành|lĩnh vực|về|các|vấn đề|nội dung) )+")
_LEADING_FOLDED = re.compile(r"^(?:(?:trong|thuoc|nhom|nganh|linh vuc|ve|cac|van de|noi dung) )+")
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBERED = re.compile(
    r"^[\s*+•–\-]*(?:(?:(?:nhóm|phần|mục|nhom|phan|muc)\s+)?"
    r"\(?(?:[IVXLC]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.):/\-]\s*)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One entry. `group` is a coarser grouping; a closed entry is understood in old papers, not offered."""

    code: str
    label_vi: str
    label_en: str = ""
    aliases: tuple[str, ...] = ()
    group: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class CatalogueMatch:
    """What a text was taken for. "unaccented": the same letters without their marks."""

    entry: CatalogueEntry
    how: How


@dataclass(frozen=True)
class Catalogue:
    """An ordered list with its words."""

    key: str
    entries: tuple[CatalogueEntry, ...]
    label_vi: str = ""
    label_en: str = ""
    own: bool = True  # an office's own, not a closed list of the program

    def resolve(self, text: str) -> CatalogueMatch | None:
        """The entry that `text` names by code, label or alias; marks, case and "Lĩnh vực …" do not count."""
        if text not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[text] = self._resolved(text)
        return self._known[text]

    def _resolved(self, text: str) -> CatalogueMatch | None:
        written = clean(text)
        exact = _plain(tone_key(written))
        found = self._exact.get(exact) or self._exact.get(_LEADING.sub("", exact))
        if found is None and written.isupper():
            found = self._codes.get(written)
        if found is not None:
            return CatalogueMatch(found, "exact")
        folded = _plain(fold(written))
        found = self._folded.get(folded) or self._folded.get(_LEADING_FOLDED.sub("", folded))
        return CatalogueMatch(found, "unaccented") if found else None

    def resolve_label(self, text: str) -> CatalogueMatch | None:
        """As `resolve`, for the label of a group: "I. Lĩnh vực giao thông", "LĨNH VỰC: GIAO THÔNG"."""
        written = clean(text)
        bare = _NUMBERED.sub("", written)
        return self.resolve(written) or self.resolve(bare) or self.resolve(_BRACKET.sub("", bare).strip(" :"))

    def resolve_sheet(self, name: str) -> CatalogueMatch | None:
        """As `resolve_label`, for the name of a sheet: Excel cuts it off behind 31 characters."""
        found = self.resolve_label(name)
        if found is not None or len(name) < _SHEET_NAME:
            return found
        start = _plain(fold(clean(_NUMBERED.sub("", name))))
        entries = {e.code: e for words, e in self._folded.items() if words.startswith(start)}
        return CatalogueMatch(next(iter(entries.values())), "exact") if len(entries) == 1 else None

    def nearest(self, text: str) -> CatalogueEntry | None:
        """The entry whose words are most like a text that is not in the list; None when nothing is near."""
        from rapidfuzz import fuzz, process

        folded = _plain(fold(clean(text)))
        if len(folded) < 4:
            return None
        turned = _turning(folded)
        known = [words for words in self._folded if _turning(words) == turned]
        found = process.extractOne(folded, known, scorer=fuzz.ratio, score_cutoff=75)
        return self._folded[found[0]] if found else None

    @cached_property
    def by_code(self) -> Mapping[str, CatalogueEntry]:
        """Entries by code."""
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def _known(self) -> dict[str, CatalogueMatch | None]:
        """Words asked for before: the same few stand in every row."""
        return {}

    @cached_property
    def _codes(self) -> Mapping[str, CatalogueEntry]:
        return {entry.code.upper(): entry for entry in self.entries}

    @cached_property
    def _exact(self) -> Mapping[str, CatalogueEntry]:
        return _once(self.entries, lambda words: _plain(tone_key(words)))

    @cached_property
    def _folded(self) -> Mapping[str, CatalogueEntry]:
        """Folded words that belong to one entry only."""
        return _once(self.entries, lambda words: _plain(fold(words)))


def _turning(folded: str) -> frozenset[str]:
    """Words that turn the meaning of the others: "Chưa hoàn thành" is not near "Hoàn thành"."""
    return _TURNING.intersection(folded.split())


def _plain(key: str) -> str:
    return _MARKS.sub(" ", key).strip()


def _once(entries: Iterable[CatalogueEntry], key_of: object) -> dict[str, CatalogueEntry]:
    """Words to entries; labels before aliases, and words that two entries share by alias are nobody's."""
    assert callable(key_of)
    made: dict[str, CatalogueEntry] = {}
    for entry in entries:
        for label in (entry.label_vi, entry.label_en):
            if label:
                made.setdefault(key_of(label), entry)
    shared: set[str] = set()
    by_alias: dict[str, CatalogueEntry] = {}
    for entry in entries:
        for alias in entry.aliases:
            key = key_of(alias)
            if by_alias.setdefault(key, entry) is not entry:
                shared.add(key)
    return {key: e for key, e in by_alias.items() if key not in shared} | made


def load_catalogue(path: Path) -> Catalogue:
    """One shipped list: the proposed content of an office's own."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    entries = tuple(
        CatalogueEntry(
            entry["code"],
            entry["label_vi"],
            entry.get("label_en", ""),
            tuple(entry.get("aliases", ())),
            entry.get("group", ""),
            entry.get("closed", False),
        )
        for entry in data["entry"]
    )
    return Catalogue(data["key"], entries, data.get("label_vi", ""), data.get("label_en", ""))


def load_catalogues(folder: Path | None = None) -> Mapping[str, Catalogue]:
    """All shipped lists by key, and the closed lists that forms are written with."""
    place = folder or resource("vocabularies")
    found = (load_catalogue(path) for path in sorted(place.glob("*.toml")))
    return {**_closed(place / "closed" / "words.toml"), **{catalogue.key: catalogue for catalogue in found}}


def _closed(path: Path) -> dict[str, Catalogue]:
    """Closed lists of the program in the form of catalogues: their labels, and the other words of a file."""
    if not path.exists():
        return {}
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        key: Catalogue(key, tuple(_closed_entry(key, choice, words) for choice, words in said.items()), own=False)
        for key, said in data.items()
    }


def _closed_entry(key: str, choice: str, words: Iterable[str]) -> CatalogueEntry:
    label = VOCABULARIES[key].label
    return CatalogueEntry(choice, label(choice, "vi"), label(choice, "en"), tuple(words))
