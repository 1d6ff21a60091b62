"""`print` and `grab`: the commands that need Qt, without a window."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.commandline.frame import DONE, RECORD, command, open_record, say
from workbench.errors import UserError

if TYPE_CHECKING:
    from ui.printing.frozen import FrozenPrint
    from workbench.reports.document import PrintDocument
    from workbench.services.printing import PrintOptions
    from workbench.services.workbench import Workbench

_COPY = re.compile(r"PH-\d{4}-\d+")
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("print")
@RECORD
@click.argument("register")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--period", default="")
@click.option("--as-of", "as_of", type=DAY, default=None)
@click.option("--group", default="none")
@click.option("--cover", is_flag=True)
@click.option("--volume", default="")
@click.option("--meeting", default="", help="of the register conclusions: those of the meeting with this code")
@click.option("--issue", "issuing", is_flag=True)
@command
def print_(
    record: Path,
    register: str,
    output: Path,
    period: str,
    as_of: datetime | None,
    group: str,
    cover: bool,
    volume: str,
    meeting: str,
    issuing: bool,
) -> int:
    """A register, or an issued copy by its code, as PDF laid out as on paper; as workbook or Word file by the
    ending of the output."""
    from workbench.services.printing import PrintOptions
    from workbench.values.periods import parse_period

    chosen = parse_period(period) if period else None
    if period and chosen is None:
        raise UserError("unknown_period", name=period)
    if output.suffix.lower() not in (".pdf", ".xlsx", ".docx"):
        raise UserError("cli.not_printed_as", file=output.name)
    day = as_of.date() if as_of else None
    options = PrintOptions(chosen, day, group=group, cover=cover, volume=volume)
    with _drawing(), open_record(record, write=issuing) as opened:
        if meeting:
            options = _of_meeting(opened, register, meeting, options)
        if _COPY.fullmatch(register):
            _print_copy(opened, register, output)
        elif issuing:
            _issue(opened, register, options, output)
        else:
            _print_draft(opened, register, options, output)
    return DONE


def _of_meeting(opened: Workbench, register: str, code: str, options: PrintOptions) -> PrintOptions:
    """The same for what one meeting concluded. UserError where that is not asked of conclusions, or there are none."""
    from workbench.services.finding import find_code
    from workbench.services.linkage import conclusions_of
    from workbench.services.registers import Registers

    if register != "conclusions":
        raise UserError("cli.meeting_of_conclusions", register=register)
    linked, ref = Registers(opened).linked(), find_code(opened.repository, code)
    found = conclusions_of(linked, ref.uid) if ref.entity == "meeting" else []
    if not found:
        raise UserError("cli.nothing_concluded", meeting=code)
    words = linked.meetings[ref.uid].values.code
    return replace(options, only=frozenset(task.uid for task in found), filter_words=words)


@click.command("grab")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--size", default="1366x768")
@click.option("--scale", type=click.FloatRange(0.5, 4.0), default=1.0)
@click.option("--theme", type=click.Choice(["light", "dark", "contrast"]), default="light")
@click.option("--lang", type=click.Choice(["vi", "en"]), default=None)
@click.option("--page", default=None)
@command
def grab(folder: Path, size: str, scale: float, theme: str, lang: str | None, page: str | None) -> int:
    """A picture of every page on the sample record."""
    _screenless()
    from ui.grab import grab_pages
    from workbench.messages import language

    for path in grab_pages(folder, size=size, scale=scale, theme=theme, lang=lang or language(), page=page):
        click.echo(str(path))
    return DONE


def _print_draft(opened: Workbench, register: str, options: PrintOptions, output: Path) -> None:
    from workbench.services.printing import print_document
    from workbench.services.registers import Registers

    document = print_document(Registers(opened), register, options)
    _write(document, document, output)


def _issue(opened: Workbench, register: str, options: PrintOptions, output: Path) -> None:
    """Issue the register, then write the issued pages."""
    from ui.printing.issuing import frozen, lay_out
    from workbench.services.issuing import issue, load
    from workbench.services.registers import Registers

    copy, _ = issue(Registers(opened), register, options, lay_out)
    say("cli.issued", name=copy.code, number=copy.journal_number, mark=copy.journal_hash[:8])
    snapshot = load(opened, copy)
    _write(frozen(snapshot), snapshot.document, output)


def _print_copy(opened: Workbench, code: str, output: Path) -> None:
    """An issued copy as it was issued; what the record says otherwise by now is told beside."""
    from ui.printing.issuing import frozen
    from workbench.services.issuing import differences, issued_copy, load
    from workbench.services.registers import Registers

    copy = issued_copy(opened, code)
    snapshot = load(opened, copy)
    _write(frozen(snapshot), snapshot.document, output)
    for found in differences(Registers(opened), copy, snapshot):
        say(
            f"cli.differs_{found.kind}",
            number=found.number,
            heading=found.heading,
            before=found.before.replace("\n", "; ") or "–",
            after=found.after.replace("\n", "; ") or "–",
        )


def _write(pages: PrintDocument | FrozenPrint, document: PrintDocument, output: Path) -> None:
    """Write the document and say so; with the number of pages where it has pages."""
    from ui.printing.export import export
    from ui.printing.pdf import pdf

    if output.suffix.lower() == ".pdf":
        say("cli.printed", file=str(output), n=pdf(pages, output))
    else:
        export(document, output)
        say("cli.exported", file=str(output))


@contextmanager
def _drawing() -> Iterator[None]:
    """Fonts can be measured inside, though nothing is shown."""
    _screenless()
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication(["print"])
    try:
        yield
    finally:
        del application


def _screenless() -> None:
    """Draw without a screen where none was asked for: nothing is shown anyway."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
