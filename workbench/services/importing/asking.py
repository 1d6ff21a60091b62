"""Why a row of an import waits, in words, for lists that have no room for the whole question."""

from __future__ import annotations

from workbench.exchange.forms import load_forms
from workbench.exchange.problems import problem_text
from workbench.messages import text
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import PlanRow


def reasons(plan: ImportPlan, row: PlanRow) -> list[str]:
    """Sentences, most pressing first: findings that stop the row, what it may be, where it differs, what it lacks."""
    said = [problem_text(issue) for issue in row.row.all_issues if issue.severity == "stop"]
    if row.how in ("duplicate", "undecided") and row.code:
        said.append(text("inbox.why_alike", code=row.code))
    elif row.how in ("duplicate", "undecided"):
        said.append(text("inbox.why_twin"))
    columns = {form.key: form.by_key for form in load_forms()}[row.row.form]
    if row.how == "new" and row.reasons:
        words = ", ".join(text(key) for key in row.reasons)
        said.append(f"{words[:1].upper()}{words[1:]}.")
    conflicts = [columns[diff.field].heading for diff in row.diffs if diff.conflict]
    if conflicts and row.how == "conflict":
        said.append(text("inbox.why_differs", code=row.code, fields=", ".join(conflicts)))
    if not said and (lacking := dict.fromkeys(text(issue.field) for issue in plan.lacking(row.index))):
        said.append(text("importflow.lacks", fields=", ".join(lacking)))
    return list(dict.fromkeys(said))
