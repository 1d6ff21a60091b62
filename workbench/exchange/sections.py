"""Labelled parts of one cell: "Nguyên nhân: … Kiến nghị: …" taken apart by the labels that name fields."""

from __future__ import annotations

import re

from workbench.exchange.headings import HeadingBook, heading_words

_SPEAKS = 0.4
_AHEAD = 0.25  # of the other fields
_LABEL_WORDS = 5
_LABEL = re.compile(r"(?:(?<=\n)|^|(?<=[.;!?]\s))[ \t]*[*\-+•–\d.)a-e ]{0,6}([^\W\d_][^:\n]{1,60}?)\s*:[ \t]*")


def labelled_parts(text: str, form: str, fields: tuple[str, ...], book: HeadingBook) -> dict[str, str] | None:
    """Parts of `text` by field; None when no label of these fields stands in it.

    Text before the first label belongs to the first field. Labels of other fields do not cut.
    """
    found: list[tuple[int, int, str]] = []
    for match in _LABEL.finditer(text):
        field = _field_of(match[1], form, fields, book)
        if field is not None:
            found.append((match.start(), match.end(), field))
    if not found:
        return None
    parts: dict[str, str] = {}
    before = _without_label(text[: found[0][0]].strip(), form, fields[0], book)
    if before:
        parts[fields[0]] = before
    for n, (_, start, field) in enumerate(found):
        end = found[n + 1][0] if n + 1 < len(found) else len(text)
        part = text[start:end].strip()
        if part:
            parts[field] = f"{parts[field]}\n{part}" if field in parts else part
    return parts


def _without_label(text: str, form: str, field: str, book: HeadingBook) -> str:
    """A text without a label of its own at the start, if that speaks of its field: "Tồn tại: …"."""
    label = _LABEL.match(text)
    if label is None:
        return text
    said = book.leaning(form).speaks_of(heading_words(label[1], brackets=False), field)
    return text[label.end() :].strip() if said >= _SPEAKS else text


def _field_of(label: str, form: str, fields: tuple[str, ...], book: HeadingBook) -> str | None:
    for match in book.match((label,)).get(form, ()):
        if match.score >= 0.9 and not match.split and match.fields[0] in fields:
            return match.fields[0]
    words, leaning = heading_words(label, brackets=False), book.leaning(form)
    said = sorted(((leaning.speaks_of(words, field), field) for field in fields), reverse=True)
    ahead = said[0][0] - (said[1][0] if len(said) > 1 else 0.0)
    return said[0][1] if said[0][0] >= _SPEAKS and ahead >= _AHEAD and len(words) <= _LABEL_WORDS else None
