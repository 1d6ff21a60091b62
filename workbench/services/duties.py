"""Which form members owe for which kind of period, since when, and how the office changes that (rule R5).

A rule holds for the periods whose data closes on its day or later, so that a period already closed keeps what was owed
for it. Without any rule a form is owed as the form itself says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import get_args

from workbench.domain.submissions import FormDuty
from workbench.errors import UserError
from workbench.exchange.forms import FormSpec, load_forms
from workbench.frozen import frozen
from workbench.records.changes import Change, ChangeSet, Label, create, update
from workbench.services.workbench import Workbench
from workbench.storage.repository import Repository
from workbench.values.periods import Period, PeriodKind

NEVER = "never"
CHOICES: tuple[str, ...] = (*get_args(PeriodKind), NEVER)
#: What is proposed for the forms that say nothing themselves. Decree 09/2019/NĐ-CP leaves the rhythm to whoever asks for
#: a report; councils plan and meet by half-years, and so does the reporting of public investment (05/2023/TT-BKHĐT).
#: Plans, priority sectors and initiatives change slowly: once a year.
PROPOSED: Mapping[str, PeriodKind] = {
    "B05": "half", "B07": "year", "B08": "year", "B09": "half", "B10": "year", "B11": "half",
}  # fmt: skip


@frozen
class Duty:
    """What is owed of a form since a day; `since` None is always, `basis` the paper that says so."""

    form: FormSpec
    every: str
    since: date | None = None
    basis: str = ""


class Duties:
    """The rules of one state of the record."""

    def __init__(self, repository: Repository) -> None:
        newest = {form.key: form for form in reversed(load_forms())}
        self.forms: Mapping[str, FormSpec] = {key: form for key, form in sorted(newest.items()) if form.reads}
        self._rules: dict[str, list[Duty]] = defaultdict(list)
        own = {r.values.key: r.values.value for r in repository.all("setting") if r.values.key.startswith("every.")}
        for key, form in self.forms.items():
            self._rules[key].append(Duty(form, own.get(f"every.{key}", form.every) or NEVER))
        for record in repository.all("form_duty"):
            v = record.values
            if v.form in self.forms:
                self._rules[v.form].append(Duty(self.forms[v.form], v.every, v.valid_from, v.basis or ""))
        for rules in self._rules.values():
            rules.sort(key=lambda duty: duty.since or date.min)

    def history(self, form: str) -> tuple[Duty, ...]:
        """Every rule of a form, oldest first; the first is what holds without any rule of the office."""
        return tuple(self._rules[form])

    def on(self, form: str, closing: date) -> Duty:
        """The rule for a period whose data closes on a day."""
        return [duty for duty in self._rules[form] if duty.since is None or duty.since <= closing][-1]

    def due(self, period: Period, closing: date) -> tuple[FormSpec, ...]:
        """The forms owed for a period."""
        return tuple(form for key, form in self.forms.items() if self.on(key, closing).every == period.kind)


def propose_duties(workbench: Workbench, wanted: Mapping[str, str], since: date | None, basis: str = "") -> ChangeSet:
    """The act that lets forms (by key) be owed every month, quarter … or never, for periods closing on `since` or later.

    Empty when all is so already. UserErrors `duties.unknown_form`, `duties.unknown_kind`.
    """
    changes = tuple(_changes(workbench, wanted, since, basis.strip()))
    return ChangeSet(Label("act.form_duties", {"n": len(changes)}), changes)


def _changes(workbench: Workbench, wanted: Mapping[str, str], since: date | None, basis: str) -> Iterator[Change]:
    duties, repository = Duties(workbench.repository), workbench.repository
    for form, every in wanted.items():
        if form not in duties.forms:
            raise UserError("duties.unknown_form", form=form, known=", ".join(duties.forms))
        if every not in CHOICES:
            raise UserError("duties.unknown_kind", kind=every, known=", ".join(CHOICES))
        if duties.on(form, since or date.min).every == every:
            continue
        held = [r for r in repository.where("form_duty", form=form) if r.values.valid_from == since]
        if held:
            change = update(held[0], every=every, basis=basis or None)
            if change is not None:
                yield change
        else:
            made = FormDuty(form=form, every=every, valid_from=since, basis=basis or None)
            yield create(workbench.clock.new_id(), made)


def seeded(since: date | None, basis: str) -> Iterator[Change]:
    """The proposed rules as the first content of a new record: what closed before it was begun is owed by nobody."""
    for form, every in PROPOSED.items():
        yield create(f"form-duty-{form}", FormDuty(form=form, every=every, valid_from=since, basis=basis))
