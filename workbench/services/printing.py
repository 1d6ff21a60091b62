"""Printing a register: what the officer chose becomes a document (M10, R22–R25).

Gathers and orders; the words of rows are made by `printed_*`, the document by `reports.register_print`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from workbench.domain.vocabularies import VOCABULARIES
from workbench.errors import UserError
from workbench.messages import text_in
from workbench.records.record import Ref
from workbench.reports.document import PageSetup, PrintDocument, Signature
from workbench.reports.layouts import GROUPS, KEYS, ORDERS, Layout, LayoutColumn, layout
from workbench.reports.register_print import Entry, Head, RegisterContent, register_document
from workbench.services.council import CouncilView, council_of, signatory
from workbench.services.linked import Linked
from workbench.services.printed_escalations import EscalationPrint, Printed, summary
from workbench.services.printed_registers import (
    agreement_rows,
    agreement_summary,
    agreement_sums,
    obstacle_rows,
    obstacle_summary,
    obstacle_totals,
)
from workbench.services.registers import Registers
from workbench.storage.repository import Repository
from workbench.values.dates import format_date, format_official
from workbench.values.periods import Period

Authority = Literal["", "TM.", "KT.", "TL."]
PRINTED = tuple(KEYS)
SIGNERS = ("office_head", "team_head", "standing_vice_chair", "vice_chair", "chair")
_NO_COUNCIL = CouncilView("", "", "", "", "", "", "", "", ())


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What the officer chose. `only` keeps those records (a view or a selection), named by `filter_words`.

    `order` and `group` are of `reports.layouts.ORDERS` and `GROUPS`, empty for the first; sizes in points,
    margins in mm. `signer` is a council role, `authority` the capacity in which its holder signs.
    """

    period: Period | None = None
    as_of: date | None = None
    only: frozenset[str] | None = None
    filter_words: str = ""
    order: str = ""
    group: str = "none"
    localities: bool = True
    totals: bool = True
    sources: bool = False
    landscape: bool = True
    table_pt: float = 12.0
    left: float = 30.0
    right: float = 15.0
    top_bottom: float = 20.0
    signer: str = "office_head"
    authority: Authority = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PrintResult:
    """The document, how many records it lists, and a name for its file."""

    document: PrintDocument
    listed: int
    file_name: str


def print_document(registers: Registers, register: str, options: PrintOptions) -> PrintDocument:
    """The printed register; UserError `unknown_register` for one that is not printed."""
    return print_register(registers, register, options).document


def print_register(registers: Registers, register: str, options: PrintOptions) -> PrintResult:
    """As `print_document`, with what the page says of it."""
    if register not in PRINTED:
        raise UserError("unknown_register", name=register, known=", ".join(PRINTED))
    linked = registers.linked()
    as_of = options.as_of or registers.workbench.clock.today()
    shape, (first, last) = layout(register), window(registers, options.period)
    found = _chosen(_ROWS[register](linked, as_of, first, last), register, options)
    columns = _columns(shape, options)
    notes = _sources(registers, register, found) if options.sources else {}
    entries = tuple(_entry(row, options, notes) for row in found)
    council = council_of(registers.workbench.repository, as_of) or _NO_COUNCIL
    content = RegisterContent(
        Head(_parents(council), council.office or council.name, _place_date(council, options, as_of)),
        entries,
        tuple(_subtitles(options, first, last, as_of)),
        summary=_summary(register, found, first) if options.totals else (),
        signer=signature(registers.workbench.repository, options.signer, options.authority, as_of),
        sums=agreement_sums(linked, found) if register == "agreements" and options.totals else {},
    )
    document = register_document(shape, columns, content, page_setup(options))
    return PrintResult(document, len(found), _file_name(shape, options, as_of))


def page_setup(options: PrintOptions) -> PageSetup:
    """The page as chosen."""
    edge = options.top_bottom
    return PageSetup(
        options.landscape, edge, edge, options.left, options.right, table_pt=options.table_pt
    )


def window(registers: Registers, period: Period | None) -> tuple[date | None, date | None]:
    """First and last day of a period: the council's own where it has set them, else by the calendar."""
    if period is None:
        return None, None
    first, last = period.calendar_window()
    for rule in registers.workbench.repository.where("period_rule", period=period.code):
        first, last = rule.values.window_from or first, rule.values.window_to or last
    return first, last


# rows


def _escalation_rows(linked: Linked, as_of: date, first: date | None, last: date | None) -> list[Printed]:
    return EscalationPrint(linked, as_of).rows(first, last)


_ROWS: dict[str, Callable[[Linked, date, date | None, date | None], list[Printed]]] = {
    "escalations": _escalation_rows,
    "agreements": agreement_rows,
    "obstacles": obstacle_rows,
}


def _chosen(found: list[Printed], register: str, options: PrintOptions) -> list[Printed]:
    order = options.order if options.order in ORDERS[register] else ORDERS[register][0]
    kept = [row for row in found if options.only is None or row.uid in options.only]
    kept.sort(key=lambda row: row.order[order])
    if options.group != "none" and options.group in GROUPS[register]:
        kept.sort(key=lambda row: _group_key(row, options.group))
    return kept


