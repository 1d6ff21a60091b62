"""How fast the window is: ratios to a bare window and to rivals, measured in one run.

    python -m tests.bench.window                          first window; a register of 20,000 rows
    python -m tests.bench.window --rows                   the first window alone
    python -m tests.bench.window --rows 100000 1000000    that many rows; a million takes minutes to lay ready

First window: from the start of the process to the painted window, `content` to the painted day's work of a record. What
it holds then (`private`, `full`) is what it would have to itself where no other program is made with the same Qt and
Python: how much of their files is shared hangs on what else runs, and a measurement must not.

The register is that of obstacles, with the tables as a record of that size has them (what is multiplied is a sample
record; only its journal stays small). Every way runs in a process of its own, on CPU time. Shown: from the question to
the painted rows, and the rest of the list. Jump: to the last row, which nobody has read yet. Repaint: all that is in
sight, read already. Keystroke: from the query to the painted rows, the median of typing “thieu cat”; first key and
slowest key: of these, the one after opening and the worst; settled: until all rows and numbers are there, when typing
pauses. By name: the first rows by title, against SQLite with a collation in Python; by column: the slowest of other
columns. Facet: the values of one with their numbers, when a view is shown, against counting over the records. Rest and
ticked: what the window's thread does when the rest of the list comes and when all rows are ticked. QTableWidget,
QSortFilterProxyModel and the collation are left out above 100,000 rows, where they take minutes. `--folder` keeps the
records that were laid ready for the next run.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
TYPED = ("t", "th", "thi", "thie", "thieu", "thieu c", "thieu ca", "thieu cat")
COLUMNS = ("code", "title", "field", "urgency", "requested_due", "state", "officer", "reported_date", "cause")
SORTED = ("status", "officer", "places", "reported_date")
BASE, AT_MOST_SLOW = 2_000, 100_000
EAGER = ("openpyxl", "xlsxwriter", "python_calamine", "lxml.etree", "docx", "docxtpl", "rapidfuzz", "sqlite_utils")
MEMORY = ("memory", "private", "full")
Measured = dict[str, float]
# job, way, rival, the greatest share of the rival's time that is the goal
GOALS = (
    ("start", "ours", "bare", 1.5),
    ("start", "ours", "eager", 0.3),
    ("content", "ours", "bare", 3.0),
    ("private", "ours", "bare", 1.4),
    ("shown", "ours", "qtablewidget", 1 / 50),
    ("jump", "ours", "qsqlquerymodel", 1 / 10),
    ("repaint", "ours", "qsqlquerymodel", 1.5),
    ("keystroke", "ours", "proxy", 1 / 20),
    ("memory", "ours", "qsqlquerymodel", 1 / 8),
    ("by name", "ours", "collation", 1 / 100),
    ("facet", "ours", "counting", 2.0),
)
# job, the most seconds that are the goal
LIMITS = (
    ("shown", 0.5),
    ("keystroke", 0.05),
    ("first key", 0.1),
    ("slowest key", 0.1),
    ("by column", 0.05),
    ("rest", 0.05),
    ("ticked", 0.05),
)


def memory_mb() -> float:
    """What this process holds now."""
    if not Path("/proc/self/statm").exists():
        return 0.0
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def timed(act: Callable[[], object]) -> float:
    """CPU seconds of an act."""
    start = time.process_time()
    act()
    return time.process_time() - start


# the record


def lay_ready(path: Path, rows: int) -> None:
    """A record with so many obstacles."""
    import subprocess

    subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "sample", str(path), "--rows", str(min(rows, BASE))],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    from workbench.storage.database import Database

    database = Database(path)
    database.begin_writing()
    step = int(str(database.rows("SELECT max(id)+1 FROM search_text")[0][0]))
    for turn in range(1, rows // BASE):
        with database.transaction() as connection:
            multiply(connection, turn, turn * step)
    database.close()


def multiply(connection: Any, turn: int, shift: int) -> None:
    """The sample's obstacles once more, under other ids and codes, in every table that a register reads."""
    values = {"turn": f"{turn}-", "shift": shift, "number": f"{turn:04d}"}
    names = [str(row[1]) for row in connection.execute("PRAGMA table_info(obstacle)")]
    made = {"uid": ":turn || uid", "code": "code || :number"}
    listed = f"SELECT uid FROM listing WHERE register='obstacles' AND id<{shift // turn}"
    columns = ", ".join(f'"{name}"' for name in names)
    chosen = ", ".join(made.get(name, f'"{name}"') for name in names)
    connection.execute(f"INSERT INTO obstacle ({columns}) SELECT {chosen} FROM obstacle WHERE uid IN ({listed})", values)
    connection.execute(
        "INSERT INTO obstacle_localities SELECT :turn || owner, position, target FROM obstacle_localities"
        f" WHERE owner IN ({listed})",
        values,
    )
    texts = f"entity='obstacle' AND id<{shift // turn}"
    connection.execute(
        f"INSERT INTO search_text SELECT id+:shift, entity, :turn || uid, folded FROM search_text WHERE {texts}", values
    )
    connection.execute(
        f"INSERT INTO search_word (rowid, words) SELECT id+:shift, folded FROM search_text WHERE {texts}", values
    )
    connection.execute(
        "INSERT INTO listing SELECT id+:shift, register, :turn || uid, code || :number, title || :number, due, keys"
        f" FROM listing WHERE register='obstacles' AND id<{shift // turn}",
        values,
    )
    connection.execute(
        "INSERT INTO listing_choice SELECT value, listed+:shift, first, last FROM listing_choice WHERE listed IN"
        f" (SELECT id FROM listing WHERE register='obstacles' AND id<{shift // turn})",
        values,
    )
    connection.execute(
        "INSERT INTO listing_key SELECT value, listed+:shift FROM listing_key WHERE listed IN"
        f" (SELECT id FROM listing WHERE register='obstacles' AND id<{shift // turn})",
        values,
    )


