"""What each row of a table is: data, a group's heading, a total, text running on, the end of the table.

Judged by structure: which mapped columns are filled, numbering, merges, bold, the few phrases that office forms
end with. A row the officer has named is what he says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from workbench.exchange.asides import (
    begins_as_example,
    is_bare_name,
    numbers_example,
    numbers_page,
    says_goes_on,
    turns_page,
)
from workbench.exchange.context import Context
from workbench.exchange.detect import HeadingBlock, is_index_row
from workbench.exchange.forms import FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.lessons import row_label
from workbench.exchange.letterhead import is_note_start, is_signature
from workbench.exchange.marks import bears_number, is_nil, is_nothing
from workbench.exchange.recognised import Band, BandKind, ColumnMapping
from workbench.exchange.regular import Regular, Shape, first_words, regular_rows
from workbench.exchange.totals import says_total

_NUMBER = re.compile(r"\(?\d{1,4}(?:\.0+)?[.)]?")
_COUNTED = re.compile(r"\(?(\d{1,4})[.):/]?")
_SUB_NUMBER = re.compile(r"\(?[a-zđ][.):]|[-+–]")
_ROMAN = re.compile(r"\(?(?:[IVXL]{1,6}|[ivx]{1,6})[.)]?")
_LETTER = re.compile(r"\(?[A-ZĐa-zđ][.)]?")
_PART = re.compile(r"(?:phan|muc|nhom|chuong)\s+(?:[ivx]{1,5}|\d{1,2}|[a-z])\b.*", re.IGNORECASE)
_LABEL_NUMBER = re.compile(r"^\s*\(?([IVXL]{1,6}|[A-ZĐ])\s*[.):\-/]\s*(?=\S)")
_NUMBERED_LABEL = re.compile(r"\(?(?:\d{1,2}|[IVX]{1,4}|[A-ZĐ])[.):/]\s*[^\W\d_]{1,}\s?[^\W\d_]", re.IGNORECASE)
_TYPED = ("date", "docno", "year", "amount")
_HEADING = 120  # letters of a heading at most
_SIGNING = 4  # who signs side by side, at most
_LABEL = 60  # letters of a group's heading without any mark
_FIRST = 5  # rows below a heading in which it may show an example
_SAMPLE = 200  # rows by which the usual look is told
_RATHER = 0.9  # a reading up to which the form's own make-up has the last word


@dataclass(frozen=True, slots=True)
class Group:
    """A group heading in force: its label, where it stands, and how it is numbered."""

    label: str
    row: int
    column: int
    style: str


@dataclass(slots=True)
class Banded:
    """Bands of a table's rows, the groups above each data row, and the rows each record is made of."""

    bands: list[Band] = field(default_factory=list)
    records: list[tuple[int, ...]] = field(default_factory=list)
    groups: dict[int, tuple[Group, ...]] = field(default_factory=dict)
    nil_row: int | None = None
    end: int = 0


