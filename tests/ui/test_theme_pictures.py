"""Icons that were drawn at an earlier start look as if they were drawn now; what is not kept is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QApplication

from ui.theme import icons, metrics, pictures
from workbench.folders import HOME

NAMES = ("house", "chevron-down", "triangle-alert", "search")


@pytest.fixture(autouse=True)
def apart(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv(HOME, str(tmp_path))
    start_again(monkeypatch)
    yield
    icons._drawn.cache_clear()
    icons._logo.cache_clear()


def start_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a new process begins."""
    monkeypatch.setattr(pictures, "_gathered", pictures._Gathered())
    icons._drawn.cache_clear()
    icons._logo.cache_clear()


def shown() -> list[QPixmap]:
    made = [icons.pixmap(name, "accent", size, ratio) for name in NAMES for size, ratio in ((16, 1.0), (18, 1.25))]
    return [*made, icons.logo(28)]


def drawn_from(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is drawn anew from now on."""
    asked: list[str] = []
    read = icons._renderer
    monkeypatch.setattr(icons, "_renderer", lambda text: asked.append(text) or read(text))
    return asked


def test_what_was_drawn_once_is_shown_again_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    first = shown()
    pictures.keep()
    start_again(monkeypatch)
    asked = drawn_from(monkeypatch)
    again = shown()
    assert asked == []
    assert [one.toImage() for one in again] == [one.toImage() for one in first]
    assert [one.devicePixelRatio() for one in again] == [one.devicePixelRatio() for one in first]


def test_the_picture_in_the_task_bar_is_kept_in_all_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = icons.app_icon().availableSizes()
    pictures.keep()
    start_again(monkeypatch)
    asked = drawn_from(monkeypatch)
    assert icons.app_icon().availableSizes() == sizes
    assert asked == []


def test_another_colour_or_size_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    icons.pixmap("house", "accent", 16)
    pictures.keep()
    start_again(monkeypatch)
    asked = drawn_from(monkeypatch)
    icons.pixmap("house", "red", 16)
    icons.pixmap("house", "accent", 20)
    assert len(asked) == 2


def test_an_icon_that_another_version_draws_otherwise_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    first = icons.pixmap("house", "accent", 16)
    pictures.keep()
    start_again(monkeypatch)
    source = icons._source("house")
    monkeypatch.setattr(icons, "_source", lambda _: source.replace('stroke-linecap="round"', 'stroke-linecap="butt"'))
    icons._coloured.cache_clear()
    other = icons.pixmap("house", "accent", 16)
    icons._coloured.cache_clear()
    assert other.toImage() != first.toImage()


def test_another_scale_of_the_interface_draws_strokes_as_thick_as_it_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = drawn_from(monkeypatch)
    for scale, size in ((1.0, 20), (1.25, 16)):  # as large on the screen
        monkeypatch.setattr(metrics, "_scale", scale)
        icons.pixmap("house", "accent", size)
    assert len(set(asked)) == 2


def test_what_is_shown_no_more_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    icons.pixmap("house", "accent", 16)
    pictures.keep()
    alone = pictures._place().stat().st_size
    for token in ("red", "green"):
        start_again(monkeypatch)
        icons.pixmap("house", token, 16)
        pictures.keep()
    assert pictures._place().stat().st_size < 1.5 * alone


def test_what_is_damaged_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    first = shown()
    pictures.keep()
    place = pictures._place()
    place.write_bytes(place.read_bytes()[:-9])
    start_again(monkeypatch)
    asked = drawn_from(monkeypatch)
    assert [one.toImage() for one in shown()] == [one.toImage() for one in first]
    assert asked


def test_nothing_is_gathered_once_it_was_written_down() -> None:
    shown()
    pictures.keep()
    written = pictures._place().read_bytes()
    icons._drawn.cache_clear()
    assert not icons.pixmap("house", "green", 16).isNull()
    pictures.keep()
    assert pictures._place().read_bytes() == written


def test_large_pictures_are_not_kept() -> None:
    def draw() -> QPixmap:
        made = QPixmap(512, 512)
        made.fill(QColor("red"))
        return made

    assert pictures.picture("large", 512, draw).width() == 512
    pictures.keep()
    assert not pictures._place().exists()
