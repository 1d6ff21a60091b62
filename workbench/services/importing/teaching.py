"""What an import teaches: the officer's corrections as lessons of the record, and lessons taken back.

    lessons(workbench)            every lesson, newest first, for a list to look at
    applied(workbench, read, raw) those at work in a file
    forget(workbench, uids)       take some back; an act like any other, to be undone like any other

Lessons are written with the import that taught them, in the same act: undoing the import forgets them too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.clock import Clock
from workbench.domain.lessons import Lesson as Stored
from workbench.exchange.lessons import Lesson, LessonKind, Lessons, row_label, row_words
from workbench.exchange.raw import RawWorkbook
from workbench.exchange.recognised import Overrides, ParsedRow, Recognised, TableCandidate
from workbench.records.changes import Change, ChangeSet, Label, create, remove, some, update
from workbench.records.record import Record, Ref
from workbench.services.workbench import Outcome, Workbench
from workbench.storage.repository import Repository
from workbench.values.text import clean, fold

_OF_ONE_FILE = frozenset(("data", "heading", "numbers", "unit"))  # kinds of rows that words do not tell in others
_NAMED = frozenset(("unknown_province", "unknown_code"))
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson as people see it. `sender` is "" for one that holds for all; `meaning` "" for left out."""

    uid: str
    kind: str
    sender: str
    form: str
    field: str
    words: str
    meaning: str
    learned: date | None


def learned_of(repository: Repository) -> Lessons:
    """The lessons of a record as recognition uses them, from old to new."""
    kinds: tuple[LessonKind, ...] = ("heading", "band", "form", "unit", "value", "table")
    records = [r for r in repository.all("lesson") if r.values.kind in kinds]
    records.sort(key=lambda r: (r.values.learned_date or date.min, r.revision))
    return Lessons(tuple(_plain(record) for record in records))


def _plain(record: Record[Any]) -> Lesson:
    v = record.values
    return Lesson(
        v.kind, v.words, v.meaning or "", v.form or "", v.sender or "", v.layout or "", v.field or "", v.place or 1
    )


def taught(read: Recognised, raw: RawWorkbook, overrides: Overrides, sender: str) -> tuple[Lesson, ...]:
    """What corrections of one file say for the files to come. `sender` is a locality of the record, or ""."""
    found = [
        *_columns(read, overrides, sender),
        *_bands(read, raw, overrides, sender),
        *_tables(read, overrides, sender),
        *_values(read, overrides, sender),
    ]
    return tuple(dict.fromkeys(found))


def _columns(read: Recognised, overrides: Overrides, sender: str) -> Iterator[Lesson]:
    """A column put to a field, or left out, by its heading; where a table has none there is nothing to know it by."""
    for table in read.tables:
        if table.sheet in overrides.starts:
            continue
        met: Counter[str] = Counter()
        for column in table.columns:
            met[fold(clean(column.heading))] += 1
            chosen = overrides.columns.get((table.sheet, column.column), _NOT_CHOSEN)
            if chosen is not _NOT_CHOSEN:
                place = met[fold(clean(column.heading))]
                meaning = str(chosen or "")
                yield Lesson("heading", column.heading, meaning, table.form, sender, table.layout, "", place)


_NOT_CHOSEN = object()


def _bands(read: Recognised, raw: RawWorkbook, overrides: Overrides, sender: str) -> Iterator[Lesson]:
    """The kind of a row, by the words it begins with; a record's own words come only once and teach nothing."""
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    for (name, row), kind in overrides.bands.items():
        table = next((t for t in read.tables if t.sheet == name and t.first_row <= row <= t.last_row + 50), None)
        if table is None or name not in sheets or kind in _OF_ONE_FILE:
            continue
        words = row_words(clean(value) for _, value in sheets[name].values(row) if isinstance(value, str))
        if words:
            yield Lesson("band", words, kind, table.form, sender, table.layout)


def _tables(read: Recognised, overrides: Overrides, sender: str) -> Iterator[Lesson]:
    """Form and unit of tables with such headings; that these rows are headings, of the files of that sender alone."""
    for table in read.tables:
        if not table.layout or table.sheet in overrides.starts:
            continue
        if table.sheet in overrides.forms or any((table.sheet, row) in overrides.tables for row in table.heading_rows):
            yield Lesson("form", table.layout, table.form, "", sender, table.layout)
        unit = _unit_said(table, overrides)
        if unit:
            yield Lesson("unit", table.layout, str(unit), table.form, sender, table.layout)
        by_hand = any(band.kind == "heading" and band.reason_key == "reason_chosen" for band in table.bands)
        if sender and by_hand:
            yield Lesson("table", table.layout, str(len(table.heading_rows)), table.form, sender, table.layout)


def _unit_said(table: TableCandidate, overrides: Overrides) -> int:
    """Đồng per 1 of a table by the officer's word: of its sheet, or of a row that he called one of units; 0 for none."""
    if table.sheet in overrides.units:
        return overrides.units[table.sheet]
    pointed = any(name == table.sheet and kind == "unit" for (name, _), kind in overrides.bands.items())
    units = {column.unit for column in table.columns if column.unit is not None} if pointed else set()
    return next(iter(units)) if len(units) == 1 else 0