class Bander:
    """Goes down the rows of one table."""

    def __init__(
        self,
        grid: Grid,
        block: HeadingBlock,
        columns: Sequence[ColumnMapping],
        form: FormSpec,
        repeats: Sequence[HeadingBlock],
        context: Context,
    ) -> None:
        self._grid = grid
        self._block = block
        self._form = form
        self._context = context
        self._mapped = {c.column: c for c in columns if c.fields}
        self._headed = {c.column for c in columns}
        self._typed = {c.column for c in columns if c.field and form.by_key[c.field].kind in _TYPED}
        self._amounts = {c.column for c in columns if c.field and form.by_key[c.field].kind == "amount"}
        self._typed_only = self._typed - self._amounts
        self._main = next((c.column for c in columns if form.main in c.fields), None)
        self._required = {c.column for c in columns if set(c.fields) & set(form.required)}
        self._heading_rows = {row for b in repeats for row in range(b.top, b.bottom + 1)}
        self._heading_keys = {column: {grid.key(text) for text in parts} for column, parts in block.parts.items()}
        self._repeated: set[int] = set()
        self._chosen = context.overrides.bands
        self._own = any(name == grid.sheet.name for name, _ in context.own_rows)
        self._bold = self._usual_bold()
        self._out = Banded()
        self._stack: list[Group] = []
        self._groups: tuple[Group, ...] = ()
        self._last: BandKind = "heading"
        self._ended = False
        self._last_row = block.bottom
        self._sizes: Counter[int] = Counter()
        self._usual = 0
        self._numbered_rows = 0

    def run(self, rows: Sequence[int]) -> Banded:
        """Bands for `rows`, all below the heading."""
        regular = self._regular()
        own, name = self._context.own_rows, self._grid.sheet.name
        for row in rows:
            below_heading = self._last in ("heading", "numbers") or row - 1 in self._repeated
            plain = None if below_heading else regular.get(row)
            if plain is not None and plain.filled * 5 >= self._usual * 2:
                self._record(row, plain.filled, plain.numbered)
                said = "reason_own_row" if (name, row) in own else "reason_data"
                self._out.bands.append(Band("data", row, 1.0, said))
                continue
            texts = self._texts(row)
            kind, score, reason = self._kind(row, texts)
            chosen = self._chosen.get((self._grid.sheet.name, row))
            if chosen is not None:
                kind, score, reason = self._as_said(chosen, texts), 1.0, "reason_chosen"
            elif (self._grid.sheet.name, row) in self._context.own_rows and kind not in ("heading", "blank"):
                kind, score, reason = "data", 1.0, "reason_own_row"
            elif learned := self._learned(texts):
                kind, score, reason = learned, 0.95, "reason_learned"
            elif self._own and score <= _RATHER and self._added(row, kind, texts):
                kind, score, reason = "data", _RATHER, "reason_data"
            self._take(row, "outside" if chosen == "note" else kind, texts)  # a remark he points at ends no table
            self._out.bands.append(Band(kind, row, score, reason))
        return self._out

    def _as_said(self, kind: BandKind, texts: Mapping[int, str]) -> BandKind:
        """What an officer called a row; one that has nothing in the table, or nothing above it, can be no part of it."""
        if kind in ("data", "continuation", "group") and not texts:
            return "outside"
        return "outside" if kind == "continuation" and not self._out.records else kind

    def _learned(self, texts: Mapping[int, str]) -> BandKind | None:
        """What the officer said of rows that begin like this in earlier files."""
        lessons = self._context.lessons
        if not lessons.every or not texts:
            return None
        return lessons.band(self._form.key, row_label(texts.values()), self._context.sent_by)

    def _added(self, row: int, kind: BandKind, texts: Mapping[int, str]) -> bool:
        """Whether a row of our own form is one that the sender added: no text runs on over rows there."""
        if kind not in ("note", "outside", "continuation") or self._main not in texts:
            return False
        return len(texts.keys() & self._mapped.keys()) >= 2 or self._adjoins(row)

    def _texts(self, row: int) -> dict[int, str]:
        """Own texts of a row inside the table's columns, marks for nothing left out."""
        left, right = self._block.left, self._block.right
        return {
            column: text
            for column, text in self._grid.filled(row).items()
            if left <= column <= right and not is_nothing(text)
        }

    def _take(self, row: int, kind: BandKind, texts: Mapping[int, str]) -> None:
        if kind in ("continuation", "group", "heading", "numbers"):
            self._last_row = row
        if kind == "data":
            self._record(row, len(texts.keys() & self._mapped.keys()), self._numbered(texts))
        elif kind == "continuation" and self._out.records:
            self._out.records[-1] = (*self._out.records[-1], row)
            self._out.end = row
        elif kind == "group":
            self._push(self._group(row, texts))
            self._out.end = row
        elif kind in ("signature", "note") and (self._out.records or kind == "signature"):
            self._ended = True
            if self._may_be_label(texts):
                # A group's heading that was not understood: what the one before lends ends here.
                self._stack, self._groups = [], ()
        if kind not in ("blank", "heading", "numbers"):
            self._last = kind

    def _record(self, row: int, filled: int, numbered: bool) -> None:
        """Take a row for a record that fills so many columns."""
        self._last_row = row
        self._last = "data"
        self._sizes[filled] += 1
        if filled != self._usual:
            self._usual = self._median()
        self._numbered_rows += numbered
        self._out.records.append((row,))
        self._out.groups[row] = self._groups
        self._out.end = row
        self._ended = False

    def _regular(self) -> Mapping[int, Regular]:
        """Rows that are records at first sight; not those of which officers said something, here or earlier."""
        name = self._grid.sheet.name
        shape = Shape(
            self._block.left,
            self._block.right,
            self._main,
            self._block.number_column,
            self._mapped.keys(),
            self._required,
            self._amounts,
            self._typed_only,
            self._heading_keys,
            _HEADING,
            bears_number,
        )
        chosen = {row for sheet, row in self._chosen if sheet == name}
        numbers = self._grid.texts_in(self._block.number_column) if self._block.number_column else {}
        examples = {row for row, text in numbers.items() if numbers_example(text)}
        below = islice((row for row in self._grid.rows if row > self._block.bottom), _FIRST)
        examples |= {row for row in below if begins_as_example(self._grid.own(row, self._main or 0))}
        told = chosen | examples | self._taught()
        return regular_rows(self._grid, shape, self._heading_rows | self._grid.merged_rows | told)

    def _taught(self) -> set[int]:
        """Rows known by words of which officers said earlier what such rows are."""
        labels = self._context.lessons.labels(self._form.key, self._context.sent_by)
        if not labels:
            return set()
        left, right = self._block.left, self._block.right
        return {row for row, words in first_words(self._grid, left, right) if self._grid.key(words) in labels}

    def _kind(self, row: int, texts: Mapping[int, str]) -> tuple[BandKind, float, str]:
        if row in self._heading_rows or self._repeats_heading(texts):
            self._repeated.add(row)
            return "heading", 1.0, "reason_repeated_heading"
        if not texts:
            return ("outside", 0.9, "reason_outside") if self._beside(row) else ("blank", 1.0, "")
        below_heading = self._last in ("heading", "numbers") or row - 1 in self._repeated
        if below_heading and is_index_row(self._grid, row, self._block.left, self._block.right):
            return "numbers", 1.0, "reason_index"
        if self._merged_into_last(row, texts):
            return "continuation", 1.0, "reason_merged"
        if self._nil(row, texts):
            if not self._out.records:
                self._out.nil_row = row
            return "note", 1.0, "reason_nil"
        if self._nil_below(texts):
            return "outside", 1.0, "reason_nil"
        if self._example(texts):
            return "outside", 0.9, "reason_example"
        if self._signed(texts):
            return "signature", 0.95, "reason_signature"
        if self._part(row, texts):
            return "continuation", 0.85, "reason_asked_in_parts"
        strong = self._strong(texts)
        if not strong:
            if self._page_number(row, texts):
                return "outside", 0.9, "reason_outside"
            ending = None if self._heads_group(texts) else self._ending(row, texts)
            if ending:
                return ending
        if self._total(texts):
            return "total", 0.95, "reason_total"
        if self._is_group(row, texts):
            return "group", 0.9, "reason_group"
        if not strong and (aside := self._aside(row, texts)):
            return "outside", 0.8, aside
        if self._ended and not strong and not self._goes_on(texts):
            return "outside", 0.8, "reason_after_end"
        return self._record_kind(row, texts, strong)

    def _record_kind(self, row: int, texts: Mapping[int, str], strong: bool) -> tuple[BandKind, float, str]:
        mapped = texts.keys() & self._mapped.keys()
        numbered = self._numbered(texts)
        if not numbered and self._runs_on(row, texts, mapped):
            return "continuation", 0.85, "reason_runs_on"
        if strong:
            return "data", 1.0, "reason_data"
        if numbered and mapped:
            return "data", 0.9, "reason_numbered"
        if self._main in texts and len(mapped) >= self._expected(row):
            return "data", 0.8, "reason_data"
        if len(mapped) >= max(3, self._expected(row)):
            return "data", 0.6, "reason_data"
        worded = any(c.isalpha() for text in texts.values() for c in text)
        return ("note", 0.5, "reason_note") if worded else ("outside", 0.7, "reason_outside")

    def _expected(self, row: int) -> int:
        """How many columns an unnumbered row must fill to count as a record: half of what the others fill."""
        if not self._sizes:
            return 2
        usual = self._usual
        if self._numbered_rows * 2 < len(self._out.records):
            return 1 if self._adjoins(row) else max(2, usual // 2)
        return max(2, (usual + 1) // 2)

    def _adjoins(self, row: int) -> bool:
        """Whether nothing but headings stands between a row and the last one of a record or group."""
        return row - 1 <= self._last_row

    def _strong(self, texts: Mapping[int, str]) -> bool:
        """The main text, if it has a column, and most of the required ones: a record whatever stands around it."""
        filled = texts.keys() & self._required
        if (
            (self._main is not None and self._main not in texts)
            or len(filled) < 2
            or len(filled) * 2 <= len(self._required)
        ):
            return False
        return len(texts.keys() & self._mapped.keys()) * 5 >= self._usual * 2

    def _median(self) -> int:
        """How many columns the records so far fill, the one in the middle."""
        left = self._sizes.total() // 2
        for size in sorted(self._sizes):
            left -= self._sizes[size]
            if left < 0:
                return size
        return 0

    def _beside(self, row: int) -> bool:
        return any(not is_nothing(text) for text in self._grid.filled(row).values())

    def _repeats_heading(self, texts: Mapping[int, str]) -> bool:
        if len(texts) < 2:
            return False
        others = len(texts) // 5
        same = 0
        for column, text in texts.items():
            if len(text) <= _HEADING and self._grid.key(text) in self._heading_keys.get(column, ()):
                same += 1
            elif others == 0:
                return False
            else:
                others -= 1
        return same >= 2

    def _merged_into_last(self, row: int, texts: Mapping[int, str]) -> bool:
        """The row lies inside cells that are merged down from the record above."""
        if not self._out.records or self._last not in ("data", "continuation"):
            return False
        first = self._out.records[-1][0]
        checked = [c for c in (self._main, self._block.number_column) if c is not None]
        for column in checked:
            area = self._grid.area(row, column)
            if area is not None and first <= area.top < row:
                return True
        return False

    def _nil(self, row: int, texts: Mapping[int, str]) -> bool:
        if len(texts) > 2 or (self._out.records and (self._last != "group" or self._numbered(texts))):
            return False
        return any(is_nil(text) for column, text in texts.items() if column != self._block.number_column or " " in text)

    def _nil_below(self, texts: Mapping[int, str]) -> bool:
        """ "Không phát sinh" below a record: another group has nothing, whatever that is; no text of the record.

        With a number before it too: nobody counts what there is not.
        """
        counted = self._numbered(texts) and len(texts) == 2
        if not self._out.records or not (len(texts) == 1 or counted) or (self._open_end() and not counted):
            return False
        column, text = list(texts.items())[-1]
        first = column in (self._main, self._block.number_column)
        return first and text[:1].isupper() and len(text) <= _LABEL and is_nil(text)

    def _page_number(self, row: int, texts: Mapping[int, str]) -> bool:
        """ "Trang 2/5", "- 3 -" at a page break, a bare figure right above a heading printed again."""
        if len(texts) != 1:
            return False
        said = next(iter(texts.values()))
        if said.isdigit() and len(said) <= 3:
            return row + 1 in self._heading_rows or self._repeats_heading(self._texts(row + 1))
        return numbers_page(said)

    def _part(self, row: int, texts: Mapping[int, str]) -> bool:
        """ "a)" or "1.1" below a record, without a main text of its own: one of several things asked in it."""
        number = texts.get(self._block.number_column or 0, "")
        if self._last not in ("data", "continuation") or not self._adjoins(row) or self._main in texts:
            return False
        above = self._grid.text(self._out.records[-1][0], self._block.number_column or 0).rstrip(".)/ ")
        below = _SUB_NUMBER.fullmatch(number) is not None or (bool(above) and number.startswith(f"{above}."))
        return below and bool(texts.keys() & self._mapped.keys())

    def _example(self, texts: Mapping[int, str]) -> bool:
        """What the form itself shows in its first rows."""
        number = texts.get(self._block.number_column or 0, "")
        if numbers_example(number):
            return True
        counted = number[:1].isdigit() and number.strip(" .)(") != "0"
        return not self._out.records and not counted and begins_as_example(texts.get(self._main or 0, ""))

    def _signed(self, texts: Mapping[int, str]) -> bool:
        """Words of those who sign, one beside the other as in a record, and the names below them."""
        if self._numbered(texts) or any(len(text) > _LABEL for text in texts.values()):
            return False
        signs = [is_signature(text) for text in texts.values()]
        below = self._last == "signature"
        if all(signs) or (below and all(is_bare_name(text) for text in texts.values())):
            return True
        if self._out.records and self._numbered_rows * 2 >= len(self._out.records):
            return below or (any(signs) and len(texts) <= _SIGNING)
        return (below or any(signs)) and len(texts.keys() & self._mapped.keys()) * 2 <= self._usual

    def _aside(self, row: int, texts: Mapping[int, str]) -> str:
        """Why a lone line is set apart from the text above: for who turns the page, in italics, across the table;
        "" where it is not."""
        if len(texts) != 1:
            return ""
        ((column, text),) = texts.items()
        if says_goes_on(text):
            return "reason_turns_page"
        area = self._grid.area(row, column)
        wide = area is not None and (area.right - area.left) * 2 >= self._block.right - self._block.left
        above = self._out.records[-1][0] if self._out.records else 0
        slanted = self._grid.italic(row, column) and not self._grid.italic(above, self._main or column)
        if not (wide or slanted):
            return ""
        return "reason_turns_page" if turns_page(text) else "reason_aside"

    def _heads_group(self, texts: Mapping[int, str]) -> bool:
        """The row says nothing but an entry of one of the form's lists, whatever sign stands before it."""
        label_at = self._label_column(texts)
        if label_at is None or texts.keys() - {label_at, self._block.number_column} - self._amounts:
            return False
        return self._names_group(texts[label_at])

    def _ending(self, row: int, texts: Mapping[int, str]) -> tuple[BandKind, float, str] | None:
        whole = [text for text in self._grid.filled(row).values() if not is_nothing(text)]
        if any(is_signature(text) for text in whole):
            return "signature", 0.95, "reason_signature"
        first = next(iter(texts.values()))
        if is_note_start(first) and len(texts) <= 2 and not self._numbered(texts):
            return "note", 0.95, "reason_note"
        if self._ended and self._last in ("note", "signature") and len(texts) <= 3 and not self._goes_on(texts):
            return self._last, 0.8, "reason_after_end"
        return None

    def _goes_on(self, texts: Mapping[int, str]) -> bool:
        """Whether a row bears the number after that of the last record, and a main text: a remark stood between."""
        if not self._out.records or self._main not in texts:
            return False
        last = self._grid.text(self._out.records[-1][0], self._block.number_column or 0)
        said = texts.get(self._block.number_column or 0, "")
        numbers = [int(found[1]) for text in (last, said) if (found := _COUNTED.fullmatch(text))]
        return len(numbers) == 2 and numbers[1] == numbers[0] + 1

    def _total(self, texts: Mapping[int, str]) -> bool:
        """ "Tổng cộng", "Cộng I": a label and sums, nothing else, or sums alone."""
        if texts.keys() & self._typed_only or self._sums_nothing(texts):
            return False
        words = [(column, text) for column, text in texts.items() if any(c.isalpha() for c in text)]
        if not words and texts.keys() <= self._amounts:
            return True  # sums without a label
        if not words or len(words) > 2 + (self._block.number_column in texts):
            return False
        label = next((self._grid.key(text) for _, text in words if len(text) > 2), "")
        if not label:
            return False
        return says_total(label)

    def _sums_nothing(self, texts: Mapping[int, str]) -> bool:
        """A numbered row with more than its main text: "Tổng mức đầu tư tăng …" is a record's own words."""
        return self._numbered(texts) and bool(texts.keys() & self._required - {self._main})

    def _is_group(self, row: int, texts: Mapping[int, str]) -> bool:
        if len(texts) > 2 + len(self._amounts):
            return False
        label_at = self._label_column(texts)
        if label_at is None:
            return False
        number = texts.get(self._block.number_column or 0, "") if self._block.number_column != label_at else ""
        others = texts.keys() - {label_at, self._block.number_column} - self._amounts
        if others:
            return False
        label = texts[label_at]
        if number and not _NUMBER.fullmatch(number):
            return bool(
                _ROMAN.fullmatch(number)
                or _LETTER.fullmatch(number)
                or _PART.fullmatch(self._grid.key(number))
                or len(number) <= 8
            )
        if label[:1].islower() and not number and self._last in ("data", "continuation") and self._adjoins(row):
            return self._names_group(label) and not self._open_end()  # "nhóm B, 23 tỷ đồng)" ends the text above
        if _LABEL_NUMBER.match(label) or _PART.fullmatch(self._grid.key(label)):
            return True
        if self._names_group(label):
            return True
        if number:
            return not self._bold and self._bold_row(row, texts)
        return self._looks_like_heading(row, label_at, label, texts)

    def _may_be_label(self, texts: Mapping[int, str]) -> bool:
        """A few words alone in their row, like a heading."""
        text = next(iter(texts.values()), "")
        return len(texts) == 1 and len(text) <= _LABEL and text[:1].isupper() and text[-1:] not in ".;"

    def _open_end(self) -> bool:
        """Whether the main text above breaks off: inside brackets, or at a comma."""
        rows = self._out.records[-1] if self._out.records else ()
        text = " ".join(self._grid.own(row, self._main or 0) for row in rows).rstrip()
        return text.count("(") > text.count(")") or text[-1:] in ",-–("

    def _looks_like_heading(self, row: int, column: int, label: str, texts: Mapping[int, str]) -> bool:
        """Without a number: set apart by bold, capitals or a merge over the row."""
        if len(label) > 200 or label[:1].islower() or label[:1] in "-+•*(":
            return False
        area = self._grid.area(row, column)
        if area is not None and area.right - area.left >= max(2, (self._block.right - self._block.left) // 3):
            return True
        if not self._bold and self._bold_row(row, texts):
            return True
        return label.isupper() and len(label) > 3 and self._main is not None and not self._main_in_capitals()

    def _names_group(self, label: str) -> bool:
        """The label is an entry of one of the form's lists: a field, an authority, a status."""
        if len(label) > 80:
            return False
        for column in self._form.columns:
            catalogue = self._context.catalogues.get(column.list) if column.kind == "code" else None
            if catalogue is not None and catalogue.resolve_label(label) is not None:
                return True
        return False

    def _label_column(self, texts: Mapping[int, str]) -> int | None:
        """The first cell with words; a running number of the roman kind is none."""
        for column, text in texts.items():
            if column == self._block.number_column and self._is_number(text):
                continue
            if any(c.isalpha() for c in text):
                return column
        return None

    def _is_number(self, text: str) -> bool:
        """A text under the running number that is one: "II", "3.1", "Phần A"; "Ngăn mặn" is a label."""
        if len(text) > 8 or _NUMBERED_LABEL.match(text):
            return False
        return sum(c.isalpha() for c in text) <= 5 and not (text.isalpha() and self._names_group(text))

    def _numbered(self, texts: Mapping[int, str]) -> bool:
        return bears_number(texts.get(self._block.number_column or 0, ""))

    def _runs_on(self, row: int, texts: Mapping[int, str], mapped: set[int]) -> bool:
        """Text that continues the record above: right below it, no number, nothing typed, few cells."""
        if not self._out.records or self._last not in ("data", "continuation") or not self._adjoins(row):
            return False
        if not mapped or self._block.number_column in texts or mapped & self._typed:
            return False
        if self._numbered_rows * 2 < len(self._out.records):
            main = texts.get(self._main or 0, "")
            return self._main not in texts or (len(mapped) <= 2 and (main[:1].islower() or main[:1] in "-–("))
        if self._main is not None and self._main not in texts:
            return True  # without its main text it is none of its own
        others = self._required - {self._main}
        return len(mapped) <= 3 and not (others <= mapped and (len(others) > 1 or self._main in mapped))

    def _group(self, row: int, texts: Mapping[int, str]) -> Group:
        column = self._label_column(texts) or next(iter(texts))
        label = texts[column]
        number = texts.get(self._block.number_column or 0, "") if column != self._block.number_column else ""
        found = _LABEL_NUMBER.match(label)
        return Group(label, row, column, _style(number or (found[1] if found else "")))

    def _push(self, group: Group) -> None:
        """A group replaces one of its own style; it is nested only directly under another one."""
        for depth, above in enumerate(self._stack):
            if above.style == group.style:
                del self._stack[depth:]
                break
        else:
            if self._stack and self._last != "group":
                del self._stack[-1:]
        self._stack.append(group)
        self._groups = tuple(self._stack)

    def _usual_bold(self) -> bool:
        """Whether the cells under the heading are mostly bold, so that bold says nothing."""
        if self._main is None:
            return False
        below = (row for row in self._grid.rows if row > self._block.bottom and self._grid.own(row, self._main or 0))
        cells = list(islice(below, _SAMPLE))
        return sum(self._grid.bold(row, self._main) for row in cells) * 2 > len(cells) if cells else False

    def _bold_row(self, row: int, texts: Mapping[int, str]) -> bool:
        return all(self._grid.bold(row, column) for column, text in texts.items() if any(c.isalpha() for c in text))

    def _main_in_capitals(self) -> bool:
        rows = [r for record in self._out.records[-20:] for r in record[:1]]
        return bool(rows) and all(self._grid.own(r, self._main or 0).isupper() for r in rows)


def _style(number: str) -> str:
    if _NUMBER.fullmatch(number):
        return "number"
    if _ROMAN.fullmatch(number):
        return "roman"
    return "letter" if _LETTER.fullmatch(number) else "plain"
