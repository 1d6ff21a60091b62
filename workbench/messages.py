"""Every text that a person reads: a key and parameters become a sentence in the chosen language.

Catalogues are gettext `.po` files, one per area, in `resources/i18n/<language>/<area>.po`; the msgid is the key
(`area.name`), Vietnamese is the source. They are read on first use, and what was read is kept for the next start.
Keys with a plural carry `msgid_plural` equal to the msgid and are chosen by `n`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from workbench import assets
from workbench.errors import UserError

LANGUAGES = ("vi", "en")
Catalogue = Mapping[str, str | list[str]]  # the sentence of a key, or its forms by number
_FORM: Mapping[str, Callable[[int], int]] = {"vi": lambda _: 0, "en": lambda n: int(n != 1)}

_language = "vi"
_spoken: ContextVar[str] = ContextVar("spoken", default="")
_loaded: dict[tuple[str, str], Catalogue] = {}
_lock = threading.Lock()


def set_language(code: str) -> None:
    """Choose `vi` or `en` for all texts from now on."""
    global _language
    if code not in LANGUAGES:
        raise ValueError(code)
    _language = code


def language() -> str:
    """The language in use."""
    return _spoken.get() or _language


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within it, texts of this thread are in the given language, whatever the window speaks."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def text(key: str, /, **params: object) -> str:
    """The sentence of `key` in the language in use, with `{name}` places filled.

    Whole numbers are grouped as the language writes them (1.284 / 1,284). A key without a sentence comes
    back as the key itself: visible, never fatal; a test makes sure that it does not happen.
    """
    return text_in(language(), key, **params)


def text_in(code: str, key: str, /, **params: object) -> str:
    """As `text`, in a given language: official forms and prints are Vietnamese whatever the window speaks."""
    found = _catalogue(code, key.partition(".")[0]).get(key, key)
    if not isinstance(found, str):
        n = params.get("n")
        found = found[_FORM[code](n if isinstance(n, int) else 1)]
    if not params:
        return found
    return found.format_map({name: _shown(code, value) for name, value in params.items()})


def of_error(error: UserError) -> str:
    """The sentence of an error: what happened, where, what to do. A code with a dot is the key itself."""
    key = error.code if "." in error.code else f"error.{error.code}"
    return text(key, **error.params)


def known(key: str, /, language: str = "") -> bool:
    """Whether a catalogue has this key, in the language in use or in a given one."""
    return key in _catalogue(language or _spoken.get() or _language, key.partition(".")[0])


def _shown(code: str, value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        grouped = f"{value:,}"
        return grouped.replace(",", ".") if code == "vi" else grouped
    return "" if value is None else str(value)


def _catalogue(code: str, area: str) -> Catalogue:
    found = _loaded.get((code, area))
    if found is None:
        with _lock:
            found = _loaded.get((code, area)) or _load(code, area)
            _loaded[(code, area)] = found
    return found


def _load(code: str, area: str) -> Catalogue:
    source = assets.resource_root() / "i18n" / code / f"{area}.po"
    found: Catalogue = assets.prepared(source, _read) if source.exists() else {}
    return found


def _read(content: str) -> dict[str, str | list[str]]:
    from babel.messages.pofile import read_po

    found: dict[str, str | list[str]] = {}
    for message in read_po(content.splitlines(keepends=True)):
        if message.id and message.string:
            several = isinstance(message.id, tuple)
            key = message.id[0] if several else message.id
            found[str(key)] = [str(form) for form in message.string] if several else str(message.string)
    return found
