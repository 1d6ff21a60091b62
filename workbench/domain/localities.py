"""Provinces and regions as dated data (facts 9.2, 9.3): old units stay, each with its successor."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CHOICE, DATE, REF, TEXT, WORDS


@entity("locality", natural=("code", "name"), reference=True)
class Locality:
    """One version of a provincial unit: the same code may have named another unit before."""

    code: str | None = spec(TEXT, required=True)
    name: str | None = spec(TEXT, required=True, search=True)
    full_name: str | None = spec(TEXT, search=True)
    name_en: str | None = spec(TEXT)
    unit_type: str | None = spec(CHOICE, vocabulary="unit_type")
    valid_from: date | None = spec(DATE)
    valid_to: date | None = spec(DATE)
    aliases: tuple[str, ...] = spec(WORDS)
    basis: str | None = spec(TEXT)


@entity("succession", reference=True)
class Succession:
    """An old unit and one that took it over. `relation` partial_transfer is never followed by itself."""

    old: str | None = spec(REF, target="locality", required=True)
    new: str | None = spec(REF, target="locality", required=True)
    effective: date | None = spec(DATE)
    relation: str | None = spec(TEXT)
    basis: str | None = spec(TEXT)


@entity("region", natural=("name",), reference=True)
class Region:
    """A region in one of its partitions."""

    abbr: str | None = spec(TEXT)
    name: str | None = spec(TEXT, required=True, search=True)
    name_en: str | None = spec(TEXT)
    kind: str | None = spec(CHOICE, vocabulary="region_kind")
    valid_from: date | None = spec(DATE)
    valid_to: date | None = spec(DATE)
    basis: str | None = spec(TEXT)


@entity("region_member", reference=True)
class RegionMember:
    """A locality in a region, for a time."""

    region: str | None = spec(REF, target="region", owner=True, required=True)
    locality: str | None = spec(REF, target="locality", required=True)
    valid_from: date | None = spec(DATE)
    valid_to: date | None = spec(DATE)
