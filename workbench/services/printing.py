"""Printing a register: what the officer chose becomes a document (M10, R22–R25).

Gathers and orders; the words of rows are made by `printed_*`, the document by `reports.register_print`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from workbench.domain.vocabularies import VOCABULARIES
from workbench.errors import UserError
from workbench.messages import text_in
from workbench.records.record import Ref
from workbench.reports.document import (
    CoverPage,
    Line,
    PageSetup,
    PrintDocument,
    Signature,
    Signatures,
    Table,
    Title,
)
from workbench.reports.layouts import GROUPS, ORDERS, Layout, LayoutColumn, layout
from workbench.reports.register_print import Entry, Head, RegisterContent, letterhead, register_document
from workbench.services.council import CouncilView, council_of, signatory
from workbench.services.linked import Linked
from workbench.services.past import STATE, Past
from workbench.services.print_record import record_number, sheet_columns, sheet_rows
from workbench.services.printed import Kind, Printed, Span
from workbench.services.printed_kinds import KINDS
from workbench.services.registers import Registers
from workbench.storage.repository import Repository
from workbench.values.dates import format_date, format_official
from workbench.values.periods import Period, reporting_period

Authority = Literal["", "TM.", "KT.", "TL."]
PRINTED = tuple(KINDS)
SIGNERS = ("office_head", "team_head", "standing_vice_chair", "vice_chair", "chair")
_DOTS = "……"
_NO_COUNCIL = CouncilView("", "", "", "", "", "", "", "", ())


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What the officer chose. `only` keeps those records (a view or a selection), named by `filter_words`.

    `order` and `group` are of `reports.layouts.ORDERS` and `GROUPS`, empty for the first; sizes in points,
    margins in mm. `signer` is a council role, `authority` the capacity in which its holder signs. `restart`:
    numbering begins again in each group (R23). `cover` puts a cover page before it, with the number of the
    `volume`. `sheet`: instead of the register, all that is known of the one record with this id.
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
    restart: bool = True
    cover: bool = False
    volume: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class PrintResult:
    """The document, what it was made from, and a name for its file. `rows` are the records listed, in order."""

    document: PrintDocument
    rows: tuple[Printed, ...]
    file_name: str
    span: Span
    register: str
    columns: tuple[LayoutColumn, ...]

    @property
    def listed(self) -> int:
        """How many records it lists."""
        return len(self.rows)


def print_document(registers: Registers, register: str, options: PrintOptions) -> PrintDocument:
    """The printed register; UserError `unknown_register` for one that is not printed."""
    return print_register(registers, register, options).document


def print_register(
    registers: Registers, register: str, options: PrintOptions, marks: tuple[str, ...] = ()
) -> PrintResult:
    """As `print_document`, with what the page says of it; `marks` are small lines under the signatures."""
    kind = KINDS.get(register)
    if kind is None:
        raise UserError("unknown_register", name=register, known=", ".join(PRINTED))
    if options.group == "none":
        options = replace(options, group=GROUPS[register][0])
    if options.group not in GROUPS[register]:
        known = ", ".join(GROUPS[register])
        raise UserError("report.unknown_group", register=register, name=options.group, known=known)
    linked = registers.linked()
    span = span_of(registers, register, options)
    shape = layout(register)
    found = _chosen(_asked(kind, linked, span, options), register, options)
    notes = _sources(registers, kind, found) if options.sources else {}
    council = council_of(registers.workbench.repository, span.as_of) or _NO_COUNCIL
    head = Head(_parents(council), council.office or council.name, _place_date(council, options, span.as_of))
    content = RegisterContent(
        head,
        tuple(_entry(row, options, notes) for row in found),
        tuple(_subtitles(kind, options, span)),
        signer=signature(registers.workbench.repository, options.signer, options.authority, span.as_of),
        restart=options.restart,
        cover=_cover(shape, head, found, options, span) if options.cover else None,
        marks=marks,
    )
    if options.sheet:
        return _record_sheet(linked, register, content, found, options, span)
    content = _with_totals(content, kind, linked, found, options, span)
    content = replace(content, summary=(*content.summary, *_unknown(kind, linked, found, span)))
    columns = _columns(shape, options)
    document = register_document(shape, columns, content, page_setup(options))
    name = _file_name(shape, options, span.as_of)
    return PrintResult(document, tuple(found), name, span, register, columns)


def _record_sheet(
    linked: Linked,
    register: str,
    content: RegisterContent,
    found: Sequence[Printed],
    options: PrintOptions,
    span: Span,
) -> PrintResult:
    """One record under the head and over the signatures that its register has."""
    ref = Ref(KINDS[register].entity, options.sheet)
    setup, number = page_setup(options), record_number(linked, ref)
    title = text_in("vi", f"report.sheet_title_{ref.entity}")
    lines = (Line(title, True, size=14), Line(text_in("vi", "report.sheet_number", number=number), size=13))
    table = Table(sheet_columns(), sheet_rows(linked, ref, span))
    left = Signature((text_in("vi", "report.sheet_by"),), text_in("vi", "report.sign_note"))
    blocks = (letterhead(content.head), Title(lines), table, Signatures(left, content.signer))
    kept = tuple(row for row in found if row.uid == options.sheet)
    name = re.sub(r"[^\w-]+", "-", f"Phieu_{number}")
    return PrintResult(PrintDocument(f"{title} {number}", blocks, setup), kept, name, span, register, ())


def span_of(registers: Registers, register: str, options: PrintOptions) -> Span:
    """The day and the period of a print."""
    as_of = options.as_of or registers.workbench.clock.today()
    period = options.period or (reporting_period(as_of) if KINDS[register].periodic else None)
    workbench = registers.workbench
    past = Past(workbench.journal, registers.linked(), as_of) if as_of < workbench.clock.today() else None
    return Span(as_of, *window(registers, period), period, past)


def _unknown(kind: Kind, linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """That some were entered only after the day of the print, so that how they stood then is not known."""
    if span.past is None or kind.entity not in STATE:
        return ()
    listed = [linked.repository.need(Ref(kind.entity, row.uid)) for row in found]
    told = "implementation" if kind.entity == "agreement" else ""  # which is all that is printed of them
    number = sum(not span.past.is_known(record, told) for record in listed)
    return (text_in("vi", "report.past_unknown", n=number, day=format_date(span.as_of)),) if number else ()


def _with_totals(
    content: RegisterContent,
    kind: Kind,
    linked: Linked,
    found: Sequence[Printed],
    options: PrintOptions,
    span: Span,
) -> RegisterContent:
    if not options.totals:
        return content
    sums = kind.sums(linked, found, span)
    groups = dict.fromkeys(row.groups.get(options.group, "") for row in found) if sums else ()
    group_sums = {
        group: kind.sums(linked, [row for row in found if row.groups.get(options.group, "") == group], span)
        for group in groups
    }
    return replace(
        content,
        summary=kind.summary(linked, found, span),
        sums=sums,
        rates=kind.rates(linked, found, span),
        group_sums=group_sums,
    )


def page_setup(options: PrintOptions) -> PageSetup:
    """The page as chosen."""
    edge = options.top_bottom
    return PageSetup(options.landscape, edge, edge, options.left, options.right, table_pt=options.table_pt)


def window(registers: Registers, period: Period | None) -> tuple[date | None, date | None]:
    """First and last day of a period: the council's own where it has set them, else by the calendar."""
    if period is None:
        return None, None
    first, last = period.calendar_window()
    for rule in registers.workbench.repository.where("period_rule", period=period.code):
        first, last = rule.values.window_from or first, rule.values.window_to or last
    return first, last


