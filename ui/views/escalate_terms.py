"""Terms as choices of a list: the usual numbers of days, a number of one's own, a period, a fixed day, none."""

from __future__ import annotations

from datetime import date
from typing import cast

from workbench.domain.deadlines import DueRule, Term
from workbench.messages import text

USUAL = (5, 7, 10, 15, 20, 30)
WORDED = ("in_month", "in_quarter", "in_period")
OWN = ("working_days:", "days:")


def key_of(term: Term) -> str:
    """The choice that shows a term."""
    if term.rule == "working_days":
        return f"working_days:{term.n}" if term.n in USUAL else "working_days:"
    return "days:" if term.rule == "days" else term.rule


def choices() -> list[tuple[str, object]]:
    """What is offered, as words and keys."""
    counted: list[tuple[str, object]] = [(text("escalate.term_working_days", n=n), f"working_days:{n}") for n in USUAL]
    rest = (*OWN, *WORDED, "document", "none")
    return counted + [(text(f"escalate.term_{key.rstrip(':')}_own"), key) for key in rest]


def extra_label(key: str) -> str:
    """What has to be entered beside the choice; nothing for most."""
    if key in OWN:
        return text("escalate.term_days")
    return text("escalate.term_period") if key in WORDED else ""


def extra_of(term: Term) -> str:
    """What stands in the field beside the choice."""
    if term.rule in WORDED:
        return term.text
    return str(term.n) if key_of(term) in OWN and term.n else ""


def suggested_extra(key: str, today: date) -> str:
    """What to begin with: the month or the quarter in which an answer can be had."""
    if key == "in_month":
        month = today.month % 12 + 1
        return text("escalate.term_month", month=month, year=str(today.year + (today.month == 12)))
    if key == "in_quarter":
        quarter = (today.month - 1) // 3 + 1
        return text("escalate.term_quarter", quarter=["I", "II", "III", "IV"][quarter - 1], year=str(today.year))
    return ""


def term_of_choice(key: str, extra: str, day: date | None, basis: str) -> Term:
    """The term that was chosen; `day` is the date entered where the term is a fixed one."""
    rule, _, number = key.partition(":")
    number = number or extra.strip()
    n = int(number) if rule in ("working_days", "days") and number.isdigit() else None
    words = extra.strip() if rule in WORDED else ""
    return Term(cast(DueRule, rule), n, words, day if rule == "document" else None, basis)
