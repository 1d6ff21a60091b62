"""Blank official forms for a member and a period."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workbench.domain.places import load_places
from workbench.errors import UserError
from workbench.exchange.filling import FormSheet, blank_form
from workbench.exchange.forms import FormSpec, load_forms
from workbench.services.council import council_of, in_force
from workbench.services.texts import Names
from workbench.services.workbench import Workbench
from workbench.values.periods import parse_period
from workbench.values.sorting import sort_key

_UPWARDS = ("council", "ministry", "prime_minister", "government", "na_standing", "national_assembly")


def export_blank(workbench: Workbench, form: str, path: Path, *, locality: str = "", period: str = "") -> None:
    """Write a blank form. UserError `unknown_form`, `unknown_locality`, `unknown_period`, `folder_not_writable`."""
    from workbench.exchange.sheetwriter import save_form

    save_form(blank(workbench, form, locality=locality, period=period), path)


def blank(workbench: Workbench, form: str, *, locality: str = "", period: str = "") -> FormSheet:
    """The blank form with the lists in force today."""
    today = workbench.clock.today()
    spec = form_of(form)
    parsed = parse_period(period) if period else None
    if period and parsed is None:
        raise UserError("unknown_period", name=period)
    uid = _locality(workbench, locality, today) if locality else ""
    names = Names(workbench.repository)
    council = council_of(workbench.repository, today)
    place = names.localities[uid].values.full_name if uid else ""
    return blank_form(
        spec,
        council=council.name if council else "",
        council_abbr=council.abbr if council else "",
        agency=f"UBND {place}" if place else "",
        locality=uid,
        period=parsed.code if parsed else "",
        period_label=parsed.label("vi") if parsed else "",
        lists=_lists(names, spec, today),
        made=today,
    )


def form_of(key: str) -> FormSpec:
    """The newest version of a form. UserError `unknown_form` names those there are."""
    forms = {form.key: form for form in reversed(load_forms())}
    if key.upper() not in forms:
        raise UserError("unknown_form", name=key, known=", ".join(sorted(forms)))
    return forms[key.upper()]


def _locality(workbench: Workbench, words: str, today: date) -> str:
    match = load_places().resolve(words, today)
    if match.place is None or workbench.repository.many("locality", [match.place.unit_id]) == []:
        raise UserError("unknown_locality", name=words)
    return match.place.unit_id


def _lists(names: Names, spec: FormSpec, today: date) -> dict[str, list[str]]:
    made = {c.list: [label for _, label in names.entries(c.list)] for c in spec.columns if c.list}
    current = [
        r for r in names.localities.values() if in_force(r.values.valid_from, r.values.valid_to, today)
    ]
    current.sort(key=lambda r: r.values.code)
    made["provinces"] = [r.values.name for r in current]
    bodies = [
        r.values
        for r in names.organizations.values()
        if r.values.level in _UPWARDS and in_force(r.values.valid_from, r.values.valid_to, today)
    ]
    bodies.sort(key=lambda v: (_UPWARDS.index(v.level), sort_key(v.name)))
    made["authorities"] = [v.name for v in bodies]
    return {key: labels for key, labels in made.items() if labels}
