"""`print` and `grab`: the commands that need Qt, without a window."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from workbench.commandline.frame import DONE, RECORD, command, open_record, say

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("print")
@RECORD
@click.argument("register")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--period", default="")
@click.option("--as-of", "as_of", type=DAY, default=None)
@command
def print_(record: Path, register: str, output: Path, period: str, as_of: datetime | None) -> int:
    """A register as PDF, laid out as on paper."""
    _screenless()
    from ui.printing.command import print_register

    with open_record(record, write=False) as opened:
        pages = print_register(opened, register, output, period, as_of.date() if as_of else None)
    say("cli.printed", file=str(output), n=pages)
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


def _screenless() -> None:
    """Draw without a screen where none was asked for: nothing is shown anyway."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
