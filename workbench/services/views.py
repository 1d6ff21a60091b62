"""Views of a register that an office has made for itself: name, filters, order, columns. They travel with the record.

Each is a setting of its own, so it is written, undone and told in the journal like everything else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.clock import Clock
from workbench.domain.submissions import Setting
from workbench.errors import UserError
from workbench.records.changes import ChangeSet, Label, create, remove, update
from workbench.records.record import Record
from workbench.storage.repository import Repository
from workbench.values.text import clean

_KEY = "view"
ONE_LINE, TWO_LINES = "one", "two"
LONGEST = 40  # letters of a name


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view. `base` is the built-in view it starts from, `order` columns with "-" before one that falls, `columns`
    as the window keeps them; `density` and `lines` (`ONE_LINE`, `TWO_LINES`) are "" in views that leave them to each
    computer; `uid` is "" before it is saved.
    """

    register: str
    name: str
    base: str = "all"
    search: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    columns: str = ""
    density: str = ""
    lines: str = ""
    uid: str = ""

    def same_list(self, other: SavedView) -> bool:
        """Whether both show the same, whatever they are called; what this one leaves open is not compared."""
        left = {key: "" for key in ("density", "lines") if not getattr(self, key)}
        return replace(self, name="", uid="") == replace(other, name="", uid="", **left)  # type: ignore[arg-type]


def saved_views(repository: Repository, register: str) -> tuple[SavedView, ...]:
    """Views of a register in the order they were made; what cannot be read as one is left out."""
    found = []
    for record in repository.all("setting"):
        kind, _, rest = (record.values.key or "").partition(":")
        if kind == _KEY and rest.startswith(f"{register}:"):
            view = _read(record, register)
            if view is not None:
                found.append(view)
    return tuple(found)


def propose_save(repository: Repository, clock: Clock, view: SavedView) -> tuple[ChangeSet, SavedView]:
    """Keep a new view, or the changes of one; with it as it will be kept.

    Raises UserError `ownview.no_name` without a name, `ownview.taken` when the register has another of that name.
    """
    named = replace(view, name=clean(view.name)[:LONGEST].strip())
    if not named.name:
        raise UserError("ownview.no_name")
    for other in saved_views(repository, view.register):
        if other.uid != view.uid and other.name.casefold() == named.name.casefold():
            raise UserError("ownview.taken", name=other.name)
    made = replace(named, uid=view.uid or clock.new_id())
    stored = _stored(repository, made)
    if stored is None:
        change = create(made.uid, Setting(key=f"{_KEY}:{made.register}:{made.uid}", value=_write(made)))
        return ChangeSet(Label("ownview.act_saved", {"name": made.name}), (change,)), made
    changed = update(stored, value=_write(made))
    return ChangeSet(Label("ownview.act_changed", {"name": made.name}), (changed,) if changed else ()), made


def propose_delete(repository: Repository, view: SavedView) -> ChangeSet:
    """Take a view away; nothing to do when it is gone already."""
    stored = _stored(repository, view)
    return ChangeSet(Label("ownview.act_deleted", {"name": view.name}), (remove(stored),) if stored else ())


def _stored(repository: Repository, view: SavedView) -> Record[Any] | None:
    found = repository.where("setting", key=f"{_KEY}:{view.register}:{view.uid}")
    return found[0] if found else None


def _write(view: SavedView) -> str:
    kept = {
        "name": view.name,
        "base": view.base,
        "search": view.search,
        "facets": {key: sorted(chosen) for key, chosen in sorted(view.facets.items())},
        "order": list(view.order),
        "columns": view.columns,
        "density": view.density,
        "lines": view.lines,
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _read(record: Record[Any], register: str) -> SavedView | None:
    try:
        kept = json.loads(record.values.value or "")
        facets = {str(key): tuple(map(str, chosen)) for key, chosen in kept["facets"].items()}
        words = {key: str(kept[key]) for key in ("name", "base", "search", "columns", "density")}
        words["lines"] = str(kept.get("lines", ""))
        order = tuple(map(str, kept["order"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    uid = str(record.values.key).rsplit(":", 1)[-1]
    return SavedView(register, facets=facets, order=order, uid=uid, **words)
