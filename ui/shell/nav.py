"""The navigation of this product: its pages in groups, and the counts beside them."""

from __future__ import annotations

from ui.shell.pages import available
from ui.widgets.nav_rail import NavGroup, NavItem, NavRail
from workbench.classes import dataclass
from workbench.messages import text
from workbench.services.importing.waiting import inbox
from workbench.services.registers import Registers
from workbench.services.today import pressing

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


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of the rail: work late and due, records by register, imports that wait."""

    late: int
    soon: int
    records: tuple[tuple[str, int], ...]
    imports: int


def groups() -> list[NavGroup]:
    """Groups in the language in use."""
    made = []
    for caption, items in _GROUPS:
        shown = tuple(NavItem(key, text(f"shell.nav_{key}"), icon) for key, icon in items if available(key))
        if not shown:
            continue
        words = text(f"shell.nav_group_{caption}") if caption not in ("", "foot") else ""
        made.append(NavGroup(words, shown, caption == "foot", "list-checks" if caption == "programme" else ""))
    return made


def count(registers: Registers) -> Counts:
    """Numbers as the record stands."""
    work = [one.group for one in pressing(registers)]
    records = tuple((key, registers.count(key)) for key in REGISTERS)
    return Counts(work.count("late"), work.count("soon"), records, len(inbox(registers.workbench.repository)))


def show_counts(rail: NavRail, counts: Counts) -> None:
    """Put the numbers beside the pages; only overdue work is red."""
    work = counts.late + counts.soon
    words = text("shell.count_work", late=counts.late, soon=counts.soon)
    rail.set_count("today", work or None, counts.late > 0, words)
    for key, number in counts.records:
        rail.set_count(key, number, words=text("shell.count_records", n=number))
    if available("import"):
        rail.set_count("import", counts.imports or None, words=text("shell.count_imports", n=counts.imports))
