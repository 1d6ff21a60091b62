"""Help for the page that is shown: a short text kept with the program, readable without a network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.shell.dialogs import Sheet
from ui.shell.pages import PAGES
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.assets import resource_root
from workbench.messages import language, text

_WIDTH, _HEIGHT = 600, 560
_ITEM = re.compile(r"(?:-|\d+\.) ")
_MARKS = re.compile(r"\*\*|`")
_SHARED = dict.fromkeys(("matrix", "capital", "timeliness", "tiles"), "analysis")  # pages that share a text
_REGISTERS = "registers"


def wanted_topic(page: str) -> str:
    """The help text that a page should have: registers share one."""
    if page in PAGES and PAGES[page].shared:
        return _REGISTERS
    return _SHARED.get(page, page)


def topic_of(page: str) -> str:
    """The help text shown for a page; that on registers where it has none."""
    topic = wanted_topic(page)
    return topic if topic in topics(language()) else _REGISTERS


@cache
def topics(lang: str) -> frozenset[str]:
    """Texts there are in a language."""
    return frozenset(path.stem for path in (resource_root() / "help" / lang).glob("*.md"))


def help_text(topic: str, lang: str) -> str:
    """Markdown of one topic."""
    return (resource_root() / "help" / lang / f"{topic}.md").read_text("utf-8")


def blocks(markdown: str) -> Iterator[tuple[str, str]]:
    """The parts of a help text in order: (kind, words), kind being title, heading, item or text.

    The texts are ours and keep to these four; an item starts with its own mark, “•” or its number.
    """
    for line in filter(None, map(str.strip, markdown.splitlines())):
        words = _MARKS.sub("", line)
        if words.startswith("## "):
            yield "heading", words[3:]
        elif words.startswith("# "):
            yield "title", words[2:]
        elif _ITEM.match(words):
            mark, _, rest = words.partition(" ")
            yield "item", f"{'•' if mark == '-' else mark} {rest}"
        else:
            yield "text", words


class HelpSheet(Sheet):
    """One topic. Esc closes it; a button leads on to the list of keys."""

    def __init__(self, page: str, keys: Callable[[], object], window: QWidget | None) -> None:
        super().__init__(text("command.help").replace("&", ""), window, _WIDTH)
        self.topic = topic_of(page)
        self.reader = ScrollBody()
        self.reader.setAccessibleName(self.windowTitle())
        self.reader.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reader.body.setContentsMargins(0, 0, px(12), 0)
        self.reader.body.setSpacing(px(6))
        for kind, words in blocks(help_text(self.topic, language())):
            self._add(kind, words)
        self.reader.body.addStretch(1)
        self.body.addWidget(self.reader, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        more = Button(text("command.keys").replace("&", ""), "quiet", "keyboard", key_hint="Ctrl+F1")
        close = Button(text("shell.close"), "primary", key_hint="Esc")
        more.clicked.connect(self.accept)
        more.clicked.connect(keys)
        close.clicked.connect(self.accept)
        foot.addWidget(more)
        foot.addStretch(1)
        foot.addWidget(close)
        self.body.addLayout(foot)

    def _add(self, kind: str, words: str) -> None:
        body = self.reader.body
        if kind == "title":
            body.addWidget(Label(words, "title"))
        elif kind == "heading":
            body.addSpacing(px(8))
            body.addWidget(Label(words, "section"))
        elif kind == "item":
            mark, _, rest = words.partition(" ")
            row = QHBoxLayout()
            row.setSpacing(px(8))
            sign = Label(mark, "body", "text2", tabular=True)
            sign.setFixedWidth(px(18))
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Paragraph(rest), 1)
            body.addLayout(row)
        else:
            body.addWidget(Paragraph(words))

    def showEvent(self, event: QShowEvent) -> None:
        window = self.parentWidget()
        height = px(_HEIGHT) if window is None else min(px(_HEIGHT), window.height() - px(24))
        self.setFixedHeight(height)
        super().showEvent(event)
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)
