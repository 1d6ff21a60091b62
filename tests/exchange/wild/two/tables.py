"""A table under the pen: headings, lines, group rows, sums, and what offices do between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from tests.exchange.layouts.expect import ANYWHERE, Want
from tests.exchange.wild.two import heads, pens
from tests.exchange.wild.two.facts import Record
from tests.exchange.wild.two.look import Look
from tests.exchange.wild.two.page import Page
from tests.exchange.wild.two.slots import DATE_KEYS, MAIN, MONEY, Slot, Told
from workbench.exchange.raw import CellValue


@dataclass
class Table:
    """Where a table stands on its page, and how it is written."""

    page: Page
    form: str
    look: Look
    slots: list[Slot]
    left: int
    rng: Random
    given: dict[str, Want]  # fields every record has from elsewhere (sheet, line above)
    unit: str = ""  # written in money headings
    unit_size: int = 10**9

    @property
    def first(self) -> int:
        """First column after the number."""
        return self.left + (self.look.number != "none")

    @property
    def last(self) -> int:
        """Last column."""
        return self.first + sum(s.width for s in self.slots) - 1

    def columns(self) -> Iterable[tuple[int, Slot]]:
        """Each slot with its first column."""
        at = self.first
        for slot in self.slots:
            yield at, slot
            at += slot.width

    def heading(self, row: int) -> int:
        """The heading rows and the row of column numbers; the row after them."""
        paths = [(c + n, path) for c, s in self.columns() for n, path in enumerate(s.heads)]
        top, depth = row, max(len(p) for _, p in paths)
        if self.look.rows == "cut":
            depth = 2
        if self.look.rows == "three":
            self._bands(row)
            row += 1
        if self.look.number != "none":
            self.page.put(top, self.left, self._said(self.rng.choice(heads.NUMBER[:4])), bold=True)
            if self.look.rows != "cut":
                self.page.merge(top, self.left, row + depth - 1, self.left)
        for column, path in paths:
            self._head(row, column, path, depth)
        self._across(row, paths)
        row += depth
        if self.look.index:
            self._numbers(row)
            row += 1
        return row

    def _bands(self, row: int) -> None:
        """A row above the headings that divides the table in two."""
        starts = [c for c, _ in self.columns()]
        middle = starts[len(starts) // 2]
        for said, left, right in (
            ("Thông tin chung", self.first, middle - 1),
            ("Tình hình và kết quả", middle, self.last),
        ):
            self.page.put(row, left, self._said(said), bold=True)
            self.page.merge(row, left, row, right)

    def _head(self, row: int, column: int, path: tuple[str, ...], depth: int) -> None:
        text = path[-1]
        if self.unit and any(h in MONEY for s in self._at(column) for h in s.keys):
            text += self.rng.choice((" ({})", "\n({})", " - {}")).format(self.unit)
        top = row + len(path) - 1
        if self.look.rows == "cut" and len(path) == 1 and " " in text:
            self._cut(row, column, text)
            return
        self.page.put(top, column, self._said(text), bold=True)
        if self.look.rows != "cut":
            self.page.merge(top, column, row + depth - 1, column)

    def _cut(self, row: int, column: int, text: str) -> None:
        """A heading typed over the rows, without a merge."""
        words = text.split()
        at = (len(words) + 1) // 2
        self.page.put(row, column, self._said(" ".join(words[:at])), bold=True)
        self.page.put(row + 1, column, self._said(" ".join(words[at:])), bold=True)

    def _across(self, row: int, paths: list[tuple[int, tuple[str, ...]]]) -> None:
        run: list[int] = []
        for n, (column, path) in enumerate(paths):
            if len(path) < 2:
                continue
            run.append(column)
            following = paths[n + 1][1] if n + 1 < len(paths) else ()
            if len(following) < 2 or following[0] != path[0]:
                self.page.put(row, run[0], self._said(path[0]), bold=True)
                if self.look.rows != "cut":
                    self.page.merge(row, run[0], row, run[-1])
                run = []

    def _at(self, column: int) -> list[Slot]:
        return [s for c, s in self.columns() if c <= column < c + s.width]

    def _said(self, text: str) -> str:
        if self.look.case == "upper":
            return text.upper()
        if self.look.case == "broken" and " " in text:
            words = text.split()
            return " ".join(words[: len(words) // 2]) + "\n" + " ".join(words[len(words) // 2 :])
        return text

    def _numbers(self, row: int) -> None:
        for n, column in enumerate(range(self.left, self.last + 1), 1):
            letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n - 1 : n] or "Z"
            said: CellValue = {
                "brackets": f"({n})",
                "plain": n,
                "letters": letter if n < 3 else n - 2,
                "formula": f"({n})",
            }[self.look.index]
            if self.look.index == "formula" and any("amount_total" in s.keys for s in self._at(column)):
                said = f"({n})=({n + 1})+({n + 2})"
            self.page.put(row, column, said)

    def number(self, n: int, inside: int) -> CellValue:
        """What stands before a record: the nth of all, or of its group."""
        if self.look.number == "sub":
            return f"{'abcdefghiklmnopq'[inside - 1]})"
        shown = inside if self.look.groups and self.look.mark != "bold" else n
        return {"int": shown, "text": str(shown), "dot": f"{shown}.", "pad": f"{shown:02d}"}.get(self.look.number, shown)

    def record(self, row: int, record: Record, n: int, inside: int, inherited: dict[str, Want]) -> int:
        """One record's lines; the row after them."""
        lines = self._lines(record)
        wants: dict[str, Want] = dict(inherited)
        struck = self.look.struck and n % 5 == 3
        hidden = self.look.hidden == "rows" and n % 4 == 2
        if self.look.number != "none":
            self.page.put(row, self.left, self.number(n, inside), strike=struck)
        for column, told, offset, cells in lines:
            for i, value in enumerate(cells):
                self.page.put(row + offset, column + i, value, strike=struck)
            for key, field in told.items():
                self._want(wants, key, field, row + offset, column)
        height = 1 + max((offset for _, _, offset, _ in lines), default=0)
        self._stretch(row, height, lines, wants)
        for r in range(row, row + height):
            if hidden:
                self.page.hidden_rows.add(r)
                self.page.flag("hidden_data", self.page.line(r, range(self.left, self.last + 1)), must=r == row)
        self.page.record(self.form, wants, row, optional=hidden or struck)
        return row + height

    def _want(self, wants: dict[str, Want], key: str, told: Told, row: int, column: int) -> None:
        cells = frozenset(self.page.at(row, column + c) for c in told.columns)
        old = wants.get(key)
        if old is not None and key in ("title", "issue", "recommendation", "content", "reply", "cause", "proposal"):
            wants[key] = Want(f"{old.value} {told.want}", old.cells | cells, ())
            return
        if old is not None and old.cells and isinstance(told.want, list):
            assert isinstance(old.value, list)
            wants[key] = Want([*old.value, *told.want], old.cells | cells)
            return
        wants[key] = Want(told.want, cells, told.accept)
        if key in DATE_KEYS:
            self.page.dated.append((row, column))
        for kinds, must in told.flags:
            self.page.flag(kinds, cells, must=must)

    def _lines(self, record: Record) -> list[tuple[int, dict[str, Told], int, list[CellValue]]]:
        """(column, what is told, rows below the first, cells) of each slot."""
        made = []
        for column, slot in self.columns():
            several = self.look.rowspan in ("merged", "cut") and slot.keys in (("parties",), ("provinces",))
            names = tuple(record[slot.keys[0]]) if several else ()  # type: ignore[arg-type]
            if len(names) > 1:
                for offset, name in enumerate(names):
                    made.append((column, {slot.keys[0]: Told([name])}, offset, [name]))
                continue
            cells, told = slot.write(record, self.rng)
            text = cells[0] if len(cells) == 1 else None
            if (
                self.look.rowspan == "running"
                and slot.keys == (MAIN[self.form],)
                and isinstance(text, str)
                and self.rng.random() < 0.5
            ):
                words = text.split()
                at = self.rng.randint(len(words) // 2, len(words) - 2)
                for offset, part in enumerate((words[:at], words[at:])):
                    made.append((column, {slot.keys[0]: Told(" ".join(part))}, offset, [" ".join(part)]))
                continue
            made.append((column, told, 0, cells))
        return made

    def _stretch(
        self,
        row: int,
        height: int,
        lines: list[tuple[int, dict[str, Told], int, list[CellValue]]],
        wants: dict[str, Want],
    ) -> None:
        if height == 1 or self.look.rowspan != "merged":
            return
        tall = {column for column, _, offset, _ in lines if offset}
        for column in range(self.left, self.last + 1):
            if column not in tall:
                self.page.merge(row, column, row + height - 1, column)
        for key, want in wants.items():  # a merged cell may be named by any of its cells
            if want.cells != ANYWHERE:
                wants[key] = Want(want.value, want.cells | self._below(want.cells, row, height, tall), want.accept)

    def _below(self, cells: frozenset[str], row: int, height: int, tall: set[int]) -> frozenset[str]:
        columns = [c for c in range(self.left, self.last + 1) if c not in tall and self.page.at(row, c) in cells]
        return frozenset(self.page.at(row + n, c) for c in columns for n in range(height))

    def totals(self, row: int, records: list[Record], said: str) -> None:
        """A line of sums."""
        money = [c for c, s in self.columns() if s.keys and s.keys[0] in MONEY]
        if not money and self.form != "B01":
            said = f"{said}: {len(records)} {'vướng mắc' if self.form == 'B02' else 'kiến nghị'}"
        self.page.put(row, self.first, said, bold=True)
        for column, slot in self.columns():
            if slot.keys and slot.keys[0] in MONEY:
                whole = sum(int(str(r.get(slot.keys[0]) or 0)) for r in records)
                self.page.put(row, column, whole / self.unit_size, bold=True)

    def group(self, row: int, n: int, said: str) -> str:
        """A group row; the cell its words stand in."""
        mark = self.look.mark
        if mark in ("bold", "merged") or self.look.number == "none":
            at = self.left if mark == "merged" or self.rng.random() < 0.5 else self.first
            number = {"merged": f"{pens.ROMAN[n]}. "}.get(mark, "")
            where = self.page.put(row, at, number + said, bold=True)
            if mark == "merged":
                self.page.merge(row, at, row, self.last)
            return where
        number = {"roman": pens.ROMAN[n], "letter": "ABCDEFGHIKLMN"[n], "number": str(n + 1)}[mark]
        self.page.put(row, self.left, number, bold=True)
        return self.page.put(row, self.first, said, bold=True)
