"""The navigation of this product: its pages in groups."""

from __future__ import annotations

from ui.widgets.nav_rail import NavGroup, NavItem
from workbench.messages import text

_GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("", (("today", "house"),)),
    (
        "registers",
        (
            ("agreements", "link"),
            ("obstacles", "triangle-alert"),
            ("escalations", "arrow-up-from-line"),
            ("answers", "mail"),
            ("documents", "file-text"),
        ),
    ),
    (
        "programme",
        (
            ("tasks", "list-checks"),
            ("plans", "layers"),
            ("projects", "building-2"),
            ("mechanisms", "landmark"),
            ("sectors", "tag"),
            ("initiatives", "lightbulb"),
        ),
    ),
    ("exchange", (("import", "inbox"), ("round", "calendar-days"), ("print", "printer"))),
    ("summary", (("analysis", "chart-no-axes-column"), ("matrix", "map"), ("review", "merge"))),
    ("foot", (("data", "database"), ("settings", "sliders-horizontal"))),
)
KEYS = tuple(key for _, items in _GROUPS for key, _ in items)
REGISTERS = tuple(key for caption, items in _GROUPS if caption in ("registers", "programme") for key, _ in items)
FOUND = (*REGISTERS, "meetings")  # registers whose records are found from anywhere
ICONS = {**dict(item for _, items in _GROUPS for item in items), "meetings": "users"}


def groups() -> list[NavGroup]:
    """Groups in the language in use."""
    made = []
    for caption, items in _GROUPS:
        shown = tuple(NavItem(key, text(f"shell.nav_{key}"), icon) for key, icon in items)
        words = text(f"shell.nav_group_{caption}") if caption not in ("", "foot") else ""
        made.append(NavGroup(words, shown, caption == "foot", "list-checks" if caption == "programme" else ""))
    return made
