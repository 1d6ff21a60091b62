"""Official forms for members and periods, blank or with what the record holds of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.errors import UserError
from workbench.exchange.filling import Address, FormSheet, form_sheet
from workbench.exchange.forms import FormSpec, load_forms
from workbench.messages import text_in
from workbench.progress import Progress, Silent
from workbench.services.council import CouncilView, council_of, in_force
from workbench.services.exporting_rows import filled
from workbench.services.form_words import form_number
from workbench.services.institutions import places_of
from workbench.services.linked import Linked
from workbench.services.reporting import Rounds, Window, tracking_rows, window_of
from workbench.services.texts import Names
from workbench.services.workbench import Workbench
from workbench.values.dates import format_date
from workbench.values.periods import Period, parse_period
from workbench.values.sorting import sort_key
from workbench.values.text import fold

_UPWARDS = ("council", "ministry", "prime_minister", "government", "na_standing", "national_assembly")


@dataclass(frozen=True, slots=True)
class Exported:
    """A form that was written: whose, which, where, and how many records stand in it."""

    locality: str
    form: str
    path: Path
    rows: int


def export_form(
    workbench: Workbench, form: str, path: Path, *, locality: str = "", period: str = "", blank: bool = False
) -> Exported:
    """Write a form. UserError `unknown_form`, `unknown_locality`, `unknown_period`, and as `save_whole`."""
    from workbench.exchange.sheetwriter import save_form

    sheet = form_for(workbench, form, locality=locality, period=period, blank=blank)
    save_form(sheet, path)
    return Exported(sheet.identity["locality"], sheet.form.key, path, len(sheet.rows))


def export_round(
    workbench: Workbench,
    forms: Iterable[str],
    folder: Path,
    period: str,
    *,
    blank: bool = False,
    progress: Progress | None = None,
) -> list[Exported]:
    """The forms of all members for a period, a file each, in a folder. UserErrors as `export_form`."""
    shown = progress or Silent()
    keys = [form_of(key).key for key in forms]
    wanted = _period(period)
    rounds = Rounds.of(workbench)
    today = workbench.clock.today()
    members = rounds.members(min(today, window_of(workbench.repository, wanted).last) if wanted else today)
    names = Names(workbench.repository)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("folder_not_writable", folder=str(folder)) from error
    made: list[Exported] = []
    for uid in members:
        for key in keys:
            shown.step(len(made), len(members) * len(keys), "form.exporting")
            path = folder / file_name(key, names.locality(uid), wanted)
            made.append(export_form(workbench, key, path, locality=uid, period=period, blank=blank))
    return made


def file_name(form: str, place: str, period: Period | None) -> str:
    """As officers name such files: `Bieu02_VinhLong_2026-Q3.xlsx`."""
    plain = "".join(word.capitalize() for word in fold(place).replace("-", " ").split())
    return "_".join(filter(None, (f"Bieu{form_number(form)}", plain, period.code if period else ""))) + ".xlsx"


def blank(workbench: Workbench, form: str, *, locality: str = "", period: str = "") -> FormSheet:
    """The blank form with the lists in force today."""
    return form_for(workbench, form, locality=locality, period=period, blank=True)


def form_for(workbench: Workbench, form: str, *, locality: str = "", period: str = "", blank: bool = False) -> FormSheet:
    """A form as it goes out: blank, or with the records of the member (of all, when none is named)."""
    today = workbench.clock.today()
    spec = form_of(form)
    wanted = _period(period)
    names = Names(workbench.repository)
    uid = _locality(workbench, names, locality, today) if locality else ""
    council = council_of(workbench.repository, today)
    window = window_of(workbench.repository, wanted) if wanted else None
    address = _address(names, council, uid, wanted, window, own=not spec.reads)
    lists = _lists(workbench, names, spec, today)
    if blank:
        return form_sheet(spec, address, lists, today)
    if not spec.reads:
        return form_sheet(spec, address, lists, today, rows=tracking_rows(workbench, wanted))
    found = filled(spec, Linked(workbench.repository, today), uid or None, wanted)
    return form_sheet(
        spec,
        address,
        lists,
        today,
        records=found.records,
        rows=found.rows,
        groups=found.groups,
        optional=found.optional,
    )


def form_of(key: str) -> FormSpec:
    """The newest version of a form. UserError `unknown_form` names those there are."""
    forms = {form.key: form for form in reversed(load_forms())}
    if key.upper() not in forms:
        raise UserError("unknown_form", name=key, known=", ".join(sorted(forms)))
    return forms[key.upper()]


def _period(words: str) -> Period | None:
    parsed = parse_period(words) if words else None
    if words and parsed is None:
        raise UserError("unknown_period", name=words)
    return parsed


def _address(
    names: Names, council: CouncilView | None, uid: str, period: Period | None, days: Window | None, *, own: bool
) -> Address:
    window = ""
    if days:
        told = {"first": format_date(days.first), "last": format_date(days.last), "due": format_date(days.send_by)}
        window = text_in("vi", "form.window", **told)
    agency = ("", "")
    if uid and not own:
        agency = (text_in("vi", "form.agency"), names.localities[uid].values.full_name or names.locality(uid))
    elif own and council:
        agency = (council.name, council.office or text_in("vi", "form.office"))
    return Address(
        council=council.name if council else "",
        council_abbr=council.abbr if council else "",
        agency=agency,
        locality=uid,
        period=period.code if period else "",
        period_label=period.label("vi") if period else "",
        window=window,
        number_line=text_in("vi", "form.number_office", sign=council.sign) if own and council else "",
        receiver=council.office if council else "",
        due=format_date(days.send_by) if days else "",
        own=own,
    )


def _locality(workbench: Workbench, names: Names, words: str, today: date) -> str:
    """A locality by its id or by its name."""
    if words in names.localities:
        return words
    match = places_of(workbench.repository).resolve(words, today)
    if match.place is None or match.place.unit_id not in names.localities:
        raise UserError("unknown_locality", name=words)
    return match.place.unit_id


def _lists(workbench: Workbench, names: Names, spec: FormSpec, today: date) -> dict[str, list[str]]:
    """What the cells of the form offer: entries, places and bodies in force on the day."""
    made = {c.list: _labels(workbench, c.list, today) for c in spec.columns if c.list}
    current = [r for r in names.localities.values() if in_force(r.values.valid_from, r.values.valid_to, today)]
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


def _labels(workbench: Workbench, key: str, today: date) -> list[str]:
    """An office's list as it stands on the day; the shipped one in a record older than the list."""
    held = workbench.repository.where("catalogue_entry", catalogue=key)
    if held:
        held.sort(key=lambda entry: entry.values.position or 0)
        return [e.values.label for e in held if in_force(e.values.valid_from, e.values.valid_to, today)]
    from workbench.exchange.catalogues import load_catalogues

    found = load_catalogues().get(key)
    return [entry.label_vi for entry in found.entries if not entry.closed] if found else []