# the ways


def application() -> Any:
    """Qt, with nothing shown."""
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(sys.argv[:1])


def shown(table: Any) -> None:
    """Let what is there to be seen be painted."""
    assert table.isVisible()
    application().processEvents()


def repaint(table: Any) -> float:
    """CPU seconds of painting what is in sight once more, the best of some times."""
    return min(timed(table.viewport().repaint) for _ in range(7))


def private_mb() -> float:
    """What only this process holds, or would if no other of the same Qt and Python ran beside it."""
    kept = Path("/proc/self/smaps")
    if not kept.exists():
        return 0.0
    own = tuple({str(ROOT), sys.prefix, sys.base_prefix})
    found, counted = 0, ("Private_Dirty:",)
    for line in kept.read_text().splitlines():
        words = line.split(maxsplit=5)
        if "-" in words[0]:
            ours = len(words) == 6 and words[5].startswith(own)
            counted = ("Private_Dirty:", "Private_Clean:", "Shared_Clean:") if ours else ("Private_Dirty:",)
        elif words[0] in counted:
            found += int(words[1])
    return found / 1024


def start_bare(_: Path) -> Measured:
    """A window with nothing in it."""
    from PySide6.QtWidgets import QMainWindow

    application()
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    shown(window)
    taken, held = time.process_time(), private_mb()
    return {"start": taken, "content": taken, "private": held, "full": held}


def start_ours(path: Path) -> Measured:
    """As the program starts: the window on the screen, then the day's work on it, read from the record."""
    from ui import garbage

    garbage.hold()
    from ui import binding

    binding.bring()
    from PySide6.QtCore import QEventLoop

    from ui.app import Session
    from ui.preferences import PreferenceBook
    from ui.theme import pictures, theme
    from workbench.clock import SystemClock

    session = Session(theme.application(sys.argv), PreferenceBook(), SystemClock())
    session.dress()
    session.show_frame(path)
    found = {"start": time.process_time(), "private": private_mb()}
    looked = time.process_time() - found["start"]
    session.open_record(path, remember=False)
    asleep = QEventLoop.ProcessEventsFlag.WaitForMoreEvents  # as the program waits: no time goes into asking again
    while session.window is None or not session.window.stack.current().header.note():  # type: ignore[union-attr]
        application().processEvents(asleep)
    window = session.window
    shown(window)
    found |= {"content": time.process_time() - looked, "full": private_mb()}
    window.close()
    pictures.keep()  # as the program does at rest: what was drawn the next start need not draw
    return found


def start_eager(_: Path) -> Measured:
    """A window after importing the libraries that the program uses for workbooks, papers and figures."""
    for name in (
        "openpyxl",
        "xlsxwriter",
        "python_calamine",
        "lxml.etree",
        "docx",
        "docxtpl",
        "rapidfuzz",
        "sqlite_utils",
    ):
        __import__(name)
    return start_bare(Path())


