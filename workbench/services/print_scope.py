"""A list as it is narrowed on the screen, in the words that stand under the title of its print.

Vietnamese, whatever the window speaks: the print is.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.status_words import label_key
from workbench.domain.vocabularies import VOCABULARIES
from workbench.messages import known, language, text_in
from workbench.services.registers import Query, Registers
from workbench.values.periods import parse_period


def scope_words(registers: Registers, register: str, query: Query, only_words: str = "") -> str:
    """ "quá hạn; lĩnh vực: Giao thông, Thủy lợi; tìm “cống”"; empty when nothing is narrowed."""
    return "; ".join(filter(None, (*_view(register, query), *_facets(registers, query), *_rest(query, only_words))))


def _view(register: str, query: Query) -> Iterator[str]:
    if query.view != "all":
        words = text_in("vi", f"view.{register}_{query.view}")
        yield words[0].lower() + words[1:]


def _facets(registers: Registers, query: Query) -> Iterator[str]:
    for key, chosen in query.facets.items():
        if chosen:
            names = sorted(_name(registers, key, value) for value in chosen)
            yield text_in("vi", "report.scope_facet", name=_small(f"facet.{key}"), values=", ".join(names))


def _rest(query: Query, only_words: str) -> Iterator[str]:
    if query.search.strip():
        yield text_in("vi", "report.scope_search", words=query.search.strip())
    if only_words:
        yield only_words if language() == "vi" else text_in("vi", "report.scope_here")


def _name(registers: Registers, key: str, value: str) -> str:
    names = registers.linked().names
    if key == "locality":
        return names.locality(value)
    if key in ("field", "sector"):
        return names.entry(key, value)
    if key == "authority":
        return names.organization(value)
    if key == "period":
        period = parse_period(value)
        return period.label("vi") if period else value
    if key in VOCABULARIES:
        return names.choice(key, value, "vi")
    return text_in("vi", label_key(value)) if known(label_key(value)) else value


def _small(key: str) -> str:
    words = text_in("vi", key)
    return words[0].lower() + words[1:]
