"""What keyboards, fonts and programs do to letters and days after the writer is done."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random

from tests.exchange.wild.two.page import Page
from workbench.exchange.raw import CellValue, RawCell, Style

TABLE = Path(__file__).resolve().parents[4] / "resources" / "reference" / "legacy_encodings.csv"
FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times"}


@cache
def legacy(name: str) -> dict[int, str]:
    """Letters of an old encoding, as they look to a Unicode program."""
    column = {"tcvn3": "tcvn3_hex", "vni": "vni_hex"}[name]
    made = {}
    with TABLE.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            if (line[column] and line.get("tcvn3_caps_font", "0") != "1") or (name == "vni" and line[column]):
                made[ord(line["char"])] = bytes.fromhex(line[column]).decode("cp1252", "replace")
    return made


def old_letters(page: Page, name: str) -> None:
    """All texts of a page in an old encoding."""
    table = legacy(name)

    def turn(text: str) -> str:
        return unicodedata.normalize("NFC", text).translate(table)

    each(page, turn, Style(font=FONTS[name]))
    page.flag("legacy_encoding", frozenset(("*",)), must=True)


def each(page: Page, turn: Callable[[str], str], style: Style | None = None) -> None:
    """Turn every text of a page."""
    for line in page.cells.values():
        for column, cell in line.items():
            if isinstance(cell.value, str):
                look = replace(cell.style, font=style.font) if style else cell.style
                if look.font == ".VnTime" and cell.value.isupper():  # TCVN3 has no accented capitals: a font draws them
                    line[column] = RawCell(turn(cell.value.lower()), replace(look, font=".VnTimeH"))
                    continue
                line[column] = RawCell(turn(cell.value), look)


def dirty(page: Page, rng: Random) -> None:
    """Invisible characters, decomposed letters, the foreign Đ, blanks, tone marks elsewhere."""

    def turn(text: str) -> str:
        draw = rng.random()
        if draw < 0.2:
            text = unicodedata.normalize("NFD", text)
        elif draw < 0.35:
            text = text.replace("Đ", "Ð").replace("đ", "ð") if draw < 0.28 else text.replace("Đ", "Ð")
        elif draw < 0.5:
            text = text.replace(" ", "\u00a0", 2)
        elif draw < 0.6:
            text = text.replace(" ", " \u200b", 1)
        elif draw < 0.7:
            text = f"  {text}  "
        elif draw < 0.8:
            text = text.replace(" ", "  ", 1)
        elif draw < 0.85:
            text = "\ufeff" + text
        return text

    each(page, turn)


def american(page: Page) -> None:
    """Days typed as d/m/y into a program that reads m/d/y: swapped where it can, left as text elsewhere."""
    for row, column in page.dated:
        cell = page.cells.get(row, {}).get(column)
        if cell is None or not isinstance(cell.value, date):
            continue
        day = cell.value
        if day.day <= 12:
            page.cells[row][column] = replace(cell, value=date(day.year, day.day, day.month))
            if day.day != day.month:
                page.flag("ambiguous_date", frozenset((page.at(row, column),)), must=True)
        else:
            page.cells[row][column] = replace(cell, value=f"{day.day}/{day.month}/{day.year}")


def flat_text(value: CellValue) -> CellValue:
    """A value as a text file holds it, saved under Vietnamese settings."""
    if isinstance(value, date | datetime):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value) if value is not None else None


def flatten(page: Page) -> None:
    """A page as a text file holds it."""
    page.merges.clear()
    for row, line in page.cells.items():
        for column, cell in line.items():
            text = flat_text(cell.value)
            line[column] = RawCell(text)
            if isinstance(cell.value, float) and len(str(text).partition(",")[2]) == 3:
                page.flag("ambiguous_number", frozenset((page.at(row, column),)), must=False)