# rows


def _asked(kind: Kind, linked: Linked, span: Span, options: PrintOptions) -> list[Printed]:
    found = kind.rows(linked, span)
    if options.only is None:
        return list(kind.unasked(linked, found, span))
    return found


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
    return not name, rank, row.order.get(f"{group}_group", name)


def _entry(row: Printed, options: PrintOptions, notes: dict[str, str]) -> Entry:
    group = row.groups.get(options.group, "") if options.group != "none" else ""
    note = "\n".join(filter(None, (row.cells.get("note"), notes.get(row.uid))))
    return Entry({**row.cells, "note": note}, group, row.parts)


def _columns(shape: Layout, options: PrintOptions) -> tuple[LayoutColumn, ...]:
    columns = shape.columns if options.localities else shape.without("localities")
    if not options.sources:
        return columns
    return tuple(replace(c, width=c.width * 1.8) if c.key == "note" else c for c in columns)


def _sources(registers: Registers, kind: Kind, found: Sequence[Printed]) -> dict[str, str]:
    """Where the content of each row was imported from: file and cell, by row (R26)."""
    repository = registers.workbench.repository
    linked = registers.linked()
    files = {batch.uid: batch.values.file_name for batch in repository.all("import_batch")}
    notes = {}
    for row in found:
        refs = [Ref(kind.entity, row.uid)] if kind.entity else []
        if kind.entity == "escalation":
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


# head and foot


def _parents(council: CouncilView) -> tuple[str, ...]:
    """The bodies above whoever issues it: the host, and the council when its office does."""
    return tuple(filter(None, (council.parent_name, council.name if council.office else "")))


def _place_date(council: CouncilView, options: PrintOptions, as_of: date) -> str:
    return format_official(options.place or council.place, as_of)


def _subtitles(kind: Kind, options: PrintOptions, span: Span) -> Iterator[str]:
    first, last, as_of = span.first, span.last, span.as_of
    if kind.periodic and span.period:
        yield text_in("vi", "report.period_line", period=span.period.label("vi"))
    elif first and last:
        days = {"first": format_date(first), "last": format_date(min(last, as_of))}
        if last < as_of:
            yield text_in("vi", "report.span_as_of", **days, day=format_date(as_of))
        else:
            yield text_in("vi", "report.span", **days)
    else:
        yield text_in("vi", "report.as_of", day=format_date(as_of))
    if options.filter_words:
        yield text_in("vi", "report.filtered", words=options.filter_words)


def _cover(shape: Layout, head: Head, found: Sequence[Printed], options: PrintOptions, span: Span) -> CoverPage:
    """Cover of a bound register (decree 30/2020/NĐ-CP, annex IV): year, days, numbers, volume. Where the record
    does not know one, dots are left to write on."""
    first, last = _cover_days(found, span)
    year = f"{last.year}" if first.year == last.year else f"{first.year}–{last.year}"
    numbers = [row.number for row in sorted(found, key=lambda row: row.order[ORDERS[shape.register][0]])]
    numbers = [number for number in numbers if number] or [_DOTS]
    days = {"first": format_date(first), "last": format_date(last)}
    return CoverPage(
        tuple(part.upper() for part in head.parents),
        (head.issuer.upper(),),
        shape.title,
        (
            text_in("vi", "report.cover_year", year=year),
            text_in("vi", "report.cover_days", **days),
            text_in("vi", "report.cover_numbers", first=numbers[0], last=numbers[-1]),
            text_in("vi", "report.cover_volume", volume=options.volume or _DOTS),
        ),
    )


def _cover_days(found: Sequence[Printed], span: Span) -> tuple[date, date]:
    """The period, else from the first day known of any record to the day of the print."""
    if span.first and span.last:
        return span.first, min(span.last, span.as_of)
    opened = [row.standing.opened for row in found if row.standing.opened]
    return min(opened, default=span.as_of), span.as_of


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
