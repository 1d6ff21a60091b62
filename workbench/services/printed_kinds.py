"""Every register that is printed, by name."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.services.printed import Kind
from workbench.services.printed_analysis import (
    capital_rows,
    capital_summary,
    capital_sums,
    coherence_rows,
    coherence_summary,
    overlap_rows,
    overlap_summary,
)
from workbench.services.printed_documents import (
    answer_rows,
    answers_summary,
    documents_summary,
    incoming_rows,
    outgoing_rows,
)
from workbench.services.printed_escalations import escalation_rows, summary
from workbench.services.printed_meetings import conclusion_rows, conclusion_summary, last_time
from workbench.services.printed_programme import (
    initiative_rows,
    initiative_summary,
    mechanism_rows,
    mechanism_summary,
    plan_rows,
    plan_summary,
    project_rows,
    project_summary,
    project_sums,
    sector_rows,
    sector_summary,
    sector_sums,
)
from workbench.services.printed_registers import (
    agreement_rows,
    agreement_summary,
    agreement_sums,
    obstacle_rows,
    obstacle_summary,
)
from workbench.services.printed_results import (
    result_rates,
    result_rows,
    result_sums,
    submission_rows,
    submission_summary,
)
from workbench.services.printed_tasks import task_rows, task_summary

KINDS: Mapping[str, Kind] = {
    "escalations": Kind(escalation_rows, summary, entity="escalation"),
    "obstacles": Kind(obstacle_rows, obstacle_summary, entity="obstacle"),
    "agreements": Kind(agreement_rows, agreement_summary, agreement_sums, entity="agreement"),
    "tasks": Kind(task_rows, task_summary, entity="task"),
    "conclusions": Kind(conclusion_rows, conclusion_summary, entity="task", unasked=last_time),
    "plans": Kind(plan_rows, plan_summary, entity="plan"),
    "projects": Kind(project_rows, project_summary, project_sums, entity="project"),
    "mechanisms": Kind(mechanism_rows, mechanism_summary, entity="mechanism"),
    "sectors": Kind(sector_rows, sector_summary, sector_sums, entity="sector_priority"),
    "initiatives": Kind(initiative_rows, initiative_summary, entity="initiative"),
    "coherence": Kind(coherence_rows, coherence_summary),
    "overlaps": Kind(overlap_rows, overlap_summary),
    "capital": Kind(capital_rows, capital_summary, capital_sums),
    "answers": Kind(answer_rows, answers_summary, entity="answer"),
    "results": Kind(result_rows, sums=result_sums, rates=result_rates),
    "submissions": Kind(submission_rows, submission_summary, periodic=True),
    "documents_out": Kind(outgoing_rows, documents_summary, entity="document"),
    "documents_in": Kind(incoming_rows, documents_summary, entity="document"),
}