def list_ours(path: Path) -> Measured:
    """The register's own table over the listing."""
    import statistics

    from ui.models.record_table import RegisterModel
    from ui.models.register_columns import ALL
    from ui.theme import theme
    from ui.views.registers_reading import Wanted, count, read
    from ui.views.registers_table import RegisterTable
    from workbench.clock import SystemClock
    from workbench.services.registers import Query, Registers
    from workbench.services.workbench import Workbench

    theme.apply(application())
    registers = Registers(Workbench.open(path, SystemClock(), "A", read_only=True))
    model = RegisterModel("obstacles", ())
    table = RegisterTable(model, "")
    model.wanted.connect(lambda numbers: model.keep(numbers, registers.page("obstacles", numbers)))
    table.show_columns(ALL["obstacles"], False)
    table.resize(1280, 800)
    table.show()
    before = memory_mb()

    def list_it(search: str = "", order: str = "") -> None:
        listed = read(registers, "obstacles", Query(search=search, order=order), Wanted())
        model.set_rows(listed.rows, search)
        shown(table)

    def settle(search: str = "") -> None:
        model.extend(registers.ids("obstacles", Query(search=search)))
        count(registers, "obstacles", Query(search=search), {})
        shown(table)

    def jump() -> None:
        table.scrollTo(model.index(len(model.rows) - 1, 1))
        shown(table)
        shown(table)

    def tick() -> None:
        table.selectAll()
        shown(table)

    found = {"first": timed(list_it)}
    lists: list[Any] = []
    reading = timed(lambda: lists.append(registers.ids("obstacles", Query())))
    found["rest"] = timed(lambda: model.extend(lists[0]))
    found["shown"] = found["first"] + reading + found["rest"]
    shown(table)
    found |= {"jump": timed(jump), "repaint": repaint(table), "ticked": timed(tick)}
    model.tick_only([])
    keys = [timed(lambda typed=typed: list_it(typed)) for typed in TYPED]  # type: ignore[misc]
    found |= {"keystroke": statistics.median(keys), "first key": keys[0], "slowest key": max(keys)}
    found["settled"] = statistics.median(timed(lambda typed=typed: settle(typed)) for typed in TYPED)  # type: ignore[misc]
    found["by name"] = timed(lambda: list_it(order="title"))
    found["by column"] = max(timed(lambda key=key: list_it(order=key)) for key in SORTED)  # type: ignore[misc]
    found["facet"] = timed(lambda: registers.facet("obstacles", "field", Query("open")))
    return found | {"memory": memory_mb() - before}


def list_collation(path: Path) -> Measured:
    """The first rows by title, as SQLite gives them with a collation in Python."""
    import sqlite3

    from workbench.values.sorting import sort_key

    def compare(one: str, other: str) -> int:
        left, right = sort_key(one), sort_key(other)
        return (left > right) - (left < right)

    with sqlite3.connect(path) as connection:
        connection.create_collation("name", compare)
        sql = "SELECT code, title FROM obstacle ORDER BY title COLLATE name LIMIT 60"
        return {"by name": timed(lambda: connection.execute(sql).fetchall())}


def list_counting(path: Path) -> Measured:
    """Numbers of open records by field, counted over the records themselves."""
    import sqlite3

    with sqlite3.connect(path) as connection:
        sql = "SELECT field, count(*) FROM obstacle WHERE state NOT IN ('resolved', 'closed') GROUP BY field"
        return {"facet": timed(lambda: connection.execute(sql).fetchall())}


def list_sql(path: Path) -> Measured:
    """Qt's own read-only model of a query."""
    from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
    from PySide6.QtWidgets import QTableView

    application()
    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(str(path))
    assert database.open()
    table, model = QTableView(), QSqlQueryModel()
    table.resize(1280, 800)
    table.show()
    before = memory_mb()

    def list_it() -> None:
        model.setQuery(f"SELECT {', '.join(COLUMNS)} FROM obstacle", database)
        table.setModel(model)
        shown(table)

    def jump() -> None:
        while model.canFetchMore():
            model.fetchMore()
        table.scrollTo(model.index(model.rowCount() - 1, 1))
        shown(table)

    found = {"shown": timed(list_it), "jump": timed(jump), "repaint": repaint(table)}
    return found | {"memory": memory_mb() - before}


def rows_of(path: Path) -> list[tuple[str, ...]]:
    """Every row in memory."""
    import sqlite3

    with sqlite3.connect(path) as connection:
        rows = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM obstacle").fetchall()
    return [tuple(str(cell or "") for cell in row) for row in rows]


def list_widget(path: Path) -> Measured:
    """A table widget, filled item by item."""
    from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

    application()
    table = QTableWidget()
    table.resize(1280, 800)
    table.show()

    def list_it() -> None:
        rows = rows_of(path)
        table.setRowCount(len(rows))
        table.setColumnCount(len(COLUMNS))
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                table.setItem(place, column, QTableWidgetItem(cell))
        shown(table)

    before = memory_mb()
    return {"shown": timed(list_it), "memory": memory_mb() - before}


