"""What was learned, in words: “Cột “Mảng việc” → Lĩnh vực”. Pure; knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ui.views.import_flow.change_words import column_words, field_label, forms
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services.form_words import form_words
from workbench.services.importing.teaching import LessonLine
from workbench.services.texts import Names
from workbench.storage.repository import Repository
from workbench.values.dates import format_date
from workbench.values.money import unit_label


@dataclass(frozen=True, slots=True)
class LessonWords:
    """A lesson to be read: what, and whose since when."""

    uid: str
    what: str
    whose: str


def told(one: LessonLine, names: Names, repository: Repository) -> LessonWords:
    """One lesson in words."""
    whose = [names.locality(one.sender) if one.sender else text("lessons.everybody")]
    if one.form:
        whose.append(form_words(one.form))
    if one.learned:
        whose.append(text("lessons.since", day=format_date(one.learned)))
    return LessonWords(one.uid, _what(one, repository), " · ".join(whose))


def _what(one: LessonLine, repository: Repository) -> str:
    nothing = text("lessons.left_out")
    if one.kind == "heading":
        meaning = column_words(one.form, one.meaning) if one.meaning else nothing
        return text("lessons.heading", words=one.words, meaning=meaning)
    if one.kind == "band":
        return text("lessons.band", words=one.words, meaning=text(f"importing.band_{one.meaning}"))
    if one.kind == "form":
        return text("lessons.form", meaning=form_words(one.meaning))
    if one.kind == "unit":
        return text("lessons.unit", meaning=unit_label(int(one.meaning)) if one.meaning.isdigit() else one.meaning)
    if one.kind == "table":
        return text("lessons.table", n=int(one.meaning) if one.meaning.isdigit() else 1)
    if one.kind == "apart":
        found = repository.get(Ref(forms()[one.form].entity, one.meaning)) if one.form in forms() else None
        return text("lessons.apart", words=one.words, code=getattr(found.values, "code", "") if found else "")
    return text("lessons.value", words=one.words, field=_field(one.form, one.field), meaning=one.meaning)


def _field(form: str, key: str) -> str:
    known = form in forms() and key in forms()[form].by_key
    return field_label(form, key) if known else key
