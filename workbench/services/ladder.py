"""The ladder of authorities for some obstacles: what each level already did, and which comes next.

The order is a recommendation, never a block: skipping a level gives a warning. It holds no rule on deadlines
beyond the office's own default terms.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, cast

from workbench import assets
from workbench.domain import reference
from workbench.domain.bodies import load_bodies
from workbench.domain.deadlines import DueRule, Term
from workbench.domain.vocabularies import VOCABULARIES
from workbench.records.changes import Label
from workbench.services.council import in_force
from workbench.services.linked import ItemView, Linked
from workbench.storage.repository import Repository
from workbench.values.dates import format_date

# a council's secretariat goes to the ministry after its council has looked at the matter
ORDER = (
    "local",
    "province",
    "council_people",
    "council",
    "ministry",
    "prime_minister",
    "government",
    "na_standing",
    "national_assembly",
    "party",
)
_SIGNS = {"prime_minister": "TTg", "government": "CP", "na_standing": "UBTVQH", "national_assembly": "QH"}


@dataclass(frozen=True, slots=True)
class Rung:
    """One level: whom to write to there (None when it is several bodies), what it did, whether it comes next.

    `skips` names the levels below that were never asked.
    """

    level: str
    organization: str | None
    name: str
    note: Label
    done: bool = False
    suggested: bool = False
    skips: tuple[str, ...] = ()


def ladder(linked: Linked, obstacles: Sequence[str], on: date | None = None) -> tuple[Rung, ...]:
    """The levels for these obstacles, lowest first, with bodies in force on `on` (today without one)."""
    if not obstacles:
        return ()
    day = on or linked.today
    rungs = [_province(linked, obstacles), *_council(linked, obstacles)]
    ministries, higher = _authorities(linked, obstacles, day)
    rungs += [_asked(linked, obstacles, "ministry", uid) for uid in ministries]
    top = dict.fromkeys([*_canonical(linked, "prime_minister", day), *higher])
    rungs += [_asked(linked, obstacles, linked.names.organizations[uid].values.level, uid) for uid in top]
    rungs.sort(key=lambda rung: ORDER.index(rung.level))
    rungs = [replace(rung, skips=_skips(rungs, rung)) for rung in rungs]
    return tuple(_with_suggestion(linked, obstacles, rungs, set(ministries) | set(higher)))


def climbs(old: str | None, new: str | None) -> bool:
    """Whether going from one level to another goes up. Council and ministry count as above each other:
    law puts neither over the other, and both ways are walked."""
    if old not in ORDER or new not in ORDER or old == new:
        return False
    return {old, new} == {"council", "ministry"} or ORDER.index(new) > ORDER.index(old)


def skipped(linked: Linked, obstacles: Sequence[str], organization: str) -> tuple[str, ...]:
    """Names of the bodies below `organization` that should have been asked first and were not."""
    for rung in ladder(linked, obstacles):
        if rung.organization == organization:
            return rung.skips
    return ()


def competent(linked: Linked, obstacle: str, on: date | None = None) -> tuple[str, ...]:
    """Ids of the bodies that can settle an obstacle: those its asks name, else the ministry of its field.

    A dissolved body stands for its successors on that day.
    """
    day = on or linked.today
    named = [uid for ask in linked.asks.get(obstacle, []) for uid in ask.values.addressees]
    found = [heir for uid in dict.fromkeys(named) for heir in _heirs(linked, uid, day)]
    if not found:
        found = _of_field(linked, linked.obstacles[obstacle].values.field, day)
    return tuple(dict.fromkeys(found))


def also_for(linked: Linked, organization: str, chosen: Sequence[str]) -> tuple[str, ...]:
    """Ids of open obstacles, not chosen yet, that the same body could settle and that do not wait there."""
    found = []
    for uid, obstacle in linked.obstacles.items():
        if uid in chosen or not linked.obstacle_open(obstacle) or not linked.asks.get(uid):
            continue
        waits = any(
            v.waiting and v.escalation.values.to_organization == organization for v in linked.obstacle_items(uid)
        )
        if not waits and organization in competent(linked, uid):
            found.append(uid)
    return tuple(found)


# levels


def _province(linked: Linked, obstacles: Sequence[str]) -> Rung:
    records = [linked.obstacles[uid].values for uid in obstacles]
    places = list(dict.fromkeys(p for o in records for p in (o.localities or (o.reported_by,)) if p))
    bodies = [
        o.uid
        for o in linked.names.organizations.values()
        if o.values.level == "province" and o.values.locality in places and o.values.valid_to is None
    ]
    one = bodies[0] if len(places) == 1 and len(bodies) == 1 else None
    name = linked.names.organization(one) or VOCABULARIES["level"].label("province")
    if all(o.in_authority == "local" for o in records):
        return Rung("province", one, name, Label("ladder.own_authority"))
    days = [o.reported_date or o.raised_date for o in records if o.reported_date or o.raised_date]
    words = {"places": linked.names.locality_list(places)}
    if days:
        note = Label("ladder.reported", words | {"date": format_date(max(days))})
    else:
        note = Label("ladder.reported_undated", words)
    return Rung("province", one, name, note, done=True)


def _council(linked: Linked, obstacles: Sequence[str]) -> Iterator[Rung]:
    for council in linked.repository.all("council")[:1]:
        uid = council.values.organization
        name = linked.names.organization(uid) or council.values.name
        sent = _at(linked, obstacles, uid) if uid else []
        if sent:
            yield Rung("council", uid, name, _fate(linked, sent), done=True)
            continue
        reviewed = all(linked.obstacles[o].values.state != "new" for o in obstacles)
        note = Label("ladder.reviewed" if reviewed else "ladder.reviewed_now")
        yield Rung("council", uid, name, note, done=True)


def _asked(linked: Linked, obstacles: Sequence[str], level: str, uid: str) -> Rung:
    name = linked.names.organization(uid)
    sent = _at(linked, obstacles, uid)
    if sent:
        return Rung(level, uid, name, _fate(linked, sent), done=True)
    if level != "ministry":
        return Rung(level, uid, name, Label("ladder.when_beyond"))
    return Rung(level, uid, name, Label("ladder.fields", {"fields": _fields(linked, obstacles, uid)}))


def _at(linked: Linked, obstacles: Sequence[str], organization: str) -> list[ItemView]:
    """Items of these obstacles that were sent to a body, oldest first."""
    views = [
        view
        for uid in obstacles
        for view in linked.obstacle_items(uid)
        if view.escalation.values.to_organization == organization
        and view.state not in ("draft", "for_signature", "withdrawn")
    ]
    return sorted(views, key=lambda v: v.escalation.values.sent_date or date.min)


def _fate(linked: Linked, views: Sequence[ItemView]) -> Label:
    """What became of what was sent: late before waiting before answered."""
    waiting = [v for v in views if v.waiting]
    view = waiting[0] if waiting else views[-1]
    sent = view.escalation.values.sent_date
    words: dict[str, str | int] = {
        "code": view.escalation.values.code,
        "date": format_date(sent) if sent else "",
    }
    if waiting:
        due = linked.due(min((v.due for v in waiting if v.due), default=None))
        if due.state == "late":
            return Label("ladder.sent_late", words | {"n": due.days})
        return Label("ladder.sent_waiting", words)
    said = view.answer_item
    if said is None:
        state = VOCABULARIES["escalation_state"].label(view.state)
        return Label("ladder.sent_state", words | {"state": state})
    outcome = VOCABULARIES["answer_class"].label(said.values.answer_class)
    return Label("ladder.answered", words | {"outcome": outcome})


# who is competent


def _authorities(linked: Linked, obstacles: Sequence[str], day: date) -> tuple[list[str], list[str]]:
    """Ministries, those that concern the most obstacles first, and the higher bodies that asks name."""
    counted = Counter(uid for obstacle in obstacles for uid in competent(linked, obstacle, day))
    for obstacle in obstacles:
        for view in linked.obstacle_items(obstacle):
            to = view.escalation.values.to_organization
            if to and view.state not in ("draft", "withdrawn"):
                counted.setdefault(to, 0)
    level = {uid: linked.names.organizations[uid].values.level for uid in counted}
    ministries = [uid for uid, _ in counted.most_common() if level[uid] == "ministry"]
    higher = [uid for uid in counted if level[uid] in ORDER and ORDER.index(level[uid]) > ORDER.index("ministry")]
    return ministries, higher


def _heirs(linked: Linked, uid: str, day: date) -> list[str]:
    """The body itself while in force on a day, else those that took over its work, as far as the record knows."""
    found = linked.names.organizations.get(uid)
    if found is None:
        return []
    values = found.values
    if in_force(None, values.valid_to, day) or not values.successors:
        return [uid]
    return [heir for new in values.successors for heir in _heirs(linked, new, day)]


def _of_field(linked: Linked, field: str | None, day: date) -> list[str]:
    bodies = load_bodies()
    found = []
    for row in reference.rows("field_authorities"):
        if row["field_code"] == field:
            body = bodies.by_id[row["authority_id"]]
            for heir in bodies.successors(body, day) or (body,):
                found += _organization(linked, heir.body_id, heir.name)
    return found


def _organization(linked: Linked, body_id: str, name: str) -> list[str]:
    """The record's own body for a shipped one, by id or by name."""
    known = linked.names.organizations
    if body_id in known:
        return [body_id]
    return [uid for uid, o in known.items() if o.values.name == name][:1]


