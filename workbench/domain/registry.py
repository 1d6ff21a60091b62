"""All entities by key, owners before their parts. A constant, not a plug-in system."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.domain.agreements import Agreement, AgreementStep, Party, ProgressEntry, Task
from workbench.domain.documents import AttachedFile, Document
from workbench.domain.escalations import Answer, AnswerItem, Escalation, EscalationItem, Reminder
from workbench.domain.lessons import Lesson
from workbench.domain.localities import Locality, Region, RegionMember, Succession
from workbench.domain.meetings import Meeting, MeetingReminder
from workbench.domain.obstacles import Obstacle, Recommendation
from workbench.domain.organizations import (
    CalendarDay,
    CatalogueEntry,
    Council,
    CouncilMember,
    CouncilRole,
    Organization,
    PeriodRule,
)
from workbench.domain.plans import Plan, PlanItem
from workbench.domain.policies import Initiative, Mechanism, Overlap, SectorPriority
from workbench.domain.projects import CapitalLine, Project
from workbench.domain.register_prints import RegisterPrint
from workbench.domain.submissions import FormDuty, ImportBatch, Setting, Submission
from workbench.schema.spec import Entity, entity_of

ENTITIES: Mapping[str, Entity] = {
    described.key: described
    for described in map(
        entity_of,
        (
            Locality, Succession, Region, RegionMember, Organization, Council, CouncilMember, CouncilRole,
            CatalogueEntry, CalendarDay, PeriodRule, FormDuty, Setting, Document, Agreement, AgreementStep, Party,
            Plan, PlanItem, Project, CapitalLine, Obstacle, Recommendation, Escalation, EscalationItem, Answer,
            AnswerItem, Reminder, Meeting, Task, ProgressEntry, MeetingReminder, Mechanism, SectorPriority, Overlap,
            Initiative, AttachedFile, ImportBatch, Submission, Lesson, RegisterPrint,
        ),
    )
}  # fmt: skip
