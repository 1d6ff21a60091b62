"""All commands under one name, each imported when it is called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path

import click

from workbench.messages import LANGUAGES, set_language, text


class Commands(click.Group):
    """The commands, found by name when called; their help comes from the catalogues."""

    def __init__(self, places: Mapping[str, str], **given: object) -> None:
        super().__init__(**given)  # type: ignore[arg-type]
        self._places = places  # name: where its function stands, in the order of the work

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the work."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, imported now."""
        if cmd_name not in self._places:
            return None
        module, _, name = self._places[cmd_name].partition(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        found.help = text(f"cli.help_{cmd_name}")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names with their sentences, without importing any of them."""
        with formatter.section(text("cli.commands")):
            formatter.write_dl([(name, text(f"cli.help_{name}")) for name in self._places])


def run(places: Mapping[str, str], arguments: list[str]) -> None:
    """Run the command that the arguments name; leaves by SystemExit."""

    def common(lang: str, passphrase_file: Path | None) -> None:
        set_language(lang)

    group = Commands(
        places,
        callback=common,
        help=text("cli.help"),
        params=[
            click.Option(["--lang"], type=click.Choice(LANGUAGES), default="vi"),
            # the file is read when an encrypted record is opened
            click.Option(["--passphrase-file"], type=click.Path(path_type=Path), default=None),
        ],
    )
    group(arguments, prog_name="main.py")
