"""From columns to fields: wording first, then what the columns hold; the officer's choice above both.

Nothing is assigned silently on content alone where two fields could take it: such a column stays unmapped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.exchange.addressed import ADDRESSED, addressed_columns, addressee_field
from workbench.exchange.columns import heading_text, without_bands
from workbench.exchange.composed import PART, part_columns
from workbench.exchange.context import Context
from workbench.exchange.detect import HeadingBlock
from workbench.exchange.families import numbers_and_dates
from workbench.exchange.forms import LISTED, NAMES, FormColumn, FormSpec, JoinedColumn
from workbench.exchange.grid import Grid
from workbench.exchange.guessing import assigned
from workbench.exchange.headings import HeadingBook, HeadingMatch
from workbench.exchange.last_of_kind import Left, last_of_kind
from workbench.exchange.leaning import of_before
from workbench.exchange.options import Option, find_options
from workbench.exchange.profiles import ColumnProfile, profile
from workbench.exchange.recognised import ColumnMapping, How
from workbench.exchange.relations import in_order
from workbench.exchange.remaining import (
    MANY,
    fitting,
    is_date_beside,
    is_prose,
    place_main,
    place_remaining,
    share_of,
    words_of,
)
from workbench.exchange.said import SaidColumn, said_column
from workbench.exchange.sections import labelled_parts
from workbench.values.money import unit_of
from workbench.values.text import fold

_ACCEPT = 0.6
_PAIR = 0.75  # of a heading for several texts in one cell
_CERTAIN = 0.9
_CONTRADICTED = 0.3
_BY_CONTENT = 0.8
_MOSTLY = 0.6
_HALF = 0.5  # names among what stands beside a list, under its heading
_SOME = 0.15  # cells that are codes, where no other column can be the list
UNKNOWN_OPTION = "?"
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class _Candidate:
    column: int
    match: HeadingMatch
    score: float
    reason: str


class Mapper:
    """Assigns the columns of one table."""

    def __init__(
        self,
        form: FormSpec,
        block: HeadingBlock,
        grid: Grid,
        rows: Sequence[int],
        book: HeadingBook,
        context: Context,
    ) -> None:
        self._form = form
        self._block = block
        self._grid = grid
        self._book = book
        self._context = context
        columns = range(block.left, block.right + 1)
        self._profiles = {column: profile(grid, column, rows, context) for column in columns}
        self._options = self._true_options()
        self._words = without_bands(block.parts)
        self._taken: dict[str, int] = {}
        self._made: dict[int, ColumnMapping] = {}

    def columns(self) -> tuple[ColumnMapping, ...]:
        """A mapping for every column of the table, left to right, the running number left out."""
        self._choose()
        self._recall()
        self._mark_options()
        self._in_parts()
        self._by_addressee()
        self._by_wording()
        self._by_guess()
        self._join_pairs()
        self._under_one_heading()
        self._dates_beside()
        self._by_content()
        self._remaining()
        self._beside_in_list()
        self._leave_rest()
        made = in_order(self._form, self._made, self._profiles)
        return tuple(self._with_unit(made[column]) for column in sorted(made))

    def _true_options(self) -> Mapping[int, Option]:
        found = find_options(self._block.parts, self._form, self._book, self._context)
        return {at: o for at, o in found.items() if self._profiles[at].answered or self._profiles[at].empty}

    def _choose(self) -> None:
        chosen = self._context.overrides.columns
        for column in self._profiles:
            key = (self._grid.sheet.name, column)
            if key in chosen and column != self._block.number_column:
                self._said(column, said_column(chosen[key], self._form), "chosen")

    def _said(self, column: int, said: SaidColumn | None, how: How) -> None:
        """A column as an officer named it; nothing where the form, chosen since, has no such field."""
        if said is None:
            return
        self._make(column, said.fields, how, 1.0, f"reason_{how}", said.split)
        if said.option:
            self._made[column] = replace(self._made[column], option=said.option)

    def _recall(self) -> None:
        """What officers said of these very headings before; equal ones are told apart by their order."""
        learned = self._context.lessons.columns(self._form.key, self._block.layout, self._context.sent_by)
        met: Counter[str] = Counter()
        for column in sorted(self._block.parts) if learned else ():
            heading = fold(heading_text(self._block.parts, column))
            met[heading] += 1
            field = learned.get((heading, met[heading]))
            said = said_column(field, self._form) if field is not None and self._free(column) else None
            if said is not None and (said.option or not any(key in self._taken for key in said.fields)):
                self._said(column, said, "learned")

    def _mark_options(self) -> None:
        for column, option in self._options.items():
            if column not in self._made:
                heading = heading_text(self._block.parts, column)
                how: How = "synonym" if option.named_above else "likely"
                self._made[column] = ColumnMapping(
                    column, heading, (option.field,), how, 0.95, "reason_option", option=option.value
                )
                self._taken[option.field] = column
        self._mark_unknown_options()

    def _in_parts(self) -> None:
        """Day, month, year or number and sign, each in a column."""
        free = {column.key for column in self._form.columns} - self._taken.keys()
        for columns, field in part_columns(self._form, self._words, self._profiles, self._book, free):
            if all(self._free(column) for column in columns) and field not in self._taken:
                for column in columns:
                    self._make(column, (field,), "likely", 0.85, "reason_part", PART)

    def _by_guess(self) -> None:
        """In a table told by its title: the required fields that no heading names, by contents and order."""
        columns = [column for column in sorted(self._block.parts) if self._free(column)] if self._block.guessed else []
        found = assigned(self._form, columns, self._profiles, self._taken) if columns else {}
        for column, field in found.items():
            self._make(column, (field,), "likely", 0.6, "reason_guessed")

    def _by_addressee(self) -> None:
        """A column for each authority, with what it is asked; not where a column of its own names the authority."""
        found = addressed_columns(self._form, self._words, self._book, self._context)
        to = addressee_field(self._form)
        named = any(
            to in match.fields and match.score >= _CERTAIN
            for column, parts in self._words.items()
            if column not in found
            for match in self._book.match(parts).get(self._form.key, ())
        )
        for column, field in found.items() if not named else ():
            taken = self._taken.get(field)
            if self._free(column) and (taken is None or self._made[taken].split == ADDRESSED):
                self._make(column, (field,), "likely", 0.85, "reason_addressed", ADDRESSED)
        if any(made.split == ADDRESSED for made in self._made.values()):
            self._taken.setdefault(to, min(c for c, made in self._made.items() if made.split == ADDRESSED))

    def _mark_unknown_options(self) -> None:
        """Ticked columns under the same group heading whose own heading names no value: to be asked about."""
        above = {
            self._block.parts[at][:-1]: o.field for at, o in self._options.items() if len(self._block.parts[at]) > 1
        }
        for column, parts in self._block.parts.items():
            field = above.get(parts[:-1]) if len(parts) > 1 else None
            if field and self._free(column) and self._profiles[column].ticked:
                heading = heading_text(self._block.parts, column)
                said = "reason_unknown_option"
                self._made[column] = ColumnMapping(column, heading, (field,), "likely", 0.5, said, option=UNKNOWN_OPTION)

    def _by_wording(self) -> None:
        candidates = [c for column in self._block.parts if self._free(column) for c in self._candidates(column)]
        candidates.sort(key=lambda c: (-c.score, -self._year_above(c.column)))
        for c in candidates:
            fields = tuple(field for field in c.match.fields if field not in self._taken)
            if c.column in self._made or not fields or fields[0] != c.match.fields[0]:
                continue
            split = c.match.split if c.match.split == "labels" or len(fields) > 1 or c.match.split else ""
            how: How = "likely" if c.score < _CERTAIN else c.match.how
            self._make(c.column, fields, how, c.score, c.reason, split)

    def _year_above(self, column: int) -> int:
        """The last year in the headings above a column: of two columns for one thing the later one is meant."""
        return max((int(y) for text in self._words[column][:-1] for y in _YEAR.findall(text)), default=0)

    def _free(self, column: int) -> bool:
        return column not in self._made and column != self._block.number_column

    def _candidates(self, column: int) -> list[_Candidate]:
        found = []
        parts = self._words[column]
        if (self._form.key, fold(heading_text(self._block.parts, column))) in self._book.unwanted:
            return []
        for match in self._book.match(parts).get(self._form.key, ()):
            score, reason = self._weighed(column, match)
            if match.split == "labels" and score < _PAIR and not self._labelled(column, match.fields):
                continue
            if score >= _ACCEPT:
                found.append(_Candidate(column, match, score, reason))
        return found

    def _labelled(self, column: int, fields: tuple[str, ...]) -> bool:
        """Whether most cells of a column are cut by labels of some fields."""
        texts = [text for _, text in self._profiles[column].values]
        parts = [labelled_parts(text, self._form.key, fields, self._book) for text in texts]
        return sum(part is not None and len(part) > 1 for part in parts) * 2 > len(texts)

    def _weighed(self, column: int, match: HeadingMatch) -> tuple[float, str]:
        """The score of a reading with the column's content considered, and the reason to show."""
        field = self._form.by_key[match.fields[0]]
        share = None if match.split else share_of(self._form, field, self._profiles[column])
        if field.kind == "text" and not match.split and self._holds_codes(column, sure=match.how == "exact"):
            return match.score * 0.5, "reason_content_differs"
        if self._profiles[column].ticked and field.kind == "text":
            return 0.0, "reason_content_differs"
        if field.kind == "text" and self._names_main(column, match):
            return match.score * 0.5, "reason_content_differs"
        likely_prose = field.kind == "text" and not match.split and match.score < _CERTAIN
        if likely_prose and (self._holds(column, "docno", "date") or self._only_names(column, field)):
            return match.score * 0.5, "reason_content_differs"
        if match.split == "labels" and (match.score < _CERTAIN and self._holds(column, "docno", "date", *NAMES)):
            return match.score * 0.5, "reason_content_differs"
        if match.split == "number_date" and not self._profiles[column].empty:
            share = max(self._profiles[column].numbers_with_dates, 0.5)
        if match.split == "years":
            share = self._profiles[column].share(self._form.by_key[match.fields[0]])
        if match.score >= _CERTAIN:
            if self._free_text(match):
                return match.score, f"reason_{match.how}"
            if share is not None and share < _CONTRADICTED and len(self._profiles[column].values) > 1:
                return match.score * 0.7, "reason_content_differs"
            return match.score, f"reason_{match.how}"
        known = 0.9 if share is None else 0.55 + 0.45 * share
        return match.score * known * self._leaning_to(column, match), "reason_likely"

    def _free_text(self, match: HeadingMatch) -> bool:
        """Whether anything may stand there: pages, rates and the like are text without a letter."""
        column = self._form.by_key[match.fields[0]]
        return not match.split and column.kind == "text" and not column.required

    def _holds_codes(self, column: int, *, sure: bool) -> bool:
        """Nothing but entries of one of the form's lists: no prose, whatever its heading says.

        Under a heading that is not the form's own, many cells are enough if all are short.
        """
        seen = self._profiles[column]
        lists = [c for c in self._form.columns if c.kind == "code"]
        if len(seen.values) < 2 or not lists:
            return False
        nearest = max(lists, key=lambda c: seen.share(c) or 0.0)
        share = seen.share(nearest) or 0.0
        enough = MANY if self._stands_elsewhere(nearest, column) else _SOME
        return share >= _CERTAIN or (not sure and share >= enough and seen.short)

    def _stands_elsewhere(self, field: FormColumn, column: int) -> bool:
        """Whether another heading, or columns to be ticked, may be that list."""
        if field.key in {option.field for option in self._options.values()}:
            return True
        return any(
            (self._profiles[at].share(field) or 0.0) >= _SOME
            for at, parts in self._words.items()
            if at != column
            for match in self._book.match(parts).get(self._form.key, ())
            if field.key in match.fields
        )

    def _names_main(self, column: int, match: HeadingMatch) -> bool:
        """ "Tên …" over something else than the main text, in a table where nothing else is surely that one."""
        words = words_of(self._words[column])
        if match.score >= _CERTAIN or match.fields[0] == self._form.main or words[:1] != ("ten",):
            return False
        return self._book.leaning(self._form.key).names(self._form.main)

    def _only_names(self, column: int, field: FormColumn) -> bool:
        """Nothing but names of places and bodies, under a heading of a text that is no office's name."""
        offices = self._book.leaning(self._form.key).names_offices(field.key)
        return (field.required or not offices) and self._holds(column, *NAMES)

    def _holds(self, column: int, *kinds: str) -> bool:
        """Nothing but numbers of papers, days or names: no prose that a heading only sounds like."""
        seen = self._profiles[column]
        fields = (c for c in self._form.columns if c.kind in kinds)
        least = 1 if "docno" in kinds else 2
        return len(seen.values) >= least and any((seen.share(c) or 0.0) >= _CERTAIN for c in fields)

    def _leaning_to(self, column: int, match: HeadingMatch) -> float:
        """0-1: less when the words of the heading, or what the column holds, speak rather of another field."""
        if match.split:
            return 1.0
        fits = fitting(self._form, self._profiles[column])
        words = words_of(self._words[column])
        shares = self._book.leaning(self._form.key).shares(words, {*fits, *match.fields})
        share = shares.get(match.fields[0], 1.0)
        held = fits.get(match.fields[0], 0.0)
        return min(1.0, 0.4 + share) * (1.0 if held >= 0.5 else 0.8)

    def _join_pairs(self) -> None:
        """A number column that also holds the date, a year column that holds the period, if no other does."""
        for joined in self._form.joined:
            first, *rest = joined.fields
            column = self._taken.get(first)
            if column is None or any(field in self._taken for field in rest):
                continue
            mapped = self._made[column]
            if mapped.split or mapped.option or mapped.how == "chosen" or not self._holds_both(column, joined):
                continue
            self._make(column, joined.fields, "likely", min(mapped.score, 0.85), "reason_joined", joined.split)

    def _holds_both(self, column: int, joined: JoinedColumn) -> bool:
        if joined.split == "number_date":
            return self._profiles[column].numbers_with_dates >= 0.5
        if joined.split == "years":
            texts = [text for _, text in self._profiles[column].values]
            return bool(texts) and sum(_two_years(text) for text in texts) * 2 >= len(texts)
        return False

    def _under_one_heading(self) -> None:
        """Numbers and dates of a paper that is named above them only."""
        placed = {column: made.fields for column, made in self._made.items()}
        if self._block.number_column is not None:
            placed[self._block.number_column] = ()
        free = {column.key for column in self._form.columns} - self._taken.keys()
        leaning = self._book.leaning(self._form.key)
        found = list(numbers_and_dates(self._form, leaning, self._words, placed, self._profiles, free))
        for column, field in found:
            self._make(column, (field,), "likely", 0.7, "reason_remaining")

    def _dates_beside(self) -> None:
        """A date column without a name of its own, right behind the number of a paper."""
        pairs = {j.fields[0]: j.fields[1] for j in self._form.joined if j.split == "number_date"}
        for column, seen in self._profiles.items():
            left = self._made.get(column - 1)
            both = left is not None and left.split == "number_date" and self._only_numbers(column - 1)
            field = pairs.get(left.fields[0], "") if left and (len(left.fields) == 1 or both) else ""
            if not field or (field in self._taken and not both) or not self._free(column) or seen.empty:
                continue
            parts = self._block.parts.get(column, ())
            unnamed = not parts or parts == self._block.parts.get(column - 1)
            if (unnamed or is_date_beside(parts)) and (seen.share(self._form.by_key[field]) or 0.0) >= _BY_CONTENT:
                if both and left is not None:
                    self._make(column - 1, left.fields[:1], "likely", min(left.score, 0.85), "reason_likely")
                self._make(column, (field,), "likely", 0.65, "reason_content")

    def _only_numbers(self, column: int) -> bool:
        """Whether a column headed by number and date holds numbers of papers and no date."""
        seen = self._profiles[column]
        return not seen.empty and seen.numbers_with_dates == 0

    def _by_content(self) -> None:
        """Columns of names without a telling heading, when exactly one field of their kind is left."""
        for column, seen in self._profiles.items():
            if not self._free(column) or len(seen.values) < 2 or of_before(words_of(self._words.get(column, ()))):
                continue
            fitting_fields = [
                c for c in self._form.columns if c.key not in self._taken and c.kind in LISTED and self._listed(c, seen)
            ]
            if len(fitting_fields) == 1 and not fitting_fields[0].optional:
                self._make(column, (fitting_fields[0].key,), "likely", 0.65, "reason_content")

    def _listed(self, field: FormColumn, seen: ColumnProfile) -> bool:
        """Whether a column holds what a list has: names nearly all, codes mostly, for offices add words to them."""
        share = seen.share(field) or 0.0
        return share >= _BY_CONTENT or (field.kind == "code" and share >= _MOSTLY and seen.short)

    def _remaining(self) -> None:
        """What is left, by its words and contents together."""

        def place(column: int, fields: tuple[str, ...], score: float, reason: str) -> None:
            self._make(column, fields, "likely", score, reason)

        unwanted = self._book.unwanted
        columns = {
            column: parts
            for column, parts in self._words.items()
            if self._free(column) and (self._form.key, fold(heading_text(self._block.parts, column))) not in unwanted
        }
        fields = {column.key for column in self._form.columns} - self._taken.keys()
        leaning = self._book.leaning(self._form.key)
        self._place_main({c: parts for c, parts in columns.items() if words_of(parts)[:1] == ("ten",)})
        self._place_first()
        left = {column: parts for column, parts in columns.items() if self._free(column)}
        place_remaining(self._form, leaning, left, self._profiles, fields - self._taken.keys(), place)
        self._place_main({column: parts for column, parts in left.items() if self._free(column)})
        left = {column: parts for column, parts in columns.items() if self._free(column)}
        open_fields = fields - self._taken.keys()
        found = last_of_kind(Left(self._form, leaning, left, self._profiles, open_fields, self._taken))
        for column, field in found.items():
            place(column, (field,), 0.6, "reason_remaining")

    def _beside_in_list(self) -> None:
        """Columns under one heading that hold a list one name a column: "Các bên" over "Bên A", "Bên B", "Bên C"."""
        for column, made in list(self._made.items()):
            above = self._block.parts.get(column, ())[:-1]
            field = self._form.by_key[made.fields[0]] if len(made.fields) == 1 and not made.option else None
            if field is None or field.kind not in NAMES or not above:
                continue
            for other, seen in self._profiles.items():
                parts = self._block.parts.get(other, ())
                if self._free(other) and parts[:-1] == above and (seen.share(field) or 0.0) >= _HALF:
                    heading = heading_text(self._block.parts, other)
                    said = "reason_list"
                    self._made[other] = ColumnMapping(other, heading, (field.key,), "likely", 0.8, said)

    def _place_first(self) -> None:
        """The main text in the first column, where that is the only prose left and its heading speaks of it."""
        prose = [c for c, seen in self._profiles.items() if self._free(c) and is_prose(seen)]
        first = min((c for c in self._block.parts if c != self._block.number_column), default=0)
        if self._form.main in self._taken or prose != [first] or self._holds(first, "docno", "date", *NAMES):
            return
        if self._book.leaning(self._form.key).mentions(words_of(self._words.get(first, ())), self._form.main):
            self._make(first, (self._form.main,), "likely", 0.6, "reason_guessed")

    def _place_main(self, columns: Mapping[int, Sequence[str]]) -> None:
        """The main text among some columns, where no heading is like its own."""
        if self._form.main not in self._taken:
            leaning = self._book.leaning(self._form.key)
            main = place_main(self._form, leaning, columns, self._profiles)
            if main is not None:
                self._make(main, (self._form.main,), "likely", 0.6, "reason_remaining")

    def _leave_rest(self) -> None:
        for column in self._block.parts:
            if self._free(column):
                second = any(self._says_other(column, c) for c in self._candidates(column) if c.score >= _CERTAIN)
                self._make(column, (), "ignored", 0.0, "reason_second" if second else "reason_unknown")

    def _says_other(self, column: int, candidate: _Candidate) -> bool:
        """Whether a column is headed as surely as the one that was taken for a field, and says other things."""
        taken = self._taken.get(candidate.match.fields[0])
        if taken is None or candidate.match.split or self._made[taken].option:
            return False
        if 0 < self._year_above(column) < self._year_above(taken):
            return False
        return self._profiles[column].values != self._profiles[taken].values and not self._profiles[column].empty

    def _make(self, column: int, fields: tuple[str, ...], how: How, score: float, reason: str, split: str = "") -> None:
        heading = heading_text(self._block.parts, column)
        self._made[column] = ColumnMapping(column, heading, fields, how, round(score, 3), reason, split)
        for field in fields:
            self._taken[field] = column

    def _with_unit(self, mapped: ColumnMapping) -> ColumnMapping:
        if mapped.field is None or self._form.by_key[mapped.field].kind != "amount":
            return mapped
        for part in reversed(self._block.parts.get(mapped.column, ())):
            unit = unit_of(part)
            if unit is not None:
                return replace(mapped, unit=unit)
        return mapped


def _two_years(text: str) -> bool:
    from workbench.values.dates import parse_year_range

    return parse_year_range(text)[1] is not None
