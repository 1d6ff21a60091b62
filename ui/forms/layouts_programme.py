"""Forms of the resolution's other registers, in rows; two fields in a row share its width."""

from __future__ import annotations

from ui.forms.parts import Part, Rows

TASK: Rows = (
    (Part("content", "area", "field.task.content", required=True, lines=2),),
    (
        Part("source", "choice", "field.task.source", required=True, catalogue="task_source"),
        Part("document", "record", "field.task.document", catalogue="document"),
    ),
    (
        Part("agreement", "record", "field.task.agreement", catalogue="agreement"),
        Part("meeting", "record", "field.task.meeting", catalogue="meeting"),
    ),
    (Part("lead", "body", "field.task.lead"),),
    (Part("cooperators", "bodies", "field.task.cooperators"),),
    (Part("localities", "places", "field.task.localities"),),
    (
        Part("deliverable", "line", "field.task.deliverable"),
        Part("submit_level", "choice", "field.task.submit_level", catalogue="level"),
    ),
    (
        Part("due_text", "line", "field.task.due_text", hint="entry.due_words_hint"),
        Part("due_date", "date", "field.task.due_date"),
    ),
    (
        Part("status", "choice", "field.task.status", required=True, catalogue="task_status"),
        Part("percent", "integer", "field.task.percent"),
    ),
    (Part("officer", "person", "entry.officer"),),
    (Part("note", "area", "field.task.note", lines=2),),
)
MEETING: Rows = (
    (Part("title", "area", "field.meeting.title", required=True, lines=2),),
    (
        Part("kind", "choice", "field.meeting.kind", catalogue="meeting_kind"),
        Part("held_date", "date", "field.meeting.held_date", required=True),
    ),
    (Part("chair", "line", "field.meeting.chair"), Part("place", "line", "field.meeting.place")),
    (Part("document", "record", "field.meeting.document", catalogue="document", hint="meeting.document_hint"),),
    (Part("attendees", "area", "field.meeting.attendees", lines=2),),
    (Part("summary", "area", "field.meeting.summary", lines=3),),
    (Part("officer", "person", "entry.officer"),),
    (Part("note", "area", "field.meeting.note", lines=2),),
)
PLAN: Rows = (
    (Part("name", "area", "field.plan.name", required=True, lines=2),),
    (
        Part("level", "choice", "field.plan.level", catalogue="plan_level"),
        Part("kind", "choice", "field.plan.kind", catalogue="plan_kind"),
    ),
    (
        Part("region", "record", "field.plan.region", catalogue="region"),
        Part("locality", "place", "field.plan.locality"),
    ),
    (Part("period", "line", "field.plan.period"), Part("vision", "integer", "field.plan.vision")),
    (
        Part("state", "choice", "field.plan.state", required=True, catalogue="plan_state"),
        Part("integrated", "flag", "field.plan.integrated"),
    ),
    (Part("number", "line", "field.plan.number"), Part("approved_date", "date", "field.plan.approved_date")),
    (
        Part("approver", "line", "field.plan.approver"),
        Part("document", "record", "field.plan.document", catalogue="document"),
    ),
    (Part("officer", "person", "entry.officer"),),
    (Part("note", "area", "field.plan.note", lines=2),),
)
PLAN_ITEM: Rows = (
    (Part("name", "area", "field.plan_item.name", required=True, lines=2),),
    (
        Part("project_class", "choice", "field.plan_item.project_class", catalogue="project_class"),
        Part("ordinal", "integer", "field.plan_item.ordinal"),
    ),
    (Part("localities", "places", "field.plan_item.localities", required=True, hint="entry.old_names_hint"),),
    (Part("alignment", "line", "field.plan_item.alignment"), Part("scale", "line", "field.plan_item.scale")),
    (
        Part("year_from", "integer", "field.plan_item.year_from"),
        Part("year_to", "integer", "field.plan_item.year_to"),
    ),
    (
        Part("years_text", "line", "field.plan_item.years_text", hint="entry.years_hint"),
        Part("page", "line", "field.plan_item.page"),
    ),
    (Part("note", "area", "field.plan_item.note", lines=2),),
)
PROJECT: Rows = (
    (Part("name", "area", "field.project.name", required=True, lines=2),),
    (Part("localities", "places", "field.project.localities", required=True, hint="entry.old_names_hint"),),
    (
        Part("project_class", "choice", "field.project.project_class", catalogue="project_class"),
        Part("scope", "choice", "field.project.scope", catalogue="project_scope"),
    ),
    (
        Part("project_group", "choice", "field.project.project_group", catalogue="project_group"),
        Part("status", "choice", "field.project.status", required=True, catalogue="project_status"),
    ),
    (Part("number", "line", "field.project.number"), Part("decided_date", "date", "field.project.decided_date")),
    (
        Part("total_investment", "money", "field.project.total_investment"),
        Part("central_budget", "money", "field.project.central_budget"),
    ),
    (Part("year_from", "integer", "field.project.year_from"), Part("year_to", "integer", "field.project.year_to")),
    (Part("owner", "line", "field.project.owner"), Part("place", "line", "field.project.place")),
    (Part("agreements", "records", "field.project.agreements", catalogue="agreement"),),
    (Part("plan_item", "record", "field.project.plan_item", catalogue="plan_item"),),
    (Part("difficulty", "area", "field.project.difficulty", lines=2),),
    (Part("officer", "person", "entry.officer"),),
    (Part("note", "area", "field.project.note", lines=2),),
)
CAPITAL_LINE: Rows = (
    (
        Part("year", "integer", "field.capital_line.year", required=True),
        Part("source", "choice", "field.capital_line.source", required=True, catalogue="fund_source"),
    ),
    (Part("need", "money", "field.capital_line.need"), Part("planned", "money", "field.capital_line.planned")),
    (
        Part("allocated", "money", "field.capital_line.allocated"),
        Part("disbursed", "money", "field.capital_line.disbursed"),
    ),
)
MECHANISM: Rows = (
    (Part("title", "area", "field.mechanism.title", required=True, lines=2),),
    (Part("content", "area", "field.mechanism.content", lines=3),),
    (
        Part("purpose", "choice", "field.mechanism.purpose", catalogue="mechanism_purpose"),
        Part("state", "choice", "field.mechanism.state", required=True, catalogue="mechanism_state"),
    ),
    (
        Part("proposer", "place", "field.mechanism.proposer"),
        Part("proposer_text", "line", "field.mechanism.proposer_text"),
    ),
    (Part("localities", "places", "field.mechanism.localities"),),
    (
        Part("authority", "body", "field.mechanism.authority"),
        Part("authority_text", "line", "field.mechanism.authority_text"),
    ),
    (
        Part("instrument", "line", "field.mechanism.instrument"),
        Part("document", "record", "field.mechanism.document", catalogue="document"),
    ),
    (Part("legal_basis", "area", "field.mechanism.legal_basis", lines=2),),
    (
        Part("due_text", "line", "field.mechanism.due_text", hint="entry.due_words_hint"),
        Part("due_date", "date", "field.mechanism.due_date"),
    ),
    (Part("projects", "records", "field.mechanism.projects", catalogue="project"),),
    (Part("escalations", "records", "field.mechanism.escalations", catalogue="escalation"),),
    (Part("officer", "person", "entry.officer"),),
    (Part("note", "area", "field.mechanism.note", lines=2),),
)
SECTOR: Rows = (
    (
        Part("locality", "place", "field.sector_priority.locality", required=True),
        Part("sector", "catalogue", "field.sector_priority.sector", required=True, catalogue="sector"),
    ),
    (
        Part("product", "line", "field.sector_priority.product"),
        Part("role", "choice", "field.sector_priority.role", catalogue="priority_role"),
    ),
    (
        Part("place", "line", "field.sector_priority.place"),
        Part("market", "line", "field.sector_priority.market"),
    ),
    (
        Part("capital", "money", "field.sector_priority.capital"),
        Part("year_from", "integer", "field.sector_priority.year_from"),
        Part("year_to", "integer", "field.sector_priority.year_to"),
    ),
    (Part("advantage", "area", "field.sector_priority.advantage", lines=2),),
    (
        Part("plan", "record", "field.sector_priority.plan", catalogue="plan"),
        Part("agreement", "record", "field.sector_priority.agreement", catalogue="agreement"),
    ),
    (
        Part("document", "record", "field.sector_priority.document", catalogue="document"),
        Part("page", "line", "field.sector_priority.page"),
    ),
    (
        Part("outlook", "choice", "field.sector_priority.outlook", catalogue="outlook"),
        Part("officer", "person", "entry.officer"),
    ),
    (Part("outlook_reason", "area", "field.sector_priority.outlook_reason", lines=2),),
    (Part("note", "area", "field.sector_priority.note", lines=2),),
)
INITIATIVE: Rows = (
    (Part("title", "area", "field.initiative.title", required=True, lines=2),),
    (
        Part("locality", "place", "field.initiative.locality"),
        Part("kind", "choice", "field.initiative.kind", catalogue="initiative_kind"),
    ),
    (Part("description", "area", "field.initiative.description", lines=3),),
    (
        Part("partners", "line", "field.initiative.partners"),
        Part("year_from", "integer", "field.initiative.year_from"),
    ),
    (
        Part("state", "choice", "field.initiative.state", required=True, catalogue="initiative_state"),
        Part("replicable", "flag", "field.initiative.replicable"),
    ),
    (Part("result", "area", "field.initiative.result", lines=2),),
    (Part("adopted_by", "places", "field.initiative.adopted_by"),),
    (Part("agreement", "record", "field.initiative.agreement", catalogue="agreement"),),
    (Part("officer", "person", "entry.officer"),),
    (Part("note", "area", "field.initiative.note", lines=2),),
)
