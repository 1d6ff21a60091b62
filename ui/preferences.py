"""What this computer remembers between sessions: an INI file that may be deleted without harm.

Nothing of a record's content is kept here, no passphrase, no selection and no search.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QSettings, Signal

SCALES = (0.9, 1.0, 1.15, 1.3)
THEMES = ("light", "dark", "system", "contrast")
DENSITIES = ("compact", "normal", "roomy")
RECENT = 6


class Preferences(NamedTuple):
    """Preferences with their defaults. Places in registers are kept by register key."""

    language: str = "vi"
    theme: str = "light"
    scale: float = 1.0
    density: str = "normal"
    officer: str = ""
    last_record: str = ""
    recent_records: tuple[str, ...] = ()
    folder: str = ""
    geometry: str = ""  # base64 of Qt's own form
    rail: bool = False  # icons only although there is room
    detail_open: bool = True
    detail_width: int = 0
    views: tuple[tuple[str, str], ...] = ()  # register, view last used
    orders: tuple[tuple[str, str], ...] = ()  # register, columns with a leading "-" when descending
    columns: tuple[tuple[str, str], ...] = ()  # register, columns shown in their order, "!" after a pinned one

    def of(self, pairs: tuple[tuple[str, str], ...], register: str, default: str = "") -> str:
        """Value kept for a register."""
        return dict(pairs).get(register, default)


class PreferenceBook(QObject):
    """The preferences in force. `changed` names the fields that are different now."""

    changed = Signal(object)  # frozenset[str]

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self._path = path
        self.current = _read(path) if path else Preferences()

    @property
    def folder(self) -> Path | None:
        """Where this computer keeps things of the window; None when nothing is kept."""
        return self._path.parent if self._path else None

    def change(self, **values: Any) -> None:
        """Set some fields, write the file, tell who listens."""
        new = self.current._replace(**values)
        different = frozenset(name for name in values if getattr(new, name) != getattr(self.current, name))
        if not different:
            return
        self.current = new
        if self._path is not None:
            _write(self._path, new, different)
        self.changed.emit(different)

    def keep(self, name: str, register: str, value: str) -> None:
        """Set the value of one register in a field of pairs; an empty value takes it away."""
        pairs = {**dict(getattr(self.current, name)), register: value}
        self.change(**{name: tuple((key, kept) for key, kept in pairs.items() if kept)})

    def visited(self, record: Path) -> None:
        """Remember a record as the last one opened."""
        shown = str(record)
        others = [path for path in self.current.recent_records if path != shown]
        self.change(last_record=shown, recent_records=(shown, *others)[:RECENT])


def settings_path() -> Path:
    """Where the file lies on this computer."""
    from PySide6.QtCore import QStandardPaths

    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "LienKetVung" / "window.ini"


def _read(path: Path) -> Preferences:
    """Known fields with a sound value; anything else falls back to its default."""
    store = QSettings(str(path), QSettings.Format.IniFormat)
    default = Preferences()
    found: dict[str, Any] = {}
    for name in Preferences._fields:
        try:
            value = _hashable(json.loads(str(store.value(f"window/{name}", ""))))
        except ValueError:
            continue
        if type(value) is type(getattr(default, name)):
            found[name] = value
    return _sound(default._replace(**found))


def _sound(read: Preferences) -> Preferences:
    """Values outside their list become the default: somebody may have edited the file."""
    default = Preferences()
    return read._replace(
        language=read.language if read.language in ("vi", "en") else default.language,
        theme=read.theme if read.theme in THEMES else default.theme,
        scale=read.scale if 0.8 <= read.scale <= 1.5 else default.scale,
        density=read.density if read.density in DENSITIES else default.density,
    )


def _write(path: Path, values: Preferences, names: frozenset[str]) -> None:
    store = QSettings(str(path), QSettings.Format.IniFormat)
    for name in names:
        store.setValue(f"window/{name}", json.dumps(getattr(values, name), ensure_ascii=True))
    store.sync()


def _hashable(value: Any) -> Any:
    return tuple(map(_hashable, value)) if isinstance(value, list) else value
