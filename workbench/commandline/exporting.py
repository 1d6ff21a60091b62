"""`export` and `sample`: files that the program makes."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.commandline.frame import DONE, RECORD, clock, command, open_record, say


@click.command("export")
@RECORD
@click.argument("form")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--locality", default="")
@click.option("--period", default="")
@click.option("--blank", is_flag=True)
@click.option("--members", is_flag=True)
@command
def export(record: Path, form: str, output: Path, locality: str, period: str, blank: bool, members: bool) -> int:
    """An official form as a workbook; with `--members`, the forms (`B01,B02`) of all members in a folder."""
    from workbench.services.exporting import export_form, export_round

    with open_record(record, write=False) as opened:
        if members:
            made = export_round(opened, form.split(","), output, period, blank=blank)
            say("form.exported_round", n=len(made), folder=str(output))
            return DONE
        one = export_form(opened, form, output, locality=locality, period=period, blank=blank)
    say("form.exported", file=str(output), n=one.rows)
    return DONE


@click.command("sample")
@RECORD
@click.option("--rows", type=click.IntRange(1, 1_000_000), default=None)
@click.option("--seed", type=int, default=1)
@command
def sample(record: Path, rows: int | None, seed: int) -> int:
    """A record full of invented data, marked as sample."""
    from workbench.services.sample import sample_record

    sample_record(record, clock(), seed=seed, rows=rows).close()
    say("cli.created", file=str(record))
    return DONE
