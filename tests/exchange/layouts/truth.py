"""Records as they truly are, made up by a seed: what a perfect reader gets, before any layout is chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from tests.exchange.layouts import words
from tests.exchange.sheets import context
from workbench.domain.bodies import Body
from workbench.domain.places import Place

TY = 1_000_000_000
FIELDS = {
    "B01": (
        "title",
        "doc_no",
        "signed_date",
        "sector",
        "parties",
        "lead",
        "content",
        "start_year",
        "end_year",
        "amount_total",
        "amount_state",
        "amount_social",
        "status",
        "note",
    ),
    "B02": (
        "issue",
        "sector",
        "agreement",
        "provinces",
        "cause",
        "proposal",
        "authority",
        "raised_date",
        "deadline",
        "urgency",
        "note",
    ),
    "B03": (
        "recommendation",
        "sent_no",
        "sent_date",
        "authority",
        "reply_no",
        "reply_date",
        "reply",
        "status",
        "due",
        "note",
    ),
}
STATUS_LIST = {"B01": "agreement_status", "B02": "urgency", "B03": "answer_status"}
LISTS = {"sector": "field", "urgency": "urgency"}


@dataclass(frozen=True)
class Truth:
    """A submission's contents: who sent it, when, and its records (field -> value; blank fields left out)."""

    form: str
    province: Place
    day: date
    records: tuple[dict[str, object], ...] = field(default_factory=tuple)


@lru_cache(maxsize=64)
def provinces_on(day: date) -> tuple[Place, ...]:
    """Units that exist on a day."""
    places = context().places
    return tuple(p for p in places.places if p.valid_on(day))


@lru_cache(maxsize=64)
def bodies_on(day: date) -> tuple[Body, ...]:
    """Ministries and the government on a day."""
    found = context().bodies.by_id.values()
    wanted = ("ministry", "prime_minister", "government")
    return tuple(b for b in found if b.level in wanted and b.kind != "co_quan_thuoc_cp" and b.valid_on(day))


def codes_of(form: str, key: str) -> tuple[str, ...]:
    """Open codes of the list behind a field."""
    name = LISTS.get(key) or STATUS_LIST[form]
    return tuple(e.code for e in context().catalogues[name].entries if not e.closed)


def make(form: str, rng: Random, count: int) -> Truth:
    """A submission of `count` different records."""
    day = date(rng.choice((2019, 2021, 2023, 2024, 2025, 2026)), rng.choice((6, 12)), rng.randint(5, 25))
    here = rng.choice([p for p in provinces_on(day) if "Huế" not in p.name])
    maker = {"B01": _agreement, "B02": _obstacle, "B03": _answer}[form]
    records: list[dict[str, object]] = []
    while len(records) < count:
        made = {k: v for k, v in maker(rng, day, here, len(records)).items() if v not in (None, "", ())}
        records.append({key: made[key] for key in FIELDS[form] if key in made})
    return Truth(form, here, day, tuple(records))


def _places(rng: Random, day: date, here: Place, least: int) -> tuple[str, ...]:
    pool = [
        p for p in provinces_on(day) if "Huế" not in p.name
    ]  # renamed in between: its name depends on the row's date
    others = rng.sample(pool, rng.randint(least, 4))
    return tuple(dict.fromkeys((here.name, *(p.name for p in others))))


def _text(rng: Random, stock: tuple[str, ...], n: int) -> str:
    """A sentence or two with a place in it, long ones now and then."""
    first = f"{rng.choice(stock)} đối với {rng.choice(words.THINGS)} đoạn Km{rng.randint(1, 90)}"
    if rng.random() < 0.3:
        first += (
            f"; {rng.choice(stock).lower()} trong năm {rng.randint(2020, 2027)}, chi tiết tại phụ lục kèm theo văn bản"
        )
    return first


def _day(rng: Random, until: date, back: int) -> date:
    return until - timedelta(days=rng.randint(5, back))


def _number(rng: Random) -> str:
    return f"{rng.randint(11, 4999)}/{rng.choice(words.SIGNS)}"


def _bodies(rng: Random, day: date) -> tuple[str, ...]:
    return tuple(b.name for b in rng.sample(bodies_on(day), 1 if rng.random() < 0.75 else 2))


def _agreement(rng: Random, day: date, here: Place, n: int) -> dict[str, object]:
    state, social = rng.randint(1, 900) * TY // 2, rng.choice((0, rng.randint(1, 400))) * TY // 4
    start = rng.randint(2016, 2026)
    money = rng.random() < 0.85
    verb, thing = rng.choice(words.VERBS), rng.choice(words.THINGS)
    return {
        "title": f"{verb} {thing} giai đoạn {start}, đợt {n + 1}",
        "doc_no": _number(rng),
        "signed_date": _day(rng, day, 1500),
        "sector": rng.choice(codes_of("B01", "sector")),
        "parties": _places(rng, day, here, 1),
        "lead": f"{rng.choice(words.LEADS)} {here.name}" if rng.random() < 0.9 else None,
        "content": "; ".join(rng.sample(words.DEEDS, rng.randint(1, 3))),
        "start_year": start,
        "end_year": start + rng.randint(1, 6),
        "amount_total": state + social if money else None,
        "amount_state": state if money else None,
        "amount_social": social if money else None,
        "status": rng.choice(codes_of("B01", "status")),
        "note": rng.choice(words.NOTES) if rng.random() < 0.3 else None,
    }


def _obstacle(rng: Random, day: date, here: Place, n: int) -> dict[str, object]:
    raised = _day(rng, day, 700)
    return {
        "issue": f"{rng.choice(words.THINGS).capitalize()} {rng.choice(words.TROUBLES)} tại gói thầu số {n + 1}",
        "sector": rng.choice(codes_of("B02", "sector")),
        "agreement": _number(rng) if rng.random() < 0.5 else None,
        "provinces": _places(rng, day, here, 0),
        "cause": _text(rng, words.CAUSES, n),
        "proposal": _text(rng, words.ASKS, n),
        "authority": _bodies(rng, day),
        "raised_date": raised,
        "deadline": raised + timedelta(days=rng.randint(30, 400)) if rng.random() < 0.8 else None,
        "urgency": rng.choice(codes_of("B02", "urgency")),
        "note": rng.choice(words.NOTES) if rng.random() < 0.3 else None,
    }


def _answer(rng: Random, day: date, here: Place, n: int) -> dict[str, object]:
    sent = _day(rng, day, 600)
    answered = rng.random() < 0.75
    return {
        "recommendation": f"{_text(rng, words.ASKS, n)} (mục {n + 1})",
        "sent_no": _number(rng),
        "sent_date": sent,
        "authority": _bodies(rng, day),
        "reply_no": f"{rng.randint(20, 9000)}/BXD-KHTC" if answered else None,
        "reply_date": sent + timedelta(days=rng.randint(10, 300)) if answered else None,
        "reply": _text(rng, words.REPLIES, n) if answered else None,
        "status": rng.choice([c for c in codes_of("B03", "status") if (c == "no_reply") != answered]),
        "due": day + timedelta(days=rng.randint(20, 500)) if answered and rng.random() < 0.6 else None,
        "note": rng.choice(words.NOTES) if rng.random() < 0.3 else None,
    }
