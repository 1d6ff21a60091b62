"""Every text that a person reads: a key and parameters become a sentence in the chosen language.

Catalogues are gettext `.po` files, one per area, in `resources/i18n/<language>/<area>.po`; the msgid is the key
(`area.name`), Vietnamese is the source. They are compiled on first use and kept beside the `.po` where the
folder can be written. Keys with a plural carry `msgid_plural` equal to the msgid and are chosen by `n`.
"""

from __future__ import annotations

import gettext
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from workbench import assets
from workbench.errors import UserError

LANGUAGES = ("vi", "en")

_language = "vi"
_spoken: ContextVar[str] = ContextVar("spoken", default="")
_loaded: dict[tuple[str, str], gettext.NullTranslations] = {}
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
    catalogue = _catalogue(code, key.partition(".")[0])
    n = params.get("n")
    found = catalogue.ngettext(key, key, n) if isinstance(n, int) else key
    if found == key:
        found = catalogue.gettext(key)
    if not params:
        return found
    return found.format_map({name: _shown(code, value) for name, value in params.items()})


def of_error(error: UserError) -> str:
    """The sentence of an error: what happened, where, what to do. A code with a dot is the key itself."""
    key = error.code if "." in error.code else f"error.{error.code}"
    return text(key, **error.params)


def known(key: str, /, language: str = "") -> bool:
    """Whether a catalogue has this key, in the language in use or in a given one."""
    catalogue = _catalogue(language or _spoken.get() or _language, key.partition(".")[0])
    return catalogue.gettext(key) != key or catalogue.ngettext(key, key, 2) != key


def _shown(code: str, value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        grouped = f"{value:,}"
        return grouped.replace(",", ".") if code == "vi" else grouped
    return "" if value is None else str(value)


def _catalogue(code: str, area: str) -> gettext.NullTranslations:
    found = _loaded.get((code, area))
    if found is None:
        with _lock:
            found = _loaded.get((code, area)) or _load(code, area)
            _loaded[(code, area)] = found
    return found


def _load(code: str, area: str) -> gettext.NullTranslations:
    source = assets.resource_root() / "i18n" / code / f"{area}.po"
    compiled = source.with_suffix(".mo")
    try:
        if compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    except OSError:
        pass
    return _compile(source, compiled) if source.exists() else gettext.NullTranslations()


def _compile(source: Path, compiled: Path) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.name)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    try:
        beside = compiled.with_suffix(".mo.new")
        beside.write_bytes(buffer.getvalue())
        beside.replace(compiled)
    except OSError:
        pass  # installed read-only: compiled again next time
    return gettext.GNUTranslations(io.BytesIO(buffer.getvalue()))
