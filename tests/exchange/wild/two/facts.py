"""Records as they truly are, under the second hand's texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.exchange.layouts.truth import FIELDS, provinces_on
from tests.exchange.sheets import context
from tests.exchange.wild.two import texts
from workbench.domain.places import Place

Record = dict[str, object]
MERGERS = date(2025, 7, 1)
SECTORS = ("GT", "TL", "CN", "TN", "KM", "KH", "DT", "DL", "DM", "MT", "LG", "NL", "CS")
STATUS = {
    "B01": ("not_started", "doing", "doing", "done", "paused"),
    "B03": ("solved", "in_progress", "in_progress", "not_competent", "no_reply"),
}
SIGNS = ("TTHT-UBND", "KH-UBND", "CTr-UBND", "BGN-UBND", "BB-UBND", "QCPH-UBND", "ĐA-UBND", "CTPH-UBND", "TTLK-UBND")
SENT = ("UBND-TH", "TTr-UBND", "BC-UBND", "UBND-KTN", "UBND-KGVX", "UBND-ĐTXD", "CV-UBND")
REPLY = ("BGTVT-KHĐT", "BTC-NSNN", "BXD-QHKT", "BNNMT-TL", "VPCP-KTTH", "BKHĐT-KTĐPLT", "BTNMT-ĐĐ", "TB-VPCP")


@dataclass(frozen=True)
class Report:
    """Who sends what, and when."""

    form: str
    here: Place
    day: date
    records: tuple[Record, ...]


def report(form: str, rng: Random, count: int) -> Report:
    """A submission of `count` different records."""
    day = date(rng.choice((2022, 2023, 2024, 2025, 2025, 2026)), rng.choice((3, 6, 9, 12)), rng.randint(10, 24))
    pool = [p for p in provinces_on(day) if "Huế" not in p.name]
    here = rng.choice(pool)
    near = rng.sample([p for p in pool if p != here], 6)
    maker = {"B01": _agreement, "B02": _obstacle, "B03": _answer}[form]
    rows = [maker(rng, day, here, near, n) for n in range(count)]
    return Report(form, here, day, tuple({k: r[k] for k in FIELDS[form] if r.get(k) is not None} for r in rows))


def bodies(day: date) -> tuple[str, ...]:
    """Ministries of the day and of the years before it; the government and its head."""
    wanted = ("ministry", "prime_minister", "government")
    odd = ("Phó Thủ tướng Chính phủ", "Ủy ban Quản lý vốn nhà nước tại doanh nghiệp")
    return tuple(
        b.name
        for b in context().bodies.by_id.values()
        if b.level in wanted and b.name not in odd and (b.valid_on(day) or b.valid_on(date(2024, 6, 1)))
    )


def _parties(rng: Random, here: Place, near: list[Place], least: int) -> tuple[str, ...]:
    return (here.name, *(p.name for p in rng.sample(near, rng.choice((least, 1, 1, 2, 3)))))


def _say(choices: tuple[str, ...], rng: Random, here: Place, near: list[Place], n: int) -> str:
    start = rng.randint(2018, 2026)
    names = {"a": here.name, "b": rng.choice(near).name, "n": n * 7 + rng.randint(2, 8), "y": start, "z": start + 4}
    return rng.choice(choices).format(**names)


def _addressed(rng: Random, day: date) -> tuple[str, ...]:
    return tuple(rng.sample(bodies(day), 1 if rng.random() < 0.7 else 2))


def _number(rng: Random, signs: tuple[str, ...], year: int = 0) -> str:
    made = rng.randint(3, 6800)
    sign = rng.choice(signs)
    return f"{made}/{year}/{sign}" if year and rng.random() < 0.1 else f"{made:02d}/{sign}"


def _agreement(rng: Random, day: date, here: Place, near: list[Place], n: int) -> Record:
    signed = day - timedelta(days=rng.randint(8, 1300))
    state = rng.choice((500, 1_250, 3_000, 12_345, 80_000, 640_000)) * 1_000_000 * rng.randint(1, 9)
    social = rng.choice((0, 0, 1, 2, 3)) * 750_000_000 * rng.randint(1, 40)
    money = rng.random() < 0.8
    lead = rng.choice(texts.LEADS)
    return {
        "title": f"{_say(texts.TITLES, rng, here, near, n)}" + (f" (lần {n + 1})" if n else ""),
        "doc_no": _number(rng, SIGNS, signed.year),
        "signed_date": signed,
        "sector": rng.choice(SECTORS),
        "parties": _parties(rng, here, near, 1),
        "lead": f"{lead} {'thành phố' if here.kind != 'tinh' else 'tỉnh'} {here.name.removeprefix('Thành phố ')}"
        if rng.random() < 0.5
        else lead,
        "content": rng.sample(texts.CONTENTS, rng.randint(1, 3)),
        "start_year": signed.year + rng.choice((0, 0, 1)),
        "end_year": signed.year + rng.randint(2, 9),
        "amount_total": state + social if money else None,
        "amount_state": state if money else None,
        "amount_social": social if money else None,
        "status": rng.choice(STATUS["B01"]),
        "note": rng.choice(texts.NOTES) if rng.random() < 0.25 else None,
    }


def _obstacle(rng: Random, day: date, here: Place, near: list[Place], n: int) -> Record:
    raised = day - timedelta(days=rng.randint(8, 600))
    return {
        "issue": _say(texts.TROUBLES, rng, here, near, n + 1),
        "sector": rng.choice(SECTORS),
        "agreement": rng.choice((None, _number(rng, SIGNS), rng.choice(texts.PROJECTS))),
        "provinces": _parties(rng, here, near, 0),
        "cause": rng.choice(texts.CAUSES),
        "proposal": _say(texts.ASKS, rng, here, near, n + 1),
        "authority": _addressed(rng, day),
        "raised_date": raised,
        "deadline": day + timedelta(days=rng.randint(20, 300)) if rng.random() < 0.8 else None,
        "urgency": rng.choice(("very", "urgent", "normal", "normal")),
        "note": rng.choice(texts.NOTES) if rng.random() < 0.25 else None,
    }


def _answer(rng: Random, day: date, here: Place, near: list[Place], n: int) -> Record:
    sent = day - timedelta(days=rng.randint(60, 600))
    status = rng.choice(STATUS["B03"])
    answered = status != "no_reply"
    replied = sent + timedelta(days=rng.randint(7, 50))
    return {
        "recommendation": _say(texts.ASKS, rng, here, near, n + 1),
        "sent_no": _number(rng, SENT),
        "sent_date": sent,
        "authority": _addressed(rng, day),
        "reply_no": _number(rng, REPLY) if answered else None,
        "reply_date": replied if answered else None,
        "reply": rng.choice(texts.REPLIES) if answered else None,
        "status": status,
        "due": day + timedelta(days=rng.randint(20, 400)) if answered and rng.random() < 0.5 else None,
        "note": rng.choice(texts.NOTES) if rng.random() < 0.25 else None,
    }
