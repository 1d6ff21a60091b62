"""Layouts of printed registers: which columns, in which order, how wide. Data from `resources/layouts/*.toml`.

A layout places columns, it computes nothing. Whatever is not known is refused with the name of the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from workbench import assets
from workbench.errors import UserError
from workbench.reports.document import Align

#: What the columns of a register may show.
KEYS: Mapping[str, frozenset[str]] = {
    register: frozenset(re.findall(r"\w+", keys))
    for register, keys in {
        "escalations": "ordinal paper obstacles asks localities authority due answer result outcome reminders note",
        "obstacles": "ordinal content field localities cause asks authority raised due state note",
        "agreements": "ordinal title paper fields localities focal_point content years amount_total amount_state"
        " amount_social implementation note",
        "tasks": "ordinal content source lead cooperators localities deliverable due submit_level progress note",
        "conclusions": "ordinal content lead localities deliverable due state result note",
        "plans": "ordinal name period paper state content class localities scale years note",
        "projects": "ordinal title group class localities place owner years paper total central planned allocated"
        " disbursed rate state difficulty note",
        "mechanisms": "ordinal title content purpose proposer localities authority instrument due state note",
        "sectors": "ordinal sector product role localities place market years amount advantage outlook note",
        "initiatives": "ordinal title localities kind description partners years state result adopted note",
        "coherence": "ordinal content plan other verdict differences obstacle note",
        "overlaps": "ordinal content localities place years amount causes judgement reason obstacle note",
        "capital": "ordinal content need planned allocated disbursed gap rate social note",
        "answers": "ordinal paper authority received letter asks localities extract result roadmap note",
        "results": "ordinal authority tracked carried raised answered resolved in_progress explained unanswered late"
        " share note",
        "submissions": "ordinal locality form received paper state note",
        "documents_out": "paper day subject signatory recipients keeper copies sent receipt note",
        "documents_in": "arrived arrival_number author paper day subject receiver passed receipt note",
    }.items()
}
GROUPS: Mapping[str, tuple[str, ...]] = {
    "escalations": ("none", "level", "authority"),
    "obstacles": ("none", "field", "locality", "authority"),
    "agreements": ("none", "field"),
    "tasks": ("none", "source", "lead", "status"),
    "conclusions": ("meeting", "lead", "status"),
    "plans": ("none", "level", "status"),
    "projects": ("none", "class", "locality", "status"),
    "mechanisms": ("none", "purpose", "authority", "status"),
    "sectors": ("none", "sector", "locality", "outlook"),
    "initiatives": ("none", "kind", "locality", "status"),
    "coherence": ("verdict", "plan", "other"),
    "overlaps": ("none", "judgement"),
    "capital": ("axis",),
    "answers": ("none", "authority"),
    "results": ("none", "level"),
    "submissions": ("none",),
    "documents_out": ("none", "type"),
    "documents_in": ("none", "author", "type"),
}
ORDERS: Mapping[str, tuple[str, ...]] = {
    "escalations": ("sent_date", "due", "authority", "code"),
    "obstacles": ("raised", "due", "field", "code"),
    "agreements": ("signed_date", "title", "code"),
    "tasks": ("due", "lead", "code"),
    "conclusions": ("meeting", "due", "lead", "code"),
    "plans": ("code", "name", "approved"),
    "projects": ("code", "title", "total"),
    "mechanisms": ("code", "due", "title"),
    "sectors": ("field", "locality", "code"),
    "initiatives": ("code", "locality", "title"),
    "coherence": ("verdict", "plan"),
    "overlaps": ("standing", "amount"),
    "capital": ("axis", "gap"),
    "answers": ("received", "authority", "code"),
    "results": ("ladder", "authority", "tracked"),
    "submissions": ("locality_code", "received"),
    "documents_out": ("day", "number"),
    "documents_in": ("arrived", "author"),
}
_TOP = {"register", "title", "file_name", "prepared_by", "unit", "column"}
_COLUMN = {"key", "heading", "width", "align", "optional", "groups", "by_hand"}


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column: what it shows, its heading, its width in mm. `optional` ones may be left out, `by_hand` ones
    are written in with a pen."""

    key: str
    heading: str
    width: float
    align: Align = "left"
    optional: bool = False
    groups: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A printed register. `title` in lines, `prepared_by` the title over the left signature, `unit` the line over
    the table that names the unit of its figures."""

    register: str
    title: tuple[str, ...]
    file_name: str
    prepared_by: str
    columns: tuple[LayoutColumn, ...]
    unit: str = ""

    def without(self, *keys: str) -> tuple[LayoutColumn, ...]:
        """The columns less some."""
        return tuple(column for column in self.columns if column.key not in keys)


def layout(register: str) -> Layout:
    """The shipped layout of a register; UserError `report.layout_*` naming the file when it is faulty."""
    return read_layout(assets.resource("layouts", f"{register}.toml"))


def read_layout(path: Path) -> Layout:
    """Read and check one layout file."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("report.layout_unreadable", file=path.name, detail=str(error)) from error
    _only(path, read, _TOP, "")
    register = str(read.get("register"))
    if register not in KEYS:
        raise UserError("report.layout_unknown", file=path.name, found=register, where="register")
    columns = tuple(_column(path, register, n, c) for n, c in enumerate(read.get("column", ()), 1))
    keys = [column.key for column in columns]
    if not keys or len(keys) != len(set(keys)):
        raise UserError("report.layout_columns", file=path.name)
    return Layout(
        register,
        tuple(_words(path, read, "title")),
        str(read.get("file_name") or register),
        str(read.get("prepared_by", "")),
        columns,
        str(read.get("unit", "")),
    )


def _column(path: Path, register: str, number: int, read: Mapping[str, Any]) -> LayoutColumn:
    where = f"column {number}"
    _only(path, read, _COLUMN, where)
    key, align = str(read.get("key")), read.get("align", "left")
    if key not in KEYS[register]:
        raise UserError("report.layout_unknown", file=path.name, found=key, where=where)
    if align not in get_args(Align):
        raise UserError("report.layout_unknown", file=path.name, found=str(align), where=where)
    width = read.get("width")
    if isinstance(width, bool) or not isinstance(width, (int, float)) or width <= 0:
        raise UserError("report.layout_unknown", file=path.name, found=str(width), where=where)
    return LayoutColumn(
        key,
        str(read.get("heading", "")),
        float(width),
        align,
        bool(read.get("optional", False)),
        tuple(_words(path, read, "groups")),
        bool(read.get("by_hand", False)),
    )


def _words(path: Path, read: Mapping[str, Any], key: str) -> list[str]:
    found = read.get(key, [])
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise UserError("report.layout_unknown", file=path.name, found=str(found), where=key)
    return found


def _only(path: Path, read: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in read:
        if key not in known:
            raise UserError("report.layout_unknown", file=path.name, found=key, where=where or "…")
