"""Choices of one writer: everything that may differ between two offices' tables of the same form."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Look:
    """A layout. Choices left at "any" are drawn at random, within what the level allows."""

    level: int
    shape: str = "table"  # table, cards, turned
    heads: str = "any"  # official, near, own, mixed
    case: str = "any"  # as, upper, broken
    rows: str = "any"  # one, two, three, cut
    index: str = "any"  # "", brackets, plain, letters, formula
    number: str = "any"  # int, text, dot, pad, none
    groups: str = ""  # sector, status, authority, year: told by group rows alone; kept: the column stays too
    mark: str = "roman"  # roman, letter, bold, number, merged
    totals: str = ""  # top, bottom, groups
    rowspan: str = ""  # merged, cut, running
    ticks: str = ""  # sector, status, urgency, places
    joined: frozenset[str] = field(default_factory=frozenset)  # paper, years, cause, sent, answer
    order: str = "official"  # official, shuffled, moved
    extras: int = 0
    drop: int = 0
    top: str = "any"  # motto, agency, form, bare
    unit_at: str = "any"  # line, heading, cell
    ditto: str = ""
    repeat: int = 0
    hidden: str = ""  # rows, column
    struck: bool = False
    foot: str = "any"
    kind: str = "xlsx"
    noise: str = ""
    legacy: str = ""
    american: bool = False
    spoil: int = 0
    sheets: str = ""  # sector, status, forms, noise, old
    stacked: str = ""  # same, other, beside
    nil: bool = False
    dates: str = ""
    amounts: str = ""


J = frozenset
LAYOUTS: dict[str, Look] = {
    "form as issued": Look(1),
    "form, xls": Look(1, kind="xls"),
    "form, ods": Look(1, kind="ods"),
    "form under a motto": Look(1, top="motto", foot="signature"),
    "form, empty sheets around": Look(1, sheets="noise"),
    "two heading rows": Look(2, rows="two", index="brackets"),
    "near words": Look(2, heads="near", kind="xls"),
    "roman groups, column kept": Look(2, groups="kept", mark="roman", totals="top"),
    "capitals, texts for dates": Look(2, case="upper", dates="slash", amounts="text"),
    "csv": Look(2, kind="csv"),
    "nothing to report": Look(2, nil=True),
    "dirty letters": Look(2, noise="all"),
    "totals below, notes": Look(2, totals="bottom", foot="notes"),
    "three heading rows": Look(3, rows="three", index="formula"),
    "groups by sector": Look(3, groups="sector", mark="roman", totals="groups"),
    "bold groups by sector": Look(3, groups="sector", mark="bold"),
    "letter groups by sector": Look(3, groups="sector", mark="letter", totals="bottom"),
    "number and date in a cell": Look(3, joined=J(("paper", "sent", "answer", "years"))),
    "ticked status": Look(3, ticks="status"),
    "ticked sector": Look(3, ticks="sector"),
    "merged down": Look(3, rowspan="merged"),
    "first row only": Look(3, rowspan="cut"),
    "running on": Look(3, rowspan="running", repeat=3),
    "ditto": Look(3, ditto="như trên"),
    "ditto signs": Look(3, ditto="nt"),
    "hidden rows": Look(3, hidden="rows"),
    "hidden column": Look(3, hidden="column", extras=1),
    "hidden old sheet": Look(3, sheets="old"),
    "spoilt cells": Look(3, heads="official", spoil=5, dates="typed"),
    "millions in the heading": Look(3, unit_at="heading", heads="near"),
    "extra columns": Look(3, extras=3, drop=2),
    "ods with groups": Look(3, kind="ods", groups="sector", mark="merged"),
    "TCVN3": Look(4, legacy="tcvn3", heads="near"),
    "VNI": Look(4, legacy="vni", heads="near", kind="xls"),
    "cut heading": Look(4, rows="cut"),
    "groups by state": Look(4, groups="status", mark="roman"),
    "groups by authority": Look(4, groups="authority", mark="merged"),
    "letters under numbers": Look(4, groups="sector", mark="number", number="sub"),
    "ticked provinces": Look(4, ticks="places", rows="two"),
    "american dates": Look(4, american=True, heads="near"),
    "sheets by sector": Look(4, sheets="sector", heads="near"),
    "sheets by state": Look(4, sheets="status", heads="near"),
    "several forms": Look(4, sheets="forms", heads="near"),
    "two tables": Look(4, stacked="same", heads="near"),
    "two forms under another": Look(4, stacked="other", heads="near"),
    "web page": Look(4, kind="html"),
    "tabs": Look(4, kind="tab", heads="near"),
    "struck rows": Look(4, struck=True),
    "moved columns": Look(4, heads="mixed", order="moved", extras=2),
    "own table": Look(5, heads="own", order="shuffled", extras=3, drop=2),
    "own words, joined": Look(5, heads="own", joined=J(("paper", "sent", "answer", "years")), order="shuffled"),
    "own words, cause and ask": Look(5, heads="own", joined=J(("cause", "paper")), extras=1),
    "own groups": Look(5, heads="own", groups="sector", mark="bold", rowspan="running", extras=2),
    "own merged": Look(5, heads="own", rows="three", rowspan="merged", order="moved"),
    "own ticks": Look(5, heads="own", ticks="status", groups="sector", mark="letter"),
    "cards": Look(5, shape="cards", heads="mixed"),
    "turned": Look(5, shape="turned", heads="mixed"),
    "own csv": Look(5, heads="own", kind="csv", order="shuffled", extras=2),
    "everything": Look(
        5,
        heads="mixed",
        groups="sector",
        mark="roman",
        totals="groups",
        noise="all",
        extras=2,
        ditto="nt",
        rows="two",
        joined=J(("paper", "years", "sent")),
        foot="notes",
        struck=True,
    ),
    "strange words": Look(5, heads="strange"),
    "strange words, two rows": Look(5, heads="strange", rows="two", order="moved"),
    "strange words, groups": Look(5, heads="strange", groups="sector", mark="bold", totals="bottom", extras=1),
    "strange words, csv": Look(5, heads="strange", kind="csv", order="shuffled", extras=2),
    "strange words, merged": Look(5, heads="strange", rowspan="merged", drop=2),
    "strange cards": Look(5, heads="strange", shape="cards"),
    "strange turned": Look(5, heads="strange", shape="turned"),
    "strange words, joined": Look(5, heads="strange", joined=J(("paper", "sent", "answer", "years")), extras=2),
}
