"""The counts beside the pages in the navigation."""

from __future__ import annotations

from ui.shell.nav import REGISTERS
from ui.widgets.nav_rail import NavRail
from workbench.frozen import frozen
from workbench.messages import text
from workbench.services.importing.waiting import inbox
from workbench.services.registers import Registers
from workbench.services.today import pressing


@frozen
class Counts:
    """Numbers of the rail: work late and due, records by register, imports that wait."""

    late: int
    soon: int
    records: tuple[tuple[str, int], ...]
    imports: int


def count(registers: Registers) -> Counts:
    """Numbers as the record stands."""
    work = [one.group for one in pressing(registers)]
    records = tuple((key, registers.size(key)) for key in REGISTERS)
    return Counts(work.count("late"), work.count("soon"), records, len(inbox(registers.workbench.repository)))


def show_counts(rail: NavRail, counts: Counts) -> None:
    """Put the numbers beside the pages; only overdue work is red."""
    work = counts.late + counts.soon
    words = text("shell.count_work", late=counts.late, soon=counts.soon)
    rail.set_count("today", work or None, counts.late > 0, words)
    for key, number in counts.records:
        rail.set_count(key, number, words=text("shell.count_records", n=number))
    rail.set_count("import", counts.imports or None, words=text("shell.count_imports", n=counts.imports))
