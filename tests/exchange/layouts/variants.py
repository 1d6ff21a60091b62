"""Named layouts, from the official form to a province's own table, and files made of several of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from tests.exchange.layouts import odd
from tests.exchange.layouts.damage import american, as_text, hide_rows, spoilt
from tests.exchange.layouts.expect import ANYWHERE, Case, Want, WantRecord
from tests.exchange.layouts.layout import Layout
from tests.exchange.layouts.maker import draw, draw_below
from tests.exchange.layouts.truth import Truth, make
from workbench.exchange.raw import RawCell, RawSheet, RawWorkbook

FORMS = ("B01", "B02", "B03")
_NAMES = {"B01": "Bieu 1 {}.xlsx", "B02": "Phu luc 2 {}.xlsx", "B03": "bao cao {}.xlsx"}

LAYOUTS: Mapping[str, Layout] = {
    "official": Layout(1),
    "official indexed": Layout(1, deep="merged", index="brackets", foot="full", number="formula"),
    "texts for dates": Layout(2, dates="mixed", amounts="vi", number="text"),
    "long dates": Layout(2, dates="words", names="mixed", foot="notes"),
    "dotted dates, indented": Layout(2, dates="dots", left=2, top=3, number="dotted"),
    "two-digit years": Layout(3, dates="two_digits", headings="known"),
    "dates half as texts": Layout(2, dates="half"),
    "roman groups": Layout(2, groups="roman", totals="groups", index="numbers"),
    "letter groups": Layout(3, groups="letter", totals="bottom", gaps=3),
    "bold groups": Layout(3, groups="bold", gaps=2, foot="full"),
    "merged groups": Layout(3, groups="capitals", totals="top", index="letters"),
    "numbered groups": Layout(3, groups="number", number="text", dates="short"),
    "known words": Layout(2, headings="known", names="mixed", dates="slash"),
    "capital words": Layout(2, headings="known", case="upper", dates="with_word"),
    "fresh words": Layout(3, headings="fresh", names="mixed", dates="slash"),
    "fresh words, shuffled": Layout(4, headings="fresh", order="shuffled", extras=2, dates="slash"),
    "own columns": Layout(5, headings="fresh", order="shuffled", extras=4, dates="mixed", names="mixed", left=1),
    "joined": Layout(3, joined=frozenset(("number_date", "years", "labels"))),
    "joined, fresh": Layout(
        5, headings="fresh", order="shuffled", extras=1, joined=frozenset(("number_date", "years", "labels"))
    ),
    "three heading rows": Layout(3, deep="three", index="numbers", totals="top"),
    "cut heading": Layout(3, deep="cut", index="numbers"),
    "broken heading": Layout(4, deep="broken"),
    "broken fresh heading": Layout(4, deep="broken", headings="fresh"),
    "merged down": Layout(3, stretch="merged", deep="merged"),
    "one row a province": Layout(4, stretch="cut"),
    "running on": Layout(3, stretch="running", repeat=4),
    "status ticked": Layout(3, ticks="status", mark="x"),
    "status ticked with signs": Layout(3, ticks="status", mark="✓", dates="slash"),
    "provinces ticked": Layout(4, ticks="places", mark="X"),
    "ditto": Layout(3, ditto="-nt-"),
    "ditto quotes": Layout(3, ditto='"', groups="roman"),
    "ditto words": Layout(3, ditto="như trên"),
    "repeated heading": Layout(2, repeat=3, deep="merged"),
    "without numbers": Layout(3, number="none", gaps=3),
    "without numbers, groups": Layout(4, number="none", groups="bold", foot="signature"),
    "million": Layout(2, unit_label="triệu đồng", amounts="vi"),
    "unit in heading": Layout(2, unit="heading", unit_label="triệu đồng"),
    "đồng": Layout(2, unit_label="đồng"),
    "own unit in cells": Layout(3, unit="none", amounts="own"),
    "untidy": Layout(2, text="untidy", names="mixed"),
    "eth": Layout(3, text="eth", groups="roman"),
    "tcvn3": Layout(4, text="tcvn3", deep="merged"),
    "vni": Layout(4, text="vni", index="numbers"),
    "capitals": Layout(3, text="capitals", headings="known", case="upper"),
    "aside": Layout(3, aside=True, foot="full"),
    "no letterhead": Layout(3, head="none", headings="known"),
    "no letterhead, fresh": Layout(4, head="none", headings="fresh", extras=1),
    "label letterhead": Layout(2, head="label"),
    "few columns": Layout(
        4,
        headings="known",
        without=frozenset(("lead", "content", "note", "status", "cause", "agreement", "urgency", "due")),
    ),
    "everything": Layout(
        5,
        headings="fresh",
        order="shuffled",
        extras=2,
        dates="mixed",
        amounts="vi",
        names="mixed",
        groups="roman",
        totals="bottom",
        gaps=4,
        left=1,
        top=2,
        text="eth",
        joined=frozenset(("number_date",)),
        repeat=5,
        aside=True,
        foot="full",
    ),
}


def single(name: str, form: str, seed: int) -> Case:
    """One table on one sheet."""
    layout, rng = LAYOUTS[name], Random(f"{name} {form} {seed}")
    truth = _truth(form, rng, layout)
    drawn = draw(truth, layout, rng, name=rng.choice(("Sheet1", "Biểu", "PL", "Tổng hợp")))
    sheets = [drawn.page.sheet()]
    if rng.random() < 0.3:
        sheets.append(RawSheet("Sheet2", {}))
    return _case(f"{name}/{form}/{seed}", layout, truth, sheets, drawn.records)


def _truth(form: str, rng: Random, layout: Layout) -> Truth:
    truth = make(form, rng, rng.randint(5, 14))
    if layout.ditto:
        truth = replace(truth, records=_repeating(truth, rng))
    return truth


def _repeating(truth: Truth, rng: Random) -> tuple[dict[str, object], ...]:
    """Records that share values with the one above, so that something can be dittoed."""
    keys = ("sector", "provinces", "authority", "lead", "signed_date", "sent_no", "urgency")
    made: list[dict[str, object]] = []
    for record in truth.records:
        changed = dict(record)
        for key in keys:
            if made and key in made[-1] and key in changed and rng.random() < 0.4:
                changed[key] = made[-1][key]
        made.append(changed)
    return tuple(made)


def _case(name: str, layout: Layout, truth: Truth, sheets: list[RawSheet], records: list[WantRecord]) -> Case:
    province = truth.province.name if layout.head in ("motto", "agency", "label") else ""
    file_name = _NAMES[truth.form].format("")
    raw = RawWorkbook(file_name, "0" * 64, "xlsx", tuple(sheets))
    wanted = [WantRecord(r.form, {k: _plain(w) for k, w in r.fields.items()}, r.place) for r in records]
    return Case(name, layout.level, raw, wanted, [], province, (truth.form,))


def _plain(want: Want) -> Want:
    value = list(want.value) if isinstance(want.value, tuple) else want.value
    return Want(value, want.cells, want.accept)


def by_sector(form: str, seed: int) -> Case:
    """One sheet for each field, named after it."""
    rng = Random(f"by sector {form} {seed}")
    layout = Layout(3, head="agency", groups="", without=frozenset(("sector",)), dates="slash")
    truth = make(form, rng, 12)
    from tests.exchange.sheets import context

    labels = {e.code: e.label_vi for e in context().catalogues["field"].entries}
    sheets, records = [], []
    for code in dict.fromkeys(str(r["sector"]) for r in truth.records):
        part = replace(truth, records=tuple(r for r in truth.records if r["sector"] == code))
        drawn = draw(part, layout, rng, name=labels[code][:31])
        sheets.append(drawn.page.sheet())
        lent = Want(code, ANYWHERE)
        records += [replace(r, fields={**r.fields, "sector": lent}) for r in drawn.records]
    return _case(f"by sector/{form}/{seed}", layout, truth, sheets, records)


def all_forms(seed: int) -> Case:
    """A workbook with a cover sheet and the three forms on sheets of their own."""
    rng = Random(f"all forms {seed}")
    layout = Layout(2, head="agency", deep="merged")
    truths = [make(form, rng, 6) for form in FORMS]
    truths = [replace(t, province=truths[0].province, day=truths[0].day) for t in truths]
    cover = RawSheet(
        "Bìa", {3: {2: RawCell("BÁO CÁO TỔNG HỢP")}, 5: {2: RawCell(f"UBND {truths[0].province.full_name}")}}
    )
    drawn = [draw(t, layout, rng, name=f"Biểu {n}") for n, t in enumerate(truths, 1)]
    sheets = [cover, *(d.page.sheet() for d in drawn)]
    case = _case(f"all forms/{seed}", layout, truths[0], sheets, [r for d in drawn for r in d.records])
    case.forms = FORMS
    return case


def under_each_other(form: str, seed: int) -> Case:
    """Two tables of different forms on one sheet."""
    rng = Random(f"under {form} {seed}")
    layout = Layout(4, head="agency", foot="", dates="slash")
    first = make(form, rng, 5)
    other = make(FORMS[(FORMS.index(form) + 1) % 3], rng, 6)
    drawn = draw(first, layout, rng)
    drawn = draw_below(drawn, other, replace(layout, head="none", foot="signature"), rng)
    case = _case(f"under each other/{form}/{seed}", layout, first, [drawn.page.sheet()], drawn.records)
    case.forms = (first.form, other.form)
    return case


_CLEAN = (
    "official",
    "official indexed",
    "texts for dates",
    "known words",
    "fresh words",
    "three heading rows",
    "roman groups",
)


def damaged(form: str, seed: int) -> Case:
    """Some cells spoilt, in one of the simpler layouts."""
    case = single(_CLEAN[seed % len(_CLEAN)], form, seed)
    case.name = f"damaged/{form}/{seed}"
    case.level = 3
    return spoilt(case, seed)


def changed(name: str, change: Callable[[Case], Case], layout: str, form: str, seed: int) -> Case:
    """A single table changed as a whole."""
    case = change(single(layout, form, seed))
    case.name = f"{name}/{form}/{seed}"
    return case


CHANGES: Mapping[str, tuple[Callable[[Case], Case], str]] = {
    "month first": (american, "official"),
    "month first, grouped": (american, "letter groups"),
    "hidden rows": (hide_rows, "official"),
    "text file": (as_text, "official indexed"),
    "text file, groups": (as_text, "roman groups"),
    "text file, fresh": (as_text, "fresh words, shuffled"),
    "text file, cut": (as_text, "cut heading"),
    "text file, merged down": (as_text, "merged down"),
}


ODD = (odd.beside, odd.cards, odd.transposed, odd.twice, odd.outline, odd.guided)


def every_case(seeds: int) -> list[Callable[[], Case]]:
    """All variants, forms and seeds, each made when asked for."""
    made: list[Callable[[], Case]] = []
    for seed in range(seeds):
        made += [lambda n=name, f=form, s=seed: single(n, f, s) for name in LAYOUTS for form in FORMS]  # type: ignore[misc]
        made += [lambda f=form, s=seed: by_sector(f, s) for form in FORMS[:2]]  # type: ignore[misc]
        made += [lambda f=form, s=seed: under_each_other(f, s) for form in FORMS]  # type: ignore[misc]
        made += [lambda f=form, s=seed: damaged(f, s) for form in FORMS]  # type: ignore[misc]
        made += [
            lambda n=name, c=change, y=layout, f=form, s=seed: changed(n, c, y, f, s)  # type: ignore[misc]
            for name, (change, layout) in CHANGES.items()
            for form in FORMS
        ]
        made += [lambda m=make_odd, f=form, s=seed: m(f, s) for make_odd in ODD for form in FORMS]  # type: ignore[misc]
        made.append(lambda s=seed: all_forms(s))  # type: ignore[misc]
    return made