def _canonical(linked: Linked, level: str, day: date) -> list[str]:
    """The body that stands for a level of which there is only one."""
    found = [
        o
        for o in linked.names.organizations.values()
        if o.values.level == level and in_force(o.values.valid_from, o.values.valid_to, day)
    ]
    found.sort(key=lambda o: o.values.sign != _SIGNS[level])
    return [o.uid for o in found[:1]]


def _fields(linked: Linked, obstacles: Sequence[str], organization: str) -> str:
    codes = dict.fromkeys(linked.obstacles[o].values.field for o in obstacles if organization in competent(linked, o))
    return ", ".join(linked.names.entry("field", code) for code in codes if code)


# what comes next


def _skips(rungs: Sequence[Rung], rung: Rung) -> tuple[str, ...]:
    """Ministries are asked before anybody above them."""
    if ORDER.index(rung.level) <= ORDER.index("ministry"):
        return ()
    ministries = [r for r in rungs if r.level == "ministry"]
    return () if any(r.done for r in ministries) else tuple(r.name for r in ministries)


def _with_suggestion(linked: Linked, obstacles: Sequence[str], rungs: list[Rung], named: set[str]) -> Iterator[Rung]:
    chosen = _next(linked, obstacles, rungs, named)
    for rung in rungs:
        if rung is not chosen:
            yield rung
            continue
        below = rungs[: rungs.index(rung)]
        passed = len({r.level for r in below if r.done and r.level != rung.level})
        fields = _fields(linked, obstacles, rung.organization or "")
        if rung.level == "ministry" and fields:
            note = Label("ladder.reason_field", {"fields": fields, "n": passed})
        elif any(r.level == "ministry" and r.done for r in below):
            note = Label("ladder.reason_beyond", {"n": passed})
        else:
            note = Label("ladder.reason_named", {"n": passed})
        yield replace(rung, suggested=True, note=rung.note if rung.level == "province" else note)


