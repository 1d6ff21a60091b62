"""Help: every page has a text in both languages, and F1 shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.window_scene import open_window
from ui.shell.help import HelpSheet, blocks, help_text, topics, wanted_topic
from ui.shell.pages import PAGES
from ui.widgets.labels import Label
from workbench.messages import LANGUAGES, set_language


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_has_its_help(lang: str) -> None:
    wanted = {wanted_topic(page) for page in PAGES}
    assert wanted - topics(lang) == set()


def test_both_languages_have_the_same_parts() -> None:
    assert topics("vi") == topics("en")
    for topic in topics("vi"):
        vi, en = help_text(topic, "vi"), help_text(topic, "en")
        assert [line.count("#") for line in vi.splitlines() if line.startswith("#")] == [
            line.count("#") for line in en.splitlines() if line.startswith("#")
        ], topic


def test_marks_of_the_text_are_not_shown() -> None:
    parts = list(blocks("# Tên\n\nBấm `Ctrl+I`.\n- **Một**: x\n2. Hai"))
    assert parts == [("title", "Tên"), ("text", "Bấm Ctrl+I."), ("item", "• Một: x"), ("item", "2. Hai")]


@pytest.mark.parametrize(("page", "topic"), [("today", "today"), ("obstacles", "registers"), ("settings", "settings")])
def test_f1_shows_the_help_of_this_page(qtbot: QtBot, tmp_path: Path, page: str, topic: str) -> None:
    window = open_window(tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.go(page)
    window.run_command("help")
    sheet = window.findChild(HelpSheet)
    assert sheet is not None and sheet.topic == topic
    first = help_text(topic, "vi").splitlines()[0].removeprefix("# ")
    assert first in [label.text() for label in sheet.findChildren(Label)]
    sheet.done(0)


def test_help_follows_the_language(qtbot: QtBot, tmp_path: Path) -> None:
    set_language("en")
    window = open_window(tmp_path, language="en")
    qtbot.addWidget(window)
    window.show()
    window.go("today")
    window.run_command("help")
    sheet = window.findChild(HelpSheet)
    assert sheet is not None and "Today" in [label.text() for label in sheet.findChildren(Label)]
    sheet.done(0)
