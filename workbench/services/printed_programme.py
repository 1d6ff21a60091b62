"""Plans, projects, mechanisms, priority sectors and initiatives as they are printed.

Vietnamese, whatever the window speaks. Money in billions of đồng. Nothing is laid out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbench.messages import text_in
from workbench.reports.totals import Standing, count
from workbench.services.linked import Linked, Rec
from workbench.services.printed import Printed, Span, by_day, day_words
from workbench.services.programme import Capital
from workbench.services.rows_programme import years
from workbench.values.dates import format_date
from workbench.values.money import format_billions
from workbench.values.percent import format_percent
from workbench.values.sorting import sort_key

_OPEN = Standing(None, None, "in_progress")
_AMOUNTS = ("planned", "allocated", "disbursed")


def _choice(linked: Linked, vocabulary: str, key: str | None) -> str:
    return linked.names.choice(vocabulary, key, "vi") if key else ""


def _years(values: Any) -> str:
    return values.years_text or years(values.year_from, values.year_to)


def _paper(number: str | None, day: Any) -> str:
    return "\n".join(filter(None, (number, format_date(day) if day else "")))


def _total(key: str) -> Any:
    def line(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
        return (text_in("vi", f"programme.print_{key}", total=count(len(found))),) if found else ()

    return line


plan_summary, mechanism_summary, initiative_summary = _total("plans"), _total("mechanisms"), _total("initiatives")


# plans


def plan_rows(linked: Linked, span: Span) -> list[Printed]:
    """Every plan, with a row for each thing it says of neighbours."""
    return [_plan(linked, record, span) for record in linked.programme.plans.values()]


def _plan(linked: Linked, record: Rec, span: Span) -> Printed:
    values, names = record.values, linked.names
    region = linked.regions.get(values.region or "")
    whose = names.locality(values.locality) or (str(region.values.name) if region else "")
    state = _choice(linked, "plan_state", span.state(record))
    parts = tuple(_item(linked, item) for item in linked.programme.items_of_plan.get(record.uid, []))
    cells = {
        "name": values.name,
        "period": values.period or "",
        "paper": _paper(values.number, values.approved_date),
        "state": state,
        "note": values.note or "",
    }
    if len(parts) == 1:
        cells, parts = {**cells, **parts[0]}, ()
    order = {"code": values.code, "name": sort_key(values.name), "approved": by_day(values.approved_date, values.code)}
    groups = {"level": _choice(linked, "plan_level", values.level), "locality": whose, "status": state}
    return Printed(record.uid, cells, _OPEN, order, groups, parts, values.code)


def _item(linked: Linked, record: Rec) -> dict[str, str]:
    values = record.values
    return {
        "content": values.name,
        "class": _choice(linked, "project_class", values.project_class),
        "localities": linked.names.locality_list(values.localities),
        "scale": "\n".join(filter(None, (values.alignment, values.scale))),
        "years": _years(values),
    }


# projects


def project_rows(linked: Linked, span: Span) -> list[Printed]:
    """Every project, with its capital of the year of the period, of all years without one."""
    return [_project(linked, record, span) for record in linked.programme.projects.values()]


def capital_in(linked: Linked, project: str, span: Span) -> Capital:
    """The capital of a project in the span."""
    lines = linked.programme.capital_of.get(project, [])
    return Capital.of(line for line in lines if span.period is None or line.values.year == span.period.year)


def _project(linked: Linked, record: Rec, span: Span) -> Printed:
    values, names = record.values, linked.names
    capital = capital_in(linked, record.uid, span)
    kind = _choice(linked, "project_class", values.project_class)
    status = _choice(linked, "project_status", span.state(record))
    cells = {
        "title": values.name,
        "group": _choice(linked, "project_group", values.project_group),
        "class": kind,
        "localities": names.locality_list(values.localities),
        "place": values.place or "",
        "owner": values.owner or "",
        "years": _years(values),
        "paper": _paper(values.number, values.decided_date),
        "total": format_billions(values.total_investment, lang="vi"),
        "central": format_billions(values.central_budget, lang="vi"),
        **{key: format_billions(getattr(capital, key), lang="vi") for key in _AMOUNTS},
        "rate": format_percent(capital.rate, lang="vi"),
        "state": status,
        "difficulty": values.difficulty or "",
        "note": values.note or "",
    }
    order = {
        "code": values.code,
        "title": sort_key(values.name),
        "total": f"{10**20 - (values.total_investment or 0):021d} {values.code}",
    }
    places = [names.locality(uid) for uid in values.localities]
    groups = {"class": kind, "locality": places[0] if places else "", "status": status}
    return Printed(record.uid, cells, _OPEN, order, groups, number=values.code)


def project_sums(linked: Linked, found: Sequence[Printed], span: Span) -> Mapping[str, str]:
    """Investment and capital of all rows together, and the share disbursed of what was planned."""
    chosen = [linked.programme.projects[row.uid] for row in found]
    if not chosen:
        return {}
    capital = _together(capital_in(linked, record.uid, span) for record in chosen)
    whole = {
        "total": sum(record.values.total_investment or 0 for record in chosen),
        "central": sum(record.values.central_budget or 0 for record in chosen),
        **{key: getattr(capital, key) for key in _AMOUNTS},
    }
    return {
        **{key: format_billions(amount, lang="vi") for key, amount in whole.items()},
        "rate": format_percent(capital.rate, lang="vi"),
    }


def _together(capitals: Iterable[Capital]) -> Capital:
    held = list(capitals)
    keys = ("need", "planned", "allocated", "disbursed", "social")
    return Capital(**{key: sum(getattr(capital, key) for capital in held) for key in keys})


def project_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """How many projects, and what year their capital is of."""
    if not found:
        return ()
    said = {"total": count(len(found)), "year": str(span.period.year) if span.period else ""}
    return (text_in("vi", "programme.print_projects_of" if span.period else "programme.print_projects", **said),)


# mechanisms, sectors, initiatives


def mechanism_rows(linked: Linked, span: Span) -> list[Printed]:
    """Every special mechanism."""
    return [_mechanism(linked, record, span) for record in linked.programme.mechanisms.values()]


def _mechanism(linked: Linked, record: Rec, span: Span) -> Printed:
    values, names = record.values, linked.names
    purpose = _choice(linked, "mechanism_purpose", values.purpose)
    state = _choice(linked, "mechanism_state", span.state(record))
    authority = names.organization(values.authority) or values.authority_text or ""
    cells = {
        "title": values.title,
        "content": values.content or "",
        "purpose": purpose,
        "proposer": names.locality(values.proposer) or values.proposer_text or "",
        "localities": names.locality_list(values.localities),
        "authority": authority,
        "instrument": "\n".join(filter(None, (values.instrument, values.legal_basis))),
        "due": values.due_text or day_words(values.due_date),
        "state": state,
        "note": values.note or "",
    }
    order = {"code": values.code, "title": sort_key(values.title), "due": by_day(values.due_date, values.code)}
    groups = {"purpose": purpose, "authority": authority, "status": state}
    return Printed(record.uid, cells, _OPEN, order, groups, number=values.code)


def sector_rows(linked: Linked, span: Span) -> list[Printed]:
    """Every priority sector."""
    return [_sector(linked, record) for record in linked.programme.sectors.values()]


def _sector(linked: Linked, record: Rec) -> Printed:
    values, names = record.values, linked.names
    sector, place = names.entry("sector", values.sector), names.locality(values.locality)
    outlook = _choice(linked, "outlook", values.outlook)
    cells = {
        "sector": sector,
        "product": values.product or "",
        "role": _choice(linked, "priority_role", values.role),
        "localities": place,
        "place": values.place or "",
        "market": values.market or "",
        "years": _years(values),
        "amount": format_billions(values.capital, lang="vi"),
        "advantage": values.advantage or "",
        "outlook": "\n".join(filter(None, (outlook, values.outlook_reason))),
        "note": values.note or "",
    }
    order = {
        "code": values.code,
        "field": f"{sort_key(sector)} {values.code}",
        "locality": f"{sort_key(place)} {values.code}",
    }
    groups = {"sector": sector, "locality": place, "outlook": outlook}
    return Printed(record.uid, cells, _OPEN, order, groups, number=values.code)


def sector_sums(linked: Linked, found: Sequence[Printed], span: Span) -> Mapping[str, str]:
    """The capital of all rows together."""
    held = [linked.programme.sectors[row.uid].values.capital or 0 for row in found]
    return {"amount": format_billions(sum(held), lang="vi")} if held else {}


def sector_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """How many, and what of their capital lies where there is no room left to grow."""
    chosen = [linked.programme.sectors[row.uid].values for row in found]
    spent = sum(v.capital or 0 for v in chosen if v.outlook in ("spent", "unsustainable"))
    whole = sum(v.capital or 0 for v in chosen)
    said = {
        "total": count(len(found)),
        "spent": format_billions(spent, lang="vi"),
        "share": format_percent(spent / whole if whole else None, lang="vi"),
    }
    return (text_in("vi", "programme.print_sectors", **said),) if found else ()


def initiative_rows(linked: Linked, span: Span) -> list[Printed]:
    """Every initiative."""
    return [_initiative(linked, record, span) for record in linked.programme.initiatives.values()]


def _initiative(linked: Linked, record: Rec, span: Span) -> Printed:
    values, names = record.values, linked.names
    kind = _choice(linked, "initiative_kind", values.kind)
    state = _choice(linked, "initiative_state", span.state(record))
    place = names.locality(values.locality)
    cells = {
        "title": values.title,
        "localities": place,
        "kind": kind,
        "description": values.description or "",
        "partners": values.partners or "",
        "years": str(values.year_from or ""),
        "state": state,
        "result": values.result or "",
        "adopted": names.locality_list(values.adopted_by) or (_yes(values.replicable)),
        "note": values.note or "",
    }
    order = {"code": values.code, "title": sort_key(values.title), "locality": f"{sort_key(place)} {values.code}"}
    groups = {"kind": kind, "locality": place, "status": state}
    return Printed(record.uid, cells, _OPEN, order, groups, number=values.code)


def _yes(replicable: bool) -> str:
    return text_in("vi", "programme.print_replicable") if replicable else ""