def _next(linked: Linked, obstacles: Sequence[str], rungs: Sequence[Rung], named: set[str]) -> Rung | None:
    open_ones = [r for r in rungs if r.organization and not r.done]
    local = next((r for r in open_ones if r.level == "province"), None)
    if local:
        return local
    ministry = next((r for r in open_ones if r.level == "ministry" and r.organization in named), None)
    if ministry:
        return ministry
    asked = [r for r in rungs if r.done and ORDER.index(r.level) >= ORDER.index("ministry")]
    above = next((r for r in open_ones if ORDER.index(r.level) > ORDER.index("ministry")), None)
    if asked:
        return above if _spent(linked, obstacles) else None
    return above if above and above.organization in named else None


def _spent(linked: Linked, obstacles: Sequence[str]) -> bool:
    """Whether those asked so far are late or have answered without settling it: only then one goes higher."""
    waiting = [v for uid in obstacles for v in linked.obstacle_items(uid) if v.waiting]
    return all(linked.due(view.due).state == "late" for view in waiting)


# terms


@lru_cache(maxsize=1)
def _shipped_terms() -> Mapping[str, Mapping[str, Any]]:
    with assets.resource("reference", "default_terms.toml").open("rb") as file:
        return tomllib.load(file)


def default_term(repository: Repository, level: str | None) -> Term:
    """The office's term for a level: its setting `term.<level>`, else the shipped one; none for other levels."""
    if level is None:
        return Term("none")
    shipped = _shipped_terms().get(level, {"rule": "none"})
    stored = repository.where("setting", key=f"term.{level}")
    chosen = _stored(stored[0].values.value if stored else None) or shipped
    basis = chosen.get("basis") or shipped.get("basis", "")
    return Term(cast(DueRule, chosen["rule"]), chosen.get("n"), basis=basis)


def _stored(value: str | None) -> Mapping[str, Any] | None:
    """A stored term, or None when there is none that can be used."""
    try:
        read = json.loads(value or "null")
    except ValueError:
        return None
    if not isinstance(read, dict) or read.get("rule") not in VOCABULARIES["due_rule"].choices:
        return None
    counted = read["rule"] in ("working_days", "days")
    if counted and not (isinstance(read.get("n"), int) and read["n"] > 0):
        return None
    return read
