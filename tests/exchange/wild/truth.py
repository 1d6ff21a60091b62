"""What the second maker's submissions truly say: the first maker's dates, names and codes under other texts."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.exchange.layouts.truth import Truth, make
from tests.exchange.wild import stock


def wild_truth(form: str, rng: Random, count: int) -> Truth:
    """A submission with longer texts: figures, dates, provinces and bodies stand inside them."""
    plain = make(form, rng, count)
    return replace(plain, records=tuple(_dressed(form, r, rng, n) for n, r in enumerate(plain.records)))


def _dressed(form: str, record: dict[str, object], rng: Random, n: int) -> dict[str, object]:
    project = rng.choice(stock.PROJECTS)

    def one(choices: tuple[str, ...]) -> str:
        return rng.choice(choices).format(p=project)

    texts = {
        "B01": {
            "title": f"{one(stock.DOINGS)} ({n + 1})",
            "lead": one(stock.LEADS),
            "content": ". ".join(rng.sample(stock.DEEDS, rng.randint(1, 3))),
            "note": one(stock.NOTES),
        },
        "B02": {
            "issue": f"{one(stock.TROUBLES)} - mục {n + 1}",
            "cause": one(stock.CAUSES),
            "proposal": one(stock.ASKS),
            "note": one(stock.NOTES),
        },
        "B03": {
            "recommendation": f"{one(stock.ASKS)} (kiến nghị {n + 1})",
            "reply": one(stock.REPLIES),
            "note": one(stock.NOTES),
        },
    }[form]
    return {key: texts.get(key, value) for key, value in record.items()}
