"""Pictures of the registers of the resolution's other tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog

from workbench.services.linkage import conclusions_of
from workbench.values.dates import format_date

if TYPE_CHECKING:
    from ui.grab import Stage


def _register(register: str, tab: str, stage: Stage) -> QPixmap:
    """A register with the record that has most in one tab of its detail."""
    stage.show_detail(True)
    stage.go(register, view="all", tab=tab)
    return stage.picture()


def _project(stage: Stage) -> QPixmap:
    """The project with most lines of capital."""
    lines = stage.window.context.registers.linked().programme.capital_of
    stage.show_detail(True)
    stage.go("projects", view="all", tab="capital", uid=max(lines, key=lambda uid: len(lines[uid])))
    stage.settle()
    return stage.picture()


def _conclusions(stage: Stage) -> QPixmap:
    """Conclusions of a meeting being entered."""
    from ui.forms.conclusions_form import ConclusionsForm

    context = stage.window.context
    linked = context.registers.linked()
    first, *_, last = sorted(linked.meetings.values(), key=lambda meeting: meeting.values.held_date)
    stage.show_detail(True)
    stage.go("meetings", view="all", tab="tasks", uid=first.uid)
    form = ConclusionsForm(context, first.uid, stage.window)
    form.open()
    rows = (
        (task.values.content, linked.names.organization(task.values.lead), format_date(task.values.due_date))
        for task in conclusions_of(linked, last.uid)
    )
    form.paste("\n".join(map("\t".join, rows)), form.rows[0])
    stage.settle()
    made = stage.picture(form)
    form.done(0)
    stage.settle()
    return made


def _course(stage: Stage) -> QPixmap:
    """An agreement being extended."""
    from ui.forms.course_form import CourseForm

    agreements = stage.window.context.registers.linked().agreements.values()
    chosen = next(a for a in agreements if a.values.state == "in_force" and a.values.period_to)
    stage.show_detail(True)
    stage.go("agreements", view="all", uid=chosen.uid)
    return _with(CourseForm(stage.window.context, chosen.uid, "extend", stage.window), stage)


def _letter(stage: Stage) -> QPixmap:
    """A letter to be written as a Word file: the reminder of what is late longest."""
    from ui.forms.letter_form import LetterForm

    stage.go("escalations", view="late")
    return _with(LetterForm(stage.window.context, stage.window, "reminder"), stage)


def _conclusions_letter(stage: Stage) -> QPixmap:
    """A reminder of what a meeting concluded, to be written and entered."""
    from ui.forms.letter_form import LetterForm

    stage.go("meetings", view="all")
    form = LetterForm(stage.window.context, stage.window, "conclusions")
    form.register.setChecked(True)
    return _with(form, stage)


def _form(entity: str, page: str, stage: Stage) -> QPixmap:
    from ui.forms.record_form import open_form

    stage.go(page, view="all")
    form = open_form(stage.window, stage.window.context, entity)
    stage.settle()
    made = stage.picture(form)
    form.done(0)
    stage.settle()
    return made


def _review(tab: str, stage: Stage) -> QPixmap:
    """A part of the review page."""
    stage.go("review", tab=tab)
    stage.settle()
    return stage.picture()


def _judge(stage: Stage) -> QPixmap:
    """An overlap being judged."""
    from ui.forms.judge_form import JudgeForm
    from workbench.services.review import review

    stage.go("review", tab="overlaps")
    card = review(stage.window.context.registers).cards[0]
    return _with(JudgeForm(stage.window.context, card, stage.window), stage)


def _duties(stage: Stage) -> QPixmap:
    """Which forms are owed for which kind of period."""
    from ui.views.round_parts.duty_sheet import DutySheet

    stage.go("round", period="2026-Q3")
    return _with(DutySheet(stage.window.context, stage.window), stage)


def _with(form: QDialog, stage: Stage) -> QPixmap:
    form.open()
    stage.settle()
    made = stage.picture(form)
    form.done(0)
    stage.settle()
    return made


PROGRAMME_SHOTS: Mapping[str, Callable[[Stage], QPixmap]] = {
    "20-plans": partial(_register, "plans", "plan_items"),
    "20-projects": _project,
    "20-mechanisms": partial(_register, "mechanisms", "projects"),
    "20-sectors": partial(_register, "sectors", "facts"),
    "20-initiatives": partial(_register, "initiatives", "facts"),
    "20-tasks": partial(_register, "tasks", "facts"),
    "20-meetings": partial(_register, "meetings", "tasks"),
    "20-conclusions-form": _conclusions,
    "21-letter-form": _letter,
    "21-letter-conclusions": _conclusions_letter,
    "21-agreement-course": _course,
    "20-project-form": partial(_form, "project", "projects"),
    "20-sector-form": partial(_form, "sector_priority", "sectors"),
    "24-review-plans": partial(_review, "coherence"),
    "24-review-overlaps": partial(_review, "overlaps"),
    "24-review-judge": _judge,
    "25-forms-owed": _duties,
    "24-review-capital": partial(_review, "capital"),
}
