"""Rows of plans, projects, mechanisms, priority sectors and initiatives. Pure over `Linked`."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.messages import text
from workbench.records.record import Record
from workbench.services.linked import Linked
from workbench.services.programme import Capital
from workbench.services.row import Row, day_words, due_tags, iso, one
from workbench.values.percent import format_percent

Rec = Record[Any]
_PLAN = {"none": "new", "drafting": "doing", "consulting": "doing", "appraisal": "doing", "approved": "done",
         "adjusting": "part"}  # fmt: skip
_PROJECT = {"preparing": "new", "doing": "run", "paused": "slow", "done": "fin"}
_MECHANISM = {"proposed": "new", "drafting": "doing", "submitted": "wait", "issued": "done", "rejected": "reject",
              "expired": "closed"}  # fmt: skip
_OUTLOOK = {"sustainable": "done", "watch": "warn", "spent": "slow", "unsustainable": "reject"}
_INITIATIVE = {"proposed": "new", "trying": "run", "applied": "fin", "stopped": "closed"}
_OPEN_MECHANISM = ("proposed", "drafting", "submitted")


def plan_row(linked: Linked, record: Rec) -> Row:
    """A plan."""
    values, names = record.values, linked.names
    items = linked.programme.items_of_plan.get(record.uid, [])
    places = list(dict.fromkeys(p for item in items for p in item.values.localities))
    region = linked.regions.get(values.region or "")
    whose = names.locality(values.locality) or (region.values.name if region else "")
    touched = tuple(dict.fromkeys((*one(values.locality), *places)))
    state = names.choice("plan_state", values.state)
    return Row(
        record.ref,
        values.code,
        values.name,
        whose,
        _PLAN[values.state],
        None,
        linked.due(None),
        values.officer or "",
        {
            "plan_kind": names.choice("plan_kind", values.kind) if values.kind else "",
            "plan_level": names.choice("plan_level", values.level) if values.level else "",
            "plan_period": values.period or "",
            "number": values.number or "",
            "approved_date": day_words(values.approved_date),
            "items": str(len(items)) if items else "",
        },
        frozenset({"all", "open" if values.state not in ("approved",) else "approved"}),
        {
            "locality": touched,
            "plan_kind": one(values.kind),
            "plan_state": one(values.state),
            "officer": one(values.officer),
        },
        {
            "level": values.level,
            "kind": values.kind,
            "locality": names.locality(values.locality) or None,
            "region": region.values.abbr if region else None,
            "period": values.period,
            "number": values.number,
            "approved_date": iso(values.approved_date),
            "items": len(items),
            "state": values.state,
        },
        state,
    )


def project_row(linked: Linked, record: Rec) -> Row:
    """A project. Its last day is the end of the year it should be completed in; late when that has passed."""
    values, names = record.values, linked.names
    capital = Capital.of(linked.programme.capital_of.get(record.uid, []))
    is_open = values.status in ("preparing", "doing", "paused")
    last = date(values.year_to, 12, 31) if values.year_to and is_open and 1900 < values.year_to < 9999 else None
    due = linked.due(last)
    kind = names.choice("project_class", values.project_class) if values.project_class else ""
    tags = {"all"} | due_tags(due) | ({"open"} if is_open else {"done"})
    return Row(
        record.ref,
        values.code,
        values.name,
        names.locality_list(values.localities),
        _PROJECT[values.status],
        last,
        due,
        values.officer or "",
        {
            "project_class": kind,
            "project_group": names.choice("project_group", values.project_group) if values.project_group else "",
            "scope": names.choice("project_scope", values.scope) if values.scope else "",
            "years": values.years_text or years(values.year_from, values.year_to),
            "owner": values.owner or "",
            "total_investment": _amount(values.total_investment),
            "allocated": _amount(capital.allocated),
            "gap": _amount(capital.gap),
            "disbursed": "" if capital.rate is None else format_percent(capital.rate),
            "number": values.number or "",
        },
        frozenset(tags),
        {
            "locality": values.localities,
            "project_class": one(values.project_class),
            "project_status": one(values.status),
            "project_scope": one(values.scope),
            "officer": one(values.officer),
        },
        {
            "class": values.project_class,
            "group": values.project_group,
            "scope": values.scope,
            "localities": [names.locality(u) for u in values.localities],
            "year_from": values.year_from,
            "year_to": values.year_to,
            "total_investment": values.total_investment,
            "central_budget": values.central_budget,
            "need": capital.need,
            "planned": capital.planned,
            "allocated": capital.allocated,
            "disbursed": capital.disbursed,
            "gap": capital.gap,
            "state": values.status,
        },
        names.choice("project_status", values.status),
    )


def mechanism_row(linked: Linked, record: Rec) -> Row:
    """A mechanism."""
    values, names = record.values, linked.names
    is_open = values.state in _OPEN_MECHANISM
    due = linked.due(values.due_date if is_open else None)
    authority = names.organization(values.authority) or values.authority_text or ""
    places = values.localities or one(values.proposer)
    return Row(
        record.ref,
        values.code,
        values.title,
        names.locality_list(places),
        _MECHANISM[values.state],
        values.due_date if is_open else None,
        due,
        values.officer or "",
        {
            "purpose": names.choice("mechanism_purpose", values.purpose) if values.purpose else "",
            "proposer": names.locality(values.proposer) or values.proposer_text or "",
            "authority": authority,
            "instrument": values.instrument or "",
            "due_text": values.due_text or day_words(values.due_date),
        },
        frozenset({"all"} | due_tags(due) | ({"open"} if is_open else {values.state})),
        {
            "locality": places,
            "mechanism_purpose": one(values.purpose),
            "mechanism_state": one(values.state),
            "authority": one(values.authority),
            "officer": one(values.officer),
        },
        {
            "content": values.content,
            "purpose": values.purpose,
            "proposer": names.locality(values.proposer) or values.proposer_text,
            "authority": authority or None,
            "instrument": values.instrument,
            "due_date": iso(values.due_date),
            "state": values.state,
        },
        names.choice("mechanism_state", values.state),
    )


def sector_row(linked: Linked, record: Rec) -> Row:
    """A priority sector; its status is its outlook."""
    values, names = record.values, linked.names
    sector = names.entry("sector", values.sector)
    outlook = names.choice("outlook", values.outlook) if values.outlook else ""
    tags = {"all"} | ({"risk"} if values.outlook in ("spent", "unsustainable") else set())
    return Row(
        record.ref,
        values.code,
        values.product or sector,
        names.locality(values.locality),
        _OUTLOOK.get(values.outlook or "", "new"),
        None,
        linked.due(None),
        values.officer or "",
        {
            "sector": sector,
            "priority_role": names.choice("priority_role", values.role) if values.role else "",
            "place": values.place or "",
            "market": values.market or "",
            "years": values.years_text or years(values.year_from, values.year_to),
            "capital": _amount(values.capital),
            "outlook": outlook,
        },
        frozenset(tags | ({"unrated"} if not values.outlook else set())),
        {
            "locality": one(values.locality),
            "sector": one(values.sector),
            "priority_role": one(values.role),
            "outlook": one(values.outlook),
            "officer": one(values.officer),
        },
        {
            "locality": names.locality(values.locality),
            "sector": values.sector,
            "role": values.role,
            "product": values.product,
            "place": values.place,
            "year_from": values.year_from,
            "year_to": values.year_to,
            "capital": values.capital,
            "outlook": values.outlook,
        },
        text(f"register.outlook_{values.outlook}") if values.outlook else text("register.unrated"),
    )


def initiative_row(linked: Linked, record: Rec) -> Row:
    """An initiative."""
    values, names = record.values, linked.names
    places = tuple(dict.fromkeys((*one(values.locality), *values.adopted_by)))
    is_open = values.state in ("proposed", "trying")
    tags = {"all"} | ({"open"} if is_open else set()) | ({"replicable"} if values.replicable else set())
    return Row(
        record.ref,
        values.code,
        values.title,
        names.locality(values.locality),
        _INITIATIVE[values.state],
        None,
        linked.due(None),
        values.officer or "",
        {
            "initiative_kind": names.choice("initiative_kind", values.kind) if values.kind else "",
            "partners": values.partners or "",
            "year_from": str(values.year_from or ""),
            "adopted_by": names.locality_list(values.adopted_by),
        },
        frozenset(tags),
        {
            "locality": places,
            "initiative_kind": one(values.kind),
            "initiative_state": one(values.state),
            "officer": one(values.officer),
        },
        {
            "locality": names.locality(values.locality),
            "kind": values.kind,
            "result": values.result,
            "replicable": values.replicable,
            "adopted_by": [names.locality(u) for u in values.adopted_by],
            "state": values.state,
        },
        names.choice("initiative_state", values.state),
    )


def years(first: int | None, last: int | None) -> str:
    """ "2024–2027", "từ 2024" without an end as the year alone."""
    return "–".join(str(year) for year in dict.fromkeys((first, last)) if year)


def _amount(dong: int | None) -> str:
    from workbench.values.money import format_money  # costs the start more than all rows

    return format_money(dong) if dong else ""