def list_proxy(path: Path) -> Measured:
    """Rows as tuples in a model of one's own, filtered over all columns by Qt's proxy while typing."""
    import statistics

    from PySide6.QtCore import QAbstractTableModel, QSortFilterProxyModel, Qt
    from PySide6.QtWidgets import QTableView

    application()
    rows = rows_of(path)

    class Rows(QAbstractTableModel):
        def rowCount(self, _parent: Any = None) -> int:
            return len(rows)

        def columnCount(self, _parent: Any = None) -> int:
            return len(COLUMNS)

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
            return rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    table, proxy, model = QTableView(), QSortFilterProxyModel(), Rows()
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    table.setModel(proxy)
    table.resize(1280, 800)
    table.show()
    shown(table)

    def type_it(typed: str) -> None:
        proxy.setFilterFixedString(typed)
        shown(table)

    return {"keystroke": statistics.median(timed(lambda typed=typed: type_it(typed)) for typed in TYPED)}  # type: ignore[misc]


WAYS: dict[str, tuple[str, Callable[[Path], Measured]]] = {
    "start:bare": ("bare", start_bare),
    "start:ours": ("ours", start_ours),
    "start:eager": ("eager", start_eager),
    "list:ours": ("ours", list_ours),
    "list:sql": ("qsqlquerymodel", list_sql),
    "list:widget": ("qtablewidget", list_widget),
    "list:proxy": ("proxy", list_proxy),
    "list:collation": ("collation", list_collation),
    "list:counting": ("counting", list_counting),
}
SLOW = ("list:widget", "list:proxy", "list:collation")


def measure(ways: Iterable[str], path: Path, runs: int) -> dict[str, Measured]:
    """The best of some runs of each way, in turn, each in a process of its own; by the name it goes by."""
    import subprocess

    from workbench.folders import HOME

    found: dict[str, Measured] = {WAYS[way][0]: {} for way in ways}
    for _ in range(runs):
        for way in ways:
            command = [sys.executable, "-m", "tests.bench.window", "--way", way, "--record", str(path)]
            apart = {**os.environ, HOME: str(path.parent)}
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=apart)
            best = found[WAYS[way][0]]
            for job, value in json.loads(done.stdout.splitlines()[-1]).items():
                best[job] = min(value, best.get(job, value))
    return found


def report(title: str, found: dict[str, Measured]) -> None:
    """What was measured, and the ratios that have a goal."""
    print(f"\n{title}")
    for name, jobs in found.items():
        cells = [
            f"{job} {value:.1f} MB" if job in MEMORY else f"{job} {value * 1000:.0f} ms" for job, value in jobs.items()
        ]
        print(f"  {name:<16}{'   '.join(cells)}")
    for job, way, rival, goal in GOALS:
        ours, theirs = found.get(way, {}).get(job), found.get(rival, {}).get(job)
        if ours is not None and theirs:
            kept = "ok" if ours / theirs <= goal else "MISSED"
            print(f"  {job}: {ours / theirs:.3f} of {rival}, goal {goal:.3f}  {kept}")
    for job, most in LIMITS:
        ours = found.get("ours", {}).get(job)
        if ours is not None:
            kept = "ok" if ours <= most else "MISSED"
            print(f"  {job}: {ours * 1000:.0f} ms, at most {most * 1000:.0f} ms  {kept}")


def main() -> None:
    """Run the ways that were asked for; a way itself without what only this needs, which would count as its own."""
    if sys.argv[1:2] == ["--way"]:
        print(json.dumps(WAYS[sys.argv[2]][1](Path(sys.argv[4]))))
        return
    import argparse
    import tempfile

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, nargs="*", default=[20_000])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--folder", type=Path, help="where records are kept for the next run")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = asked.folder or Path(made)
        small = record_of(folder, BASE)
        report("first window", measure(("start:bare", "start:ours", "start:eager"), small, max(5, asked.runs)))
        for rows in asked.rows:
            path = record_of(folder, rows)
            kept = [way for way in WAYS if way.startswith("list") and (way not in SLOW or rows <= AT_MOST_SLOW)]
            report(f"{rows:,} rows", measure(kept, path, asked.runs))


def record_of(folder: Path, rows: int) -> Path:
    """A record with so many obstacles, laid ready if it is not there."""
    path = folder / f"{rows}.lkv"
    if not path.exists():
        lay_ready(path, rows)
    return path


if __name__ == "__main__":
    main()
