"""What an obstacle starts with when it is raised from a contradiction between plans or from an overlap.

The words are Vietnamese, whatever the window speaks: they become content of the record. The officer sees them in
the form of the obstacle and may change them; it is linked to what it was raised from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.messages import text_in
from workbench.services.analysis.coherence import Pair
from workbench.services.analysis.overlaps import Card
from workbench.services.linked import Linked
from workbench.values.money import format_money

Draft = Mapping[str, Any]
#: The field of linkage that a class of works belongs to (catalogue `field`).
FIELD_OF: Mapping[str, str] = {
    "transport": "GT", "irrigation": "TL", "flood": "CN", "storage": "TN", "salinity": "KM", "climate": "KH",
}  # fmt: skip


def from_pair(linked: Linked, pair: Pair) -> Draft:
    """The start of an obstacle about one pair of the coherence of plans."""
    programme = linked.programme
    item, plan = programme.plan_items[pair.item].values, programme.plans[pair.plan].values
    where = place_of(linked, pair.where)
    other = programme.plans[pair.other_plan].values.name if pair.other_plan else ""
    said = {"item": item.name, "plan": plan.name, "other": other, "where": where}
    lines = [text_in("vi", f"coherence.raise_{pair.verdict}", **said)]
    for difference in pair.differences:
        label = text_in("vi", f"coherence.field_{difference.field}")
        unsaid = text_in("vi", "coherence.unsaid")
        both = {"ours": difference.ours or unsaid, "theirs": difference.theirs or unsaid}
        lines.append(text_in("vi", "coherence.raise_difference", field=label, **both))
    return {
        "title": text_in("vi", "coherence.raise_title", item=item.name, where=where),
        "content": "\n".join(lines),
        "kind": "planning",
        "field": "QH",
        "in_authority": "council",
        "localities": _localities(pair, linked),
        "recommendation": text_in("vi", f"coherence.ask_{pair.verdict}", **said),
        "plan_item": pair.item,
    }


def from_card(linked: Linked, card: Card) -> Draft:
    """The start of an obstacle about rows that cover the same ground."""
    projects = [m for m in card.members if m.ref.entity == "project"]
    sectors = [m for m in card.members if m.ref.entity == "sector_priority"]
    lines = [text_in("vi", "overlap.raise_opening")]
    for member in card.members:
        said = {
            "code": member.code,
            "title": member.title,
            "where": linked.names.locality_list(member.recorded),
            "place": member.place or text_in("vi", "overlap.unsaid"),
            "years": member.years_said or text_in("vi", "overlap.unsaid"),
            "amount": format_money(member.amount) if member.amount else text_in("vi", "overlap.unsaid"),
        }
        lines.append(text_in("vi", "overlap.raise_row", **said))
    if card.reason:
        lines.append(text_in("vi", "overlap.raise_reason", reason=card.reason))
    group = projects[0].group if projects else ""
    return {
        "title": text_in("vi", "overlap.raise_title", title=card.members[0].title, n=len(card.units)),
        "content": "\n".join(lines),
        "kind": "between_localities",
        "field": FIELD_OF.get(group),
        "in_authority": "council",
        "localities": card.units,
        "recommendation": text_in("vi", f"overlap.ask_{card.judgement or 'duplicate'}"),
        "sector": sectors[0].ref.uid if sectors else None,
        "project": projects[0].ref.uid if projects else None,
    }


def place_of(linked: Linked, where: str) -> str:
    """Name of the locality or region on the other side of a pair."""
    region = linked.regions.get(where)
    return linked.names.locality(where) or (str(region.values.name) if region else "")


def _localities(pair: Pair, linked: Linked) -> tuple[str, ...]:
    """Whose plans they are; a region's plan stands for the localities that the item touches."""
    plans = linked.programme.plans
    owners: Iterable[str | None] = (plans[pair.plan].values.locality, pair.where)
    known = tuple(uid for uid in owners if uid in linked.names.localities)
    return tuple(dict.fromkeys(uid for uid in known if uid)) or linked.programme.plan_items[pair.item].values.localities
