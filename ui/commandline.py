"""`print` and `grab`: the commands that need Qt, without a window."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from workbench.commandline.frame import DONE, RECORD, command, open_record, say
from workbench.errors import UserError
from workbench.reports.document import PrintDocument

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("print")
@RECORD
@click.argument("register")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--period", default="")
@click.option("--as-of", "as_of", type=DAY, default=None)
@click.option("--group", default="none")
@click.option("--cover", is_flag=True)
@command
def print_(
    record: Path, register: str, output: Path, period: str, as_of: datetime | None, group: str, cover: bool
) -> int:
    """A register as PDF, laid out as on paper; as workbook or Word file by the ending of the output."""
    from workbench.services.printing import PrintOptions, print_document
    from workbench.services.registers import Registers
    from workbench.values.periods import parse_period

    chosen = parse_period(period) if period else None
    if period and chosen is None:
        raise UserError("unknown_period", name=period)
    _check_suffix(output)
    with open_record(record, write=False) as opened:
        options = PrintOptions(chosen, as_of.date() if as_of else None, group=group, cover=cover)
        document = print_document(Registers(opened), register, options)
    _export(document, output)
    return DONE


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


def _check_suffix(output: Path) -> None:
    if output.suffix.lower() not in (".pdf", ".xlsx", ".docx"):
        raise UserError("cli.not_printed_as", file=output.name)


def _export(document: PrintDocument, output: Path) -> None:
    """Write the document and say so; with the number of pages where it has pages."""
    _screenless()
    from PySide6.QtGui import QGuiApplication

    from ui.printing.export import export
    from ui.printing.pdf import pdf

    application = QGuiApplication.instance() or QGuiApplication(["print"])
    try:
        if output.suffix.lower() == ".pdf":
            say("cli.printed", file=str(output), n=pdf(document, output))
        else:
            export(document, output)
            say("cli.exported", file=str(output))
    finally:
        del application


def _screenless() -> None:
    """Draw without a screen where none was asked for: nothing is shown anyway."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
