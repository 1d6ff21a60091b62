"""Looks of an OpenDocument spreadsheet: fonts, marks and number formats by style name; hidden sheets.

Knows no cells. Prefixes of names are taken as every known program writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from workbench.exchange.reading.draft import PLAIN_FACTS, StyleFacts
from workbench.exchange.reading.package import Package

_FONT = "font"  # one key for the two ways to name a font, so that the nearer style wins
_DEPTH = 20  # styles inherit from each other; a circle ends here
_FORMATS = frozenset(
    (
        "number-style",
        "percentage-style",
        "currency-style",
        "date-style",
        "time-style",
        "boolean-style",
        "text-style",
    )
)
_DATE_WORDS = {"day": "d", "month": "m", "year": "yy", "hours": "h", "minutes": "m", "seconds": "s"}


@dataclass(slots=True)
class OdsStyles:
    """Facts by style name, resolved through parents; names of sheet styles that hide the sheet."""

    facts: dict[str, StyleFacts] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    durations: set[str] = field(default_factory=set)  # cell styles that show lengths of time


@dataclass(slots=True)
class _Style:
    parent: str
    format: str
    text: dict[str, str]


class StyleReader:
    """Collects styles from elements, then resolves them."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._faces: dict[str, str] = {}
        self._formats: dict[str, str] = {}
        self._lengths: set[str] = set()
        self._hidden: set[str] = set()

    def take_part(self, package: Package, part: str) -> None:
        """The styles of a part of styles alone."""
        if part in package:
            self.take(package.tree(part))

    def take(self, root: Element) -> None:
        """The styles below an element; later ones replace earlier ones of the same name."""
        for element in root.iter():
            if element.tag == "font-face":
                self._faces[element.get("name", "")] = element.get("font-family", "")
            elif element.tag in _FORMATS:
                self._take_format(element)
            elif element.tag in ("style", "default-style"):
                self._take_style(element)

    def _take_style(self, element: Element) -> None:
        family = element.get("family")
        name = element.get("name", "")
        if family == "table":
            properties = element.find("table-properties")
            if properties is not None and properties.get("display") == "false":
                self._hidden.add(name)
        elif family == "table-cell":
            properties = element.find("text-properties")
            text = dict(properties.attrib) if properties is not None else {}
            font = text.get("font-name") or text.get("font-family")
            if font:
                text[_FONT] = font
            parent = element.get("parent-style-name", "" if element.tag == "default-style" or not name else "\0")
            self._styles[name or "\0"] = _Style(parent, element.get("data-style-name", ""), text)

    def _take_format(self, element: Element) -> None:
        name = element.get("name", "")
        self._formats[name] = _format_code(element)
        if element.get("truncate-on-overflow") == "false":
            self._lengths.add(name)

    def finish(self) -> OdsStyles:
        """All styles, resolved."""
        result = OdsStyles(hidden=self._hidden)
        for name in self._styles:
            text, form = self._resolved(name)
            result.facts[name] = (
                self._font(text),
                text.get("font-weight", "normal") not in ("normal", "400", "300"),
                text.get("font-style", "normal") != "normal",
                text.get("text-line-through-style", "none") != "none"
                or text.get("text-line-through-type", "none") != "none",
                self._formats.get(form, ""),
            )
            if form in self._lengths:
                result.durations.add(name)
        result.facts.setdefault("", result.facts.get("Default", PLAIN_FACTS))
        return result

    def _resolved(self, name: str) -> tuple[dict[str, str], str]:
        text: dict[str, str] = {}
        form = ""
        for _ in range(_DEPTH):
            style = self._styles.get(name)
            if style is None:
                break
            text = {**style.text, **text}
            form = form or style.format
            name = style.parent
        return text, form

    def _font(self, text: dict[str, str]) -> str:
        name = text.get(_FONT, "")
        return self._faces.get(name, name).strip("'\" ")


def _format_code(element: Element) -> str:
    """The format as a spreadsheet code, near enough to tell order of day and month, digits and percent."""
    code = []
    for child in element:
        if child.tag == "number":
            code.append(_digits(child))
        elif child.tag in _DATE_WORDS:
            word = _DATE_WORDS[child.tag]
            code.append(word * 2 if child.get("style") == "long" else word)
        elif child.tag == "am-pm":
            code.append("AM/PM")
        elif child.tag in ("text", "currency-symbol") and child.text:
            plain = not any(letter.isalnum() for letter in child.text)
            code.append(child.text if plain else f'"{child.text}"')
        elif child.tag == "text-content":
            code.append("@")
    found = "".join(code)
    return "" if found in ("", "General") else found


def _digits(element: Element) -> str:
    least = _small(element.get("min-integer-digits"))
    places = _small(element.get("decimal-places"))
    if least <= 1 and not places and element.get("grouping") != "true" and element.get("decimal-places") is None:
        return "General"
    digits = "#,##0" if element.get("grouping") == "true" else "0" * max(1, least)
    return f"{digits}.{'0' * places}" if places else digits


def _small(text: str | None) -> int:
    return min(int(text), 30) if text and text.isdigit() and len(text) < 4 else 0