def _values(read: Recognised, overrides: Overrides, sender: str) -> Iterator[Lesson]:
    """Names and codes that were corrected to something that is known."""
    if not overrides.cells:
        return
    layouts = {table.sheet: table for table in read.tables}
    for row in read.rows:
        for key, cell in row.cells.items():
            original, words = cell.original, _corrected(row, key, overrides)
            known = cell.value is not None and not any(issue.code in _NAMED for issue in cell.issues)
            if original and words and known and _is_name(cell.value, cell.keys) and len(original) <= _LONGEST:
                table: TableCandidate | None = layouts.get(row.sheet)
                yield Lesson("value", original, words, row.form, sender, table.layout if table else "", key)


def _corrected(row: ParsedRow, key: str, overrides: Overrides) -> str:
    """What the officer wrote into the one cell of a field."""
    from workbench.exchange.reading.xlsx_sheet import cell_at

    cells = row.cells[key].cells
    at = cell_at(cells[0].address) if len(cells) == 1 else None
    return overrides.cells.get((row.sheet, *at), "") if at else ""


def _is_name(value: object, keys: Sequence[str]) -> bool:
    """Provinces and authorities with their ids, or a code of a list: text that will come again."""
    return (isinstance(value, tuple) and all(keys)) or (isinstance(value, str) and value.isascii() and " " not in value)


def changes(
    lessons: Sequence[Lesson], repository: Repository, clock: Clock, batch: str | None = None
) -> tuple[Change, ...]:
    """Lessons as changes: one that is there already says the newer meaning."""
    held: Mapping[tuple[object, ...], Record[Any]] = {_key(_plain(r)): r for r in _recalled(repository)}
    made: list[Change | None] = []
    for lesson in lessons:
        record = held.get(_key(lesson))
        today = clock.today()
        if record is None:
            made.append(create(clock.new_id(), _stored(lesson, today, batch)))
        elif (record.values.meaning or "") != lesson.meaning:
            made.append(update(record, meaning=lesson.meaning or None, learned_date=today))
    return some(*made)


def _recalled(repository: Repository) -> Iterator[Record[Any]]:
    return (r for r in repository.all("lesson") if r.values.kind != "apart")


def _key(lesson: Lesson) -> tuple[object, ...]:
    words = fold(clean(lesson.words))
    return (lesson.kind, lesson.sender, lesson.form, lesson.layout, lesson.field, words, lesson.place)


def _stored(lesson: Lesson, today: date, batch: str | None) -> Stored:
    return Stored(
        kind=lesson.kind,
        sender=lesson.sender or None,
        form=lesson.form or None,
        layout=lesson.layout or None,
        field=lesson.field or None,
        words=lesson.words,
        place=lesson.place,
        meaning=lesson.meaning or None,
        learned_date=today,
        batch=batch,
    )


def lessons(workbench: Workbench) -> tuple[LessonLine, ...]:
    """Every lesson of the record, newest first."""
    records = sorted(
        workbench.repository.all("lesson"),
        key=lambda r: (r.values.learned_date or date.min, r.revision),
        reverse=True,
    )
    return tuple(_line(record) for record in records)


def _line(record: Record[Any]) -> LessonLine:
    v = record.values
    return LessonLine(
        record.uid, v.kind, v.sender or "", v.form or "", v.field or "", v.words, v.meaning or "", v.learned_date
    )


def applied(workbench: Workbench, read: Recognised, raw: RawWorkbook) -> tuple[LessonLine, ...]:
    """Lessons that had a part in how a file was understood, newest first."""
    repository = workbench.repository
    if not repository.derived("import.lessons", ("lesson",), lambda: learned_of(repository)).every:
        return ()
    sender = read.meta.province.key if read.meta.province else ""
    seen = frozenset(_at_work(read, raw))
    return tuple(one for one in lessons(workbench) if one.sender in ("", sender) and _trace(one) in seen)


def _trace(one: LessonLine) -> tuple[str, str, str]:
    """What a lesson leaves behind where it works: kind, form or meaning, words."""
    layout = one.kind in ("form", "unit", "table")
    return one.kind, one.meaning if one.kind == "form" else one.form, one.words if layout else fold(clean(one.words))


def _at_work(read: Recognised, raw: RawWorkbook) -> Iterator[tuple[str, str, str]]:
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    for table in read.tables:
        yield "form", table.form, table.layout
        if any(band.kind == "heading" and band.reason_key == "reason_learned" for band in table.bands):
            yield "table", table.form, table.layout
        if any(issue.params.get("about") == "unit_learned" for issue in read.all_issues):
            yield "unit", table.form, table.layout
        for column in table.columns:
            if column.how == "learned":
                yield "heading", table.form, fold(clean(column.heading))
        for band in table.bands:
            if band.reason_key == "reason_learned" and band.kind != "heading" and table.sheet in sheets:
                values = sheets[table.sheet].values(band.row)
                yield "band", table.form, row_label(clean(value) for _, value in values if isinstance(value, str))
    for row in read.rows:
        for issue in row.all_issues:
            if issue.code == "repaired_text":
                yield "value", row.form, fold(clean(issue.found))


def forget(workbench: Workbench, uids: Collection[str]) -> Outcome | None:
    """Take lessons back; None when none of them is there."""
    found = [r for uid in uids if (r := workbench.repository.get(Ref("lesson", uid))) is not None]
    if not found:
        return None
    label = Label("act.forget", {"n": len(found)})
    return workbench.commit(ChangeSet(label, tuple(remove(record) for record in found)))
