"""Coherence of plans, overlaps and capital as they are printed: what the pages show, row by row.

Vietnamese, whatever the window speaks. Ids of rows are those that the pages know them by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.messages import text_in
from workbench.reports.totals import Standing, count
from workbench.services.analysis.capital import AXES, CapitalRow, CapitalScope, capital_table
from workbench.services.analysis.coherence import VERDICTS, Coherence, Pair
from workbench.services.analysis.member import Member
from workbench.services.analysis.overlaps import Card, Overlaps
from workbench.services.linked import Linked
from workbench.services.printed import Printed, Span
from workbench.services.programme import Capital
from workbench.services.raising import place_of
from workbench.values.money import format_billions
from workbench.values.percent import format_percent

_OPEN = Standing(None, None, "in_progress")
_MEASURES = ("need", "planned", "allocated", "disbursed", "gap")


def _codes(linked: Linked, obstacles: Sequence[str]) -> str:
    return ", ".join(linked.obstacles[uid].values.code for uid in obstacles if uid in linked.obstacles)


# coherence


def pair_id(pair: Pair) -> str:
    """What a pair goes by on its page and in print."""
    return "|".join(pair.key)


def coherence_rows(linked: Linked, span: Span) -> list[Printed]:
    """Every pair of plans and what touches both."""
    return [_pair(linked, n, pair) for n, pair in enumerate(Coherence(linked).pairs())]


def _pair(linked: Linked, number: int, pair: Pair) -> Printed:
    programme = linked.programme
    item, plan = programme.plan_items[pair.item].values, programme.plans[pair.plan].values
    other = programme.plans[pair.other_plan].values if pair.other_plan else None
    where = place_of(linked, pair.where)
    verdict = text_in("vi", f"coherence.verdict_{pair.verdict}")
    cells = {
        "content": item.name,
        "plan": "\n".join(filter(None, (plan.name, _page(item.page)))),
        "other": (other.name if other else "") or where,
        "verdict": verdict,
        "differences": "\n".join(difference_words(pair)),
        "obstacle": _codes(linked, pair.obstacles),
        "note": "",
    }
    rank = str(VERDICTS.index(pair.verdict))
    order = {"verdict": f"{rank} {number:06d}", "plan": f"{plan.code} {number:06d}", "verdict_group": rank}
    return Printed(pair_id(pair), cells, _OPEN, order, {"verdict": verdict, "plan": plan.name, "other": cells["other"]})


def _page(page: str | None) -> str:
    return text_in("vi", "coherence.page", page=page) if page else ""


def difference_words(pair: Pair, language: str = "vi") -> Iterator[str]:
    """Each cause of the verdict in a line."""
    unsaid = text_in(language, "coherence.unsaid")
    for found in pair.differences:
        label = text_in(language, f"coherence.field_{found.field}")
        said = {"ours": found.ours or unsaid, "theirs": found.theirs or unsaid}
        yield text_in(language, "coherence.difference", field=label, **said)
    if pair.verdict in ("one_side", "no_plan"):
        yield text_in(language, f"coherence.why_{pair.verdict}")


def coherence_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """How many pairs of each verdict."""
    said = [row.groups["verdict"] for row in found]
    words = {verdict: text_in("vi", f"coherence.verdict_{verdict}") for verdict in VERDICTS}
    counted = {verdict: count(said.count(label)) for verdict, label in words.items()}
    return (text_in("vi", "coherence.print_total", total=count(len(found)), **counted),) if found else ()


# overlaps


def card_id(card: Card) -> str:
    """What a card goes by on its page and in print."""
    return "|".join(sorted(member.ref.uid for member in card.members))


def overlap_rows(linked: Linked, span: Span) -> list[Printed]:
    """Every card, with a row for each thing on it."""
    return [_card(linked, n, card) for n, card in enumerate(Overlaps(linked).cards())]


def _card(linked: Linked, number: int, card: Card) -> Printed:
    judged = text_in("vi", f"overlap.standing_{card.standing}")
    if card.judgement:
        judged = linked.names.choice("overlap_judgement", card.judgement, "vi")
    cells = {
        "causes": "\n".join(f"- {line}" for line in cause_words(card)),
        "judgement": judged,
        "reason": card.reason,
        "obstacle": _codes(linked, [card.obstacle] if card.obstacle else []),
        "note": "",
    }
    order = {"standing": f"{number:06d}", "amount": f"{10**20 - card.total:021d} {number:06d}"}
    parts = tuple(_member(linked, member) for member in card.members)
    return Printed(card_id(card), cells, _OPEN, order, {"judgement": judged}, parts)


def _member(linked: Linked, member: Member) -> dict[str, str]:
    return {
        "content": f"{member.code}\n{member.title}",
        "localities": linked.names.locality_list(member.recorded),
        "place": member.place,
        "years": member.years_said,
        "amount": format_billions(member.amount or None, lang="vi"),
    }


def cause_words(card: Card, language: str = "vi") -> Iterator[str]:
    """Each field that brought the rows together, with what they say there."""
    for cause in card.causes:
        label = text_in(language, f"overlap.field_{cause.field}")
        yield text_in(language, "overlap.cause", field=label, values="; ".join(cause.values))


def overlap_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """How many cards, how many are judged, and how many of those were false alarms."""
    cards = {card_id(card): card for card in Overlaps(linked).cards()}
    chosen = [cards[row.uid] for row in found if row.uid in cards]
    judged = [card for card in chosen if card.standing == "judged"]
    said = {
        "total": count(len(chosen)),
        "judged": count(len(judged)),
        "unrelated": count(sum(card.judgement == "unrelated" for card in judged)),
        "amount": format_billions(sum(card.total for card in chosen), lang="vi"),
    }
    return (text_in("vi", "overlap.print_total", **said),) if chosen else ()


# capital


def capital_rows(linked: Linked, span: Span) -> list[Printed]:
    """Capital along every axis: by class, region, locality, year, source, project and medium-term period."""
    scope = _scope(span)
    found = []
    for place, axis in enumerate(AXES):
        table = capital_table(linked, axis, scope)
        title = text_in("vi", f"capital.axis_{axis}")
        for n, row in enumerate(table.rows):
            gap = f"{place} {10**20 - row.capital.gap:021d}"
            order = {"axis": f"{place} {n:06d}", "gap": gap, "axis_group": str(place)}
            cells = {"content": row.label, **figures_of(row.capital), "note": ""}
            found.append(Printed(f"{axis}:{row.key}", cells, _OPEN, order, {"axis": title}))
    return found


def figures_of(capital: Capital, lang: str = "vi") -> dict[str, str]:
    """The figures of a row, in billions of đồng and in per cent."""
    made = {key: format_billions(getattr(capital, key), lang=lang) for key in _MEASURES}
    shares = {"rate": capital.rate, "social": capital.social_share}
    return made | {key: format_percent(share, lang=lang) for key, share in shares.items()}


def _scope(span: Span) -> CapitalScope:
    year = span.period.year if span.period else None
    return CapitalScope(years=(year, year) if year else None, units=span.as_of)


def capital_sums(linked: Linked, found: Sequence[Printed], span: Span) -> Mapping[str, str]:
    """The whole, each capital line once: rows of one axis may count a project more than once."""
    return figures_of(capital_table(linked, "project", _scope(span)).total.capital) if found else {}


def capital_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """Why the rows of an axis may add up to more than the whole."""
    return (text_in("vi", "capital.print_note"),) if found else ()


def axis_rows(rows: Sequence[CapitalRow], axis: str) -> frozenset[str]:
    """Ids of the printed rows of one axis."""
    return frozenset(f"{axis}:{row.key}" for row in rows)
