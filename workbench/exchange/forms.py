"""Forms as data: `resources/forms/*.toml` to `FormSpec`. Nothing but the keys named here is accepted.

A form says which columns it has, what they are called and what they hold; for reading and for writing. It has
no expressions: a rule that needs an "if" is Python. Released versions are never edited, only superseded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from workbench.assets import prepared, resource
from workbench.errors import UserError
from workbench.frozen import frozen
from workbench.values.periods import PeriodKind

Kind = Literal["text", "docno", "date", "year", "amount", "provinces", "authorities", "code"]
Split = Literal["number_date", "years", "labels"]
KINDS: frozenset[str] = frozenset(get_args(Kind))
NAMES: tuple[Kind, ...] = ("provinces", "authorities")  # lists of names, read as they were called on a day
LISTED: tuple[Kind, ...] = (*NAMES, "code")  # kinds whose values stand in a list
BY_WHEN = ("deadline", "due")  # fields of the day by which something is to be done
REMARK = "note"  # the field in which anything may stand
SPLITS: frozenset[str] = frozenset(get_args(Split))


@frozen
class FormColumn:
    """One column. `list` names the catalogue of a code; `group` the heading above it; `width` is in characters.

    `example`: what may stand in such a cell, for the guide of a form sent out; "" where any of its kind will do.
    `expected`: a record without it is taken, and asked about. An alias "A / B" is a heading B under a group heading A.
    `sum_of` names the columns that add up to this one.
    """

    key: str
    kind: Kind
    heading: str
    aliases: tuple[str, ...] = ()
    width: int = 16
    required: bool = False
    optional: bool = False
    expected: bool = False
    group: str = ""
    list: str = ""
    sum_of: tuple[str, ...] = ()
    format: str = ""
    example: str = ""


@frozen
class JoinedColumn:
    """A heading under which several fields stand in one cell, and how such a cell is taken apart."""

    fields: tuple[str, ...]
    split: Split
    aliases: tuple[str, ...]


@frozen
class FormSpec:
    """One version of one form. `unit` is đồng per 1 of its amounts; `main` the column a record is known by.

    `identity`: what tells two rows of the same main text apart; `order`: pairs of dates or years, first not after
    second; `titles`: other titles met; `every`: the kind of period it is owed for, "" for a form nobody owes;
    `reads`: whether it is read in, or only made; `group`: the column whose values head the rows of an export.
    """

    key: str
    version: str
    valid_from: date
    valid_to: date | None
    entity: str
    code: str
    title: str
    titles: tuple[str, ...]
    sheet: str
    unit: int
    unit_label: str
    main: str
    identity: tuple[str, ...]
    order: tuple[tuple[str, str], ...]
    columns: tuple[FormColumn, ...]
    joined: tuple[JoinedColumn, ...]
    every: str = ""
    reads: bool = True
    group: str = ""

    @cached_property
    def by_key(self) -> Mapping[str, FormColumn]:
        """Columns by their key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Keys of the columns that must be filled."""
        return tuple(column.key for column in self.columns if column.required)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Keys of the columns that must be filled, and of those without which something is amiss."""
        return tuple(column.key for column in self.columns if column.required or column.expected)

    @cached_property
    def totals(self) -> tuple[FormColumn, ...]:
        """Columns that others add up to."""
        return tuple(column for column in self.columns if column.sum_of)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Numbers of papers among what tells rows apart."""
        return tuple(key for key in self.identity if self.by_key[key].kind == "docno")

    @cached_property
    def references(self) -> frozenset[str]:
        """Numbers of papers that are not dated here: another paper is meant, by its number or by its name."""
        dated = {joined.fields[0] for joined in self.joined if joined.split == "number_date"}
        return frozenset(c.key for c in self.columns if c.kind == "docno" and c.key not in dated)

    @cached_property
    def parts(self) -> frozenset[str]:
        """Amounts that are part of another one."""
        return frozenset(part for column in self.columns for part in column.sum_of)


def load_forms(folder: Path | None = None) -> tuple[FormSpec, ...]:
    """All forms of a folder (the shipped ones by default), by key, the newest version of a key first.

    Raises UserError with file and line for a file that is not a form.
    """
    return _shipped() if folder is None else _forms_in(folder)


@lru_cache(maxsize=1)
def _shipped() -> tuple[FormSpec, ...]:
    """Those of the program itself are parsed once and kept for the next start."""

    def read(path: Path) -> FormSpec:
        try:
            return _Reader(path.name, "", prepared(path, _parsed)).form()
        except (ValueError, UserError):
            return load_form(path)  # says on which line it is not a form

    return _forms_in(resource("forms"), read)


def _forms_in(folder: Path, read: Callable[[Path], FormSpec] | None = None) -> tuple[FormSpec, ...]:
    found = [(read or load_form)(path) for path in sorted(folder.glob("*.toml"))]
    newest_first = sorted(found, key=lambda form: form.valid_from, reverse=True)
    return tuple(sorted(newest_first, key=lambda form: form.key))


def load_form(path: Path) -> FormSpec:
    """One form from its file."""
    return _Reader(path.name, path.read_text(encoding="utf-8")).form()


_FORM: dict[str, type | tuple[type, ...]] = {
    "key": str, "version": str, "valid_from": date, "valid_to": date, "entity": str, "code": str, "title": str,
    "titles": list, "sheet": str, "unit": str, "main": str, "identity": list, "order": list, "column": list,
    "joined": list, "every": str, "reads": bool, "group": str,
}  # fmt: skip
_COLUMN: dict[str, type | tuple[type, ...]] = {
    "key": str, "kind": str, "heading": str, "aliases": list, "width": int, "required": bool, "optional": bool,
    "expected": bool,
    "group": str, "list": str, "sum_of": list, "format": str, "example": str,
}  # fmt: skip
#: As the shipped forms name them: they are opened at every start, and what reads units in any words takes longer to
#: import than all forms to open.
_PLAIN_UNITS = {"": 1, "triệu đồng": 10**6, "tỷ đồng": 10**9}
_JOINED: dict[str, type | tuple[type, ...]] = {"fields": list, "split": str, "aliases": list}
_NEEDED = ("key", "version", "valid_from", "entity", "code", "title", "main", "column")


def _parsed(text: str) -> Any:
    import tomllib

    return tomllib.loads(text)


class _Reader:
    """Checks what a file says and knows on which line it says it."""

    def __init__(self, name: str, text: str, data: Mapping[str, Any] | None = None) -> None:
        self._name = name
        self._lines = text.splitlines()
        try:
            self._data = _parsed(text) if data is None else data
        except ValueError as error:
            line = re.search(r"line (\d+)", str(error))
            raise self._error("form_syntax", int(line[1]) if line else len(self._lines)) from None

    def form(self) -> FormSpec:
        data = self._data
        self._check(data, _FORM, "", 0)
        for key in _NEEDED:
            if key not in data:
                raise self._error("form_missing_key", 1, key=key)
        columns = tuple(self._column(entry, n) for n, entry in enumerate(data["column"]))
        joined = tuple(self._joined(entry, n) for n, entry in enumerate(data.get("joined", ())))
        form = FormSpec(
            data["key"],
            data["version"],
            data["valid_from"],
            data.get("valid_to"),
            data["entity"],
            data["code"],
            data["title"],
            tuple(data.get("titles", ())),
            data.get("sheet", data["key"]),
            self._unit(data),
            data.get("unit", ""),
            data["main"],
            tuple(data.get("identity", ())),
            tuple((first, second) for first, second in data.get("order", ())),
            columns,
            joined,
            self._every(data),
            data.get("reads", True),
            data.get("group", ""),
        )
        self._check_references(form)
        return form

    def _column(self, entry: Mapping[str, Any], n: int) -> FormColumn:
        self._check(entry, _COLUMN, "column", n)
        for key in ("key", "kind", "heading"):
            if key not in entry:
                raise self._error("form_missing_key", self._line("column", n), key=key)
        if entry["kind"] not in KINDS:
            raise self._error("form_bad_value", self._line("column", n, "kind"), key="kind", value=entry["kind"])
        if (entry["kind"] == "code") != bool(entry.get("list")):
            raise self._error("form_missing_key", self._line("column", n), key="list")
        plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
        return FormColumn(**plain)

    def _joined(self, entry: Mapping[str, Any], n: int) -> JoinedColumn:
        self._check(entry, _JOINED, "joined", n)
        split = entry.get("split", "")
        if split not in SPLITS:
            raise self._error("form_bad_value", self._line("joined", n), key="split", value=split)
        return JoinedColumn(tuple(entry.get("fields", ())), split, tuple(entry.get("aliases", ())))

    def _unit(self, data: Mapping[str, Any]) -> int:
        label = data.get("unit", "")
        unit = _PLAIN_UNITS.get(label) or self._read_unit(label)
        if unit is None:
            raise self._error("form_bad_value", self._line("", 0, "unit"), key="unit", value=label)
        return unit

    def _read_unit(self, label: str) -> int | None:
        from workbench.values.money import unit_of

        return unit_of(label)

    def _every(self, data: Mapping[str, Any]) -> str:
        every: str = data.get("every", "")
        if every and every not in get_args(PeriodKind):
            raise self._error("form_bad_value", self._line("", 0, "every"), key="every", value=every)
        return every

    def _check(self, entry: Mapping[str, Any], known: Mapping[str, type | tuple[type, ...]], table: str, n: int) -> None:
        for key, value in entry.items():
            if key not in known:
                raise self._error("form_unknown_key", self._line(table, n, key), key=key)
            if not isinstance(value, known[key]):
                raise self._error("form_bad_value", self._line(table, n, key), key=key, value=value)

    def _check_references(self, form: FormSpec) -> None:
        named: list[tuple[Iterable[str], str, int, str]] = [
            ((form.main,), "", 0, "main"),
            (form.identity, "", 0, "identity"),
            ((form.group,) if form.group else (), "", 0, "group"),
            ([key for pair in form.order for key in pair], "", 0, "order"),
        ]
        named += [(column.sum_of, "column", n, "sum_of") for n, column in enumerate(form.columns)]
        named += [(joined.fields, "joined", n, "fields") for n, joined in enumerate(form.joined)]
        for keys, table, n, where in named:
            for key in keys:
                if key not in form.by_key:
                    raise self._error("form_unknown_field", self._line(table, n, where), key=key)

    def _line(self, table: str, n: int, key: str = "") -> int:
        """Line of the n-th table of that name, or of a key in it."""
        at = 0
        if table:
            starts = [i for i, line in enumerate(self._lines) if line.strip() == f"[[{table}]]"]
            at = starts[n] if n < len(starts) else 0
        if key:
            for i in range(at, len(self._lines)):
                if re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", self._lines[i]):
                    return i + 1
        return at + 1

    def _error(self, code: str, line: int, **params: object) -> UserError:
        return UserError(f"importing.{code}", file=self._name, line=line, **params)