def _group_key(row: Printed, group: str) -> tuple[bool, int, str]:
    """Levels go up the ladder, other groups by name, what has no group comes last."""
    name = row.groups.get(group, "")
    levels = [VOCABULARIES["level"].label(key, "vi") for key in VOCABULARIES["level"].choices]
    rank = levels.index(name) if group == "level" and name in levels else 0
    return not name, rank, name


def _entry(row: Printed, options: PrintOptions, notes: dict[str, str]) -> Entry:
    group = row.groups.get(options.group, "") if options.group != "none" else ""
    note = "\n".join(filter(None, (row.cells.get("note"), notes.get(row.uid))))
    return Entry({**row.cells, "note": note}, group, row.parts)


def _columns(shape: Layout, options: PrintOptions) -> tuple[LayoutColumn, ...]:
    columns = shape.columns if options.localities else shape.without("localities")
    if not options.sources:
        return columns
    return tuple(replace(c, width=c.width * 1.8) if c.key == "note" else c for c in columns)


def _sources(registers: Registers, register: str, found: Sequence[Printed]) -> dict[str, str]:
    """Where the content of each row was imported from: file and cell, by row (R26)."""
    repository = registers.workbench.repository
    linked = registers.linked()
    files = {batch.uid: batch.values.file_name for batch in repository.all("import_batch")}
    notes = {}
    for row in found:
        refs = [Ref("agreement" if register == "agreements" else "obstacle", row.uid)]
        if register == "escalations":
            refs = [obstacle.ref for obstacle in linked.escalation_obstacles(row.uid)]
        lines = []
        for ref in refs:
            known = registers.workbench.provenance(ref)
            _, source = known.get("content") or known.get("title") or (None, None)
            if source is not None:
                cell = str(source.cells[0]) if source.cells else ""
                lines.append(f"{files.get(source.batch, '')} {cell}".strip())
        if lines:
            notes[row.uid] = text_in("vi", "report.source", source="; ".join(dict.fromkeys(lines)))
    return notes


def _summary(register: str, found: Sequence[Printed], first: date | None) -> tuple[str, ...]:
    if register == "escalations":
        return summary(found)
    if register == "obstacles":
        return obstacle_summary(obstacle_totals(found, first))
    return agreement_summary(found)


# head and foot


def _parents(council: CouncilView) -> tuple[str, ...]:
    """The bodies above whoever issues it: the host, and the council when its office does."""
    return tuple(filter(None, (council.parent_name, council.name if council.office else "")))


def _place_date(council: CouncilView, options: PrintOptions, as_of: date) -> str:
    return format_official(options.place or council.place, as_of)


def _subtitles(options: PrintOptions, first: date | None, last: date | None, as_of: date) -> Iterator[str]:
    if first and last:
        days = {"first": format_date(first), "last": format_date(min(last, as_of))}
        if last < as_of:
            yield text_in("vi", "report.span_as_of", **days, day=format_date(as_of))
        else:
            yield text_in("vi", "report.span", **days)
    else:
        yield text_in("vi", "report.as_of", day=format_date(as_of))
    if options.filter_words:
        yield text_in("vi", "report.filtered", words=options.filter_words)


def signature(repository: Repository, role: str, authority: Authority, on: date) -> Signature | None:
    """Capacity, title and name of whoever holds a role on a day; no name when nobody is known to (R25)."""
    council = council_of(repository, on)
    if council is None:
        return None
    held = signatory(repository, council.uid, (role,), on)
    title = (held.values.title if held else "") or signer_title(council, role)
    above = [text_in("vi", f"report.capacity_{authority.rstrip('.').lower()}")] if authority else []
    return Signature((*above, title.upper()), "", held.values.person if held else "")


def signer_title(council: CouncilView, role: str) -> str:
    """Title of a role as it stands over a signature: "Trưởng Bộ phận thư ký", "Chánh Văn phòng"."""
    label = VOCABULARIES["council_role"].label(role, "vi")
    if role == "office_head" and council.office and not council.office.startswith("Văn phòng"):
        return text_in("vi", "report.head_of", office=council.office)
    if role in ("chair", "standing_vice_chair", "vice_chair"):
        return text_in("vi", "report.of_council", title=label)
    return label


def signers(repository: Repository, on: date) -> list[tuple[str, str]]:
    """Roles that may sign, with title and, where somebody holds it, the name."""
    council = council_of(repository, on)
    if council is None:
        return []
    found = []
    for role in SIGNERS:
        held = signatory(repository, council.uid, (role,), on)
        title = (held.values.title if held else "") or signer_title(council, role)
        found.append((role, f"{title} – {held.values.person}" if held else title))
    return found


def _file_name(shape: Layout, options: PrintOptions, as_of: date) -> str:
    return f"{shape.file_name}_{options.period.code if options.period else as_of.isoformat()}"
