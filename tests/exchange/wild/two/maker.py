"""A submission of the second hand: a layout and a seed make a file and its answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from random import Random

from tests.exchange.layouts.expect import Case, Want
from tests.exchange.wild.two import noise, odd, pens, spoil
from tests.exchange.wild.two.around import above
from tests.exchange.wild.two.facts import Record, Report, report
from tests.exchange.wild.two.look import LAYOUTS, Look
from tests.exchange.wild.two.page import Page
from tests.exchange.wild.two.slots import MONEY, slots
from tests.exchange.wild.two.tables import Table
from workbench.exchange.raw import RawWorkbook

FORMS = ("B01", "B02", "B03")
SUFFIX = {"html": ".xls", "tab": ".txt"}


def settled(look: Look, rng: Random) -> Look:
    """Open choices of a layout, drawn within its level."""
    lv = look.level
    drawn = {
        "heads": {
            1: ("official",),
            2: ("official", "near"),
            3: ("near", "near", "mixed"),
            4: ("near", "mixed"),
            5: ("own", "mixed"),
        }[lv],
        "case": ("as",) if lv == 1 else ("as", "as", "upper", "broken"),
        "rows": ("one",) if lv < 3 else ("one", "one", "two"),
        "index": ("", "brackets", "plain", "letters"),
        "number": ("int",)
        if lv == 1
        else ("int", "int", "text", "dot", "pad") + (("none",) if lv > 3 and not look.groups else ()),
        "unit_at": ("line",) if lv < 3 else ("line", "heading", "cell"),
    }
    for name, choices in drawn.items():
        if getattr(look, name) == "any":
            look = replace(look, **{name: rng.choice(choices)})
    if look.kind in ("csv", "tab", "html"):
        look = replace(look, rows="one" if look.rows != "cut" else "cut")
    return look


def habits(look: Look, rng: Random) -> pens.Habits:
    """How this writer writes values."""
    lv = look.level
    unit = (
        10**9
        if lv == 1 or look.unit_at == "cell"
        else rng.choice((10**9, 10**9, 10**6, 10**6, 10**3 if lv > 2 else 10**9, 1 if lv > 2 else 10**6))
    )
    amounts = look.amounts or rng.choice(pens.AMOUNTS[lv])
    if look.unit_at == "cell":
        amounts = "cell" if amounts in ("typed", "text") else amounts
    dates = "typed" if look.american else look.dates or rng.choice(pens.DAYS[lv])
    loose = "plain" if lv == 1 else "mixed" if lv < 4 else "loose"
    codes = "plain" if lv == 1 or look.groups == "kept" else "near" if lv < 4 else "far"
    return pens.Habits(dates, amounts, unit, loose, loose, codes)


def grouped(form: str, look: Look, records: Iterable[Record]) -> tuple[Look, str, list[Record]]:
    """The field group rows tell ("" for none), and the records in their order."""
    key = {"kept": "sector", "status": "urgency" if form == "B02" else "status"}.get(look.groups, look.groups)
    rows = list(records)
    if key == "authority" and form == "B01":
        key = "sector"
    if key == "authority":
        rows = [{**r, "authority": tuple(r["authority"])[:1]} for r in rows]  # type: ignore[arg-type]
    if key == "sector" and form == "B03":
        return replace(look, groups="topic" if look.groups == "sector" else ""), "", rows
    if key:
        order = list(dict.fromkeys(str(r[key]) for r in rows))
        rows.sort(key=lambda r: order.index(str(r[key])))
    return look, key, rows


def group_words(form: str, key: str, record: Record, rng: Random) -> str:
    """How a group row names what its records share."""
    if key == "authority":
        name = str(record[key][0])  # type: ignore[index]
        return rng.choice((name, f"Thuộc thẩm quyền của {name}", f"Kiến nghị {name}", f"{name}:"))
    if key == "sector":
        said = rng.choice(pens.SAID["sector"][str(record[key])][:2])
        return rng.choice(
            (
                said,
                f"Lĩnh vực {said[0].lower()}{said[1:]}",
                f"LĨNH VỰC {said.upper()}",
                f"Lĩnh vực: {said}",
                f"Về lĩnh vực {said[0].lower()}{said[1:]}",
            )
        )
    said = rng.choice(pens.SAID[form][str(record[key])][:2])
    what = {"B01": "Các thỏa thuận", "B02": "Mức độ", "B03": "Các kiến nghị"}[form]
    return rng.choice((said, f"{what} {said[0].lower()}{said[1:]}", said.upper()))


def table(
    page: Page,
    rep: Report,
    look: Look,
    rng: Random,
    top: int,
    left: int,
    given: dict[str, Want],
    skip: tuple[str, ...] = (),
) -> tuple[int, int]:
    """Draw a table; the row after it and its last column."""
    look, key, records = grouped(rep.form, look, rep.records)
    own = habits(look, rng)
    away = (*skip, *((key,) if key and look.groups != "kept" else ()))
    made = slots(rep.form, look, own, tuple(records), away, rng)
    money = any(k in MONEY for s in made for k in s.keys)
    unit = rng.choice(pens.UNITS[own.unit])
    drawn = Table(
        page, rep.form, look, made, left, rng, given, unit if money and look.unit_at == "heading" else "", own.unit
    )
    if top == 0:
        top = above(page, rep, look, unit if money and look.unit_at == "line" else "", drawn.last, rng)
    row = drawn.heading(top)
    row = _body(drawn, records, key, row)
    if look.hidden == "column":
        extra = next((c for c, s in drawn.columns() if not s.keys), 0)
        page.hidden_columns.add(extra)
        page.flag("hidden_data", frozenset(("*",)), must=False)
    return row, drawn.last


def _body(drawn: Table, records: list[Record], key: str, row: int) -> int:
    look, page, rng = drawn.look, drawn.page, drawn.rng
    if look.totals == "top":
        drawn.totals(row, records, rng.choice(("TỔNG SỐ", "Tổng cộng")))
        row += 1
    groups: list[list[Record]] = []
    for record in records:
        fresh = (
            not groups or (key and record[key] != groups[-1][0][key]) or (look.groups == "topic" and len(groups[-1]) > 2)
        )
        if fresh:
            groups.append([])
        groups[-1].append(record)
    n = 0
    for g, members in enumerate(groups):
        inherited = dict(drawn.given)
        if key or look.groups == "topic":
            said = group_words(drawn.form, key, members[0], rng) if key else rng.choice(odd.TOPICS)
            cell = drawn.group(row, g, said)
            if look.totals == "groups":
                _sums(drawn, row, members)
            if key and look.groups != "kept":
                value = members[0][key]
                inherited[key] = Want(
                    list(value) if isinstance(value, tuple) else value, frozenset((cell, *_span(page, row, drawn)))
                )
            row += 1
        for inside, record in enumerate(members, 1):
            n += 1
            if look.repeat and n > 1 and n % look.repeat == 1:
                row = drawn.heading(row)
            start, row = row, drawn.record(row, record, n, inside, inherited)
            if look.ditto and inside > 1:
                odd.ditto(drawn, record, members[inside - 2], start)
        if look.level > 2 and rng.random() < 0.15 and not look.repeat:
            row += 1
    if groups and look.level >= 3 and (key or look.groups == "topic") and rng.random() < 0.3:
        row = odd.empty_group(drawn, row, len(groups), key)
    if look.totals == "bottom":
        drawn.totals(row, records, rng.choice(("Tổng cộng", "CỘNG", "Tổng số")))
        row += 1
    return row


def _span(page: Page, row: int, drawn: Table) -> frozenset[str]:
    return page.line(row, range(drawn.left, drawn.last + 1)) if drawn.look.mark == "merged" else frozenset()


def _sums(drawn: Table, row: int, members: list[Record]) -> None:
    for column, slot in drawn.columns():
        if slot.keys and slot.keys[0] in MONEY:
            drawn.page.put(
                row, column, sum(int(str(r.get(slot.keys[0]) or 0)) for r in members) / drawn.unit_size, bold=True
            )


def make(form: str, name: str, seed: int) -> Case:
    """The submission of a form, a layout and a seed."""
    rng = Random(f"second hand {form} {name} {seed}")
    look = settled(LAYOUTS[name], rng)
    rep = report(form, rng, rng.randint(5, 11) if not look.nil else 1)
    pages = odd.pages(rep, look, rng, table)
    for page in pages:
        spoil.after(page, form, look, rng)
        if look.american:
            noise.american(page)
        if look.noise:
            noise.dirty(page, rng)
        if look.legacy:
            noise.old_letters(page, look.legacy)
        if look.kind in ("csv", "tab", "html"):
            noise.flatten(page)
    return _case(rep, name, look, pages, seed, rng)


def _case(rep: Report, name: str, look: Look, pages: list[Page], seed: int, rng: Random) -> Case:
    suffix = SUFFIX.get(look.kind, f".{look.kind}")
    said = rng.choice(
        (
            f"Bieu {rep.form[-1]} {rep.here.name}",
            f"BC {rep.day.year} {rep.here.name} (sua)",
            f"Phu luc {rep.form[-1]}",
            "Book1",
        )
    )
    file = f"{name.replace(',', '')} {rep.form} {seed} {said}{suffix}"
    raw = RawWorkbook(file, sha256(file.encode()).hexdigest(), look.kind, tuple(p.sheet() for p in pages))  # type: ignore[arg-type]
    records = [r for p in pages for r in p.records]
    flags = [f for p in pages for f in p.flags]
    forms = tuple(dict.fromkeys(r.form for r in records)) or (rep.form,)
    return Case(f"{name} {rep.form} {seed}", look.level, raw, records, flags, rep.here.name, forms)
