"""What a new record holds before anything is entered: places, bodies, the council, calendar and lists.

All of it comes from `resources/` and may be edited in the record afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from workbench.domain.localities import Locality, Region, RegionMember, Succession
from workbench.domain.organizations import (
    CalendarDay,
    CatalogueEntry,
    Council,
    CouncilMember,
    Organization,
)
from workbench.domain.reference import day, rows, several
from workbench.domain.submissions import Setting
from workbench.errors import UserError
from workbench.messages import text_in
from workbench.records.changes import Change, ChangeSet, Label, create
from workbench.services.duties import seeded
from workbench.values.text import clean

MERGER = date(2025, 7, 1)  # the 34 provinces of Resolution 202/2025/QH15 began to work
UBND = "UBND-TINH:"


@dataclass(frozen=True, slots=True)
class NewRecord:
    """What the officer says when a record is made."""

    council: str
    office: str = ""
    place: str = ""
    parent_name: str = ""
    officer: str = ""
    sample: bool = False


def councils() -> list[Mapping[str, str]]:
    """The councils a record can be made for, as shipped; each is called what the body of that council is called."""
    bodies = {body["authority_id"]: body for body in rows("authorities")}
    found: list[Mapping[str, str]] = []
    for row in rows("councils"):
        body = bodies[row["organization"]]
        found.append({**row, "name": body["name"], "name_en": body["name_en"]})
    return found


def council_members_today(abbr: str, today: date) -> list[str]:
    """Names of the member localities on a day, for the first page."""
    names = {r["unit_id"]: r["name"] for r in rows("localities")}
    row = _council_row(abbr)
    members = [
        (m, start, end)
        for m, start, end in _members(row)
        if (start is None or start <= today) and (end is None or today <= end)
    ]
    return [names[unit] for unit, _, _ in members]


def seed(new: NewRecord, today: date | None = None) -> ChangeSet:
    """The act that fills a new record, begun `today`. UserError `unknown_council`."""
    council = _council_row(new.council)
    owed = () if new.sample else seeded(today, text_in("vi", "duties.seeded"))
    changes = (*_reference(), *_council(council, new), *_settings(new), *owed)
    return ChangeSet(Label("act.seed", {"council": council["abbr"]}), changes, "seed")


def _council_row(abbr: str) -> Mapping[str, str]:
    wanted = abbr.strip().upper()
    for row in councils():
        if row["abbr"] == wanted:
            return row
    raise UserError("unknown_council", name=abbr, known=", ".join(row["abbr"] for row in councils()))


@lru_cache(maxsize=1)
def _reference() -> tuple[Change, ...]:
    return (*_localities(), *_regions(), *_organizations(), *_calendar(), *_catalogues())


def _localities() -> Iterator[Change]:
    for r in rows("localities"):
        made = Locality(
            code=r["code"] or "--",
            name=r["name"],
            full_name=r["full_name"],
            name_en=r["name_en"],
            unit_type=r["kind"],
            valid_from=day(r["valid_from"]),
            valid_to=day(r["valid_to"]),
            aliases=several(r["aliases"]),
            basis=r["legal_basis"],
        )
        yield create(r["unit_id"], made)
    for i, r in enumerate(rows("successions"), start=1):
        step = Succession(
            old=r["old_unit_id"],
            new=r["new_unit_id"],
            effective=day(r["effective_date"]),
            relation=r["relation"],
            basis=r["legal_basis"],
        )
        yield create(f"succession-{i:03d}", step)


def _regions() -> Iterator[Change]:
    for r in rows("regions"):
        made = Region(
            abbr=r["abbr"],
            name=r["name"],
            name_en=r["name_en"],
            kind=r["kind"],
            valid_from=day(r["valid_from"]),
            valid_to=day(r["valid_to"]),
            basis=r["legal_basis"],
        )
        yield create(r["region_id"], made)
    for i, r in enumerate(rows("region_members"), start=1):
        start, end = day(r["valid_from"]), day(r["valid_to"])
        member = RegionMember(region=r["region_id"], locality=_unit(r["code"], r["set"]), valid_from=start, valid_to=end)
        yield create(f"region-member-{i:03d}", member)


@lru_cache(maxsize=1)
def _units() -> Mapping[tuple[str, str], str]:
    """(code, partition) to unit id: the code alone is no key, and of several versions the newest counts."""
    found: dict[tuple[str, str], str] = {}
    for r in sorted(rows("localities"), key=lambda r: r["valid_from"]):
        for partition in ("63", "34"):
            if r[f"in_{partition}"] == "1":
                found[r["code"], partition] = r["unit_id"]
    return found


def _unit(code: str, partition: str) -> str:
    return _units()[code, partition]


def _organizations() -> Iterator[Change]:
    for r in rows("authorities"):
        made = Organization(
            name=r["name"],
            name_en=r["name_en"],
            sign=r["sign"],
            short_name=next(iter(several(r["aliases"])), None),
            level=r["level"] or None,
            successors=several(r["successors"]),
            aliases=several(r["aliases"]),
            valid_from=day(r["valid_from"]),
            valid_to=day(r["valid_to"]),
            basis=r["legal_basis"],
        )
        yield create(r["authority_id"], made)
    for r in rows("localities"):
        full = r["full_name"][:1].lower() + r["full_name"][1:]
        made = Organization(
            name=f"Ủy ban nhân dân {full}",
            name_en=f"People's Committee of {r['name_en']}",
            short_name=f"UBND {full}",
            sign="UBND",
            level="province",
            locality=r["unit_id"],
            aliases=(f"UBND {full}", f"UBND {r['name']}"),
            valid_from=day(r["valid_from"]),
            valid_to=day(r["valid_to"]),
        )
        yield create(UBND + r["unit_id"], made)


def _calendar() -> Iterator[Change]:
    for r in rows("calendar"):
        made = CalendarDay(day=day(r["date"]), kind=r["kind"], name=r["name"], basis=r["basis"], decided=r["decided"])
        yield create(f"day-{r['date']}", made)


def _catalogues() -> Iterator[Change]:
    from workbench.exchange.catalogues import load_catalogues

    for catalogue in (found for found in load_catalogues().values() if found.own):
        for position, entry in enumerate(catalogue.entries, start=1):
            made = CatalogueEntry(
                catalogue=catalogue.key,
                code=entry.code,
                label=entry.label_vi,
                label_en=entry.label_en,
                aliases=entry.aliases,
                position=position,
                valid_to=date.min if entry.closed else None,
            )
            yield create(f"{catalogue.key}-{entry.code}", made)


def _council(row: Mapping[str, str], new: NewRecord) -> Iterator[Change]:
    uid = f"council-{row['abbr']}"
    made = Council(
        abbr=row["abbr"],
        name=row["name"],
        short_name=row["short_name"],
        name_en=row["name_en"],
        sign=row["sign"],
        parent_name=new.parent_name or None,
        office=clean(new.office) or "Văn phòng Hội đồng",
        place=clean(new.place) or "Hà Nội",
        standing_agency="BTC",
        organization=row["organization"],
        founding=row["founding"],
        note=row["note"] or None,
    )
    yield create(uid, made)
    for i, (unit, start, end) in enumerate(_members(row), start=1):
        member = CouncilMember(council=uid, locality=unit, valid_from=start, valid_to=end)
        yield create(f"council-member-{i:02d}", member)


def _members(row: Mapping[str, str]) -> list[tuple[str, date | None, date | None]]:
    """Members by unit id with dates: the region of 63 provinces until the merger, then that of 34.

    Where no decision reshaped a council for the new regions, its members are the units that took over the old
    ones; the office may correct it in the record.
    """
    listed = rows("region_members")
    before = [_unit(m["code"], "63") for m in listed if m["region_id"] == row["region_63"]]
    if row["region_34"]:
        after = [_unit(m["code"], "34") for m in listed if m["region_id"] == row["region_34"]]
    else:
        after = [unit for old in before for unit in _heirs(old)]
    founded = date(2023, 7, 11)
    last = MERGER - timedelta(days=1)
    old_ones: list[Any] = [(unit, founded, last) for unit in before]
    return [*old_ones, *((unit, MERGER, None) for unit in sorted(set(after)))]


def _heirs(unit: str) -> list[str]:
    """The units of today that hold a unit of the 63: followed step by step, upgrades included."""
    steps = [
        r["new_unit_id"]
        for r in rows("successions")
        if r["old_unit_id"] == unit and r["relation"] != "partial_transfer" and r["new_unit_id"] != unit
    ]
    if not steps:
        return [unit]
    return [heir for step in steps for heir in _heirs(step)]


def _settings(new: NewRecord) -> Iterator[Change]:
    values = {"officer": clean(new.officer), "sample": "yes" if new.sample else ""}
    for key, value in values.items():
        if value:
            yield create(f"setting-{key}", Setting(key=key, value=value))
