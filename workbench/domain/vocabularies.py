"""Closed lists of the domain. Order is the order shown. Labels: catalogue keys `choice.<list>.<key>`."""

from __future__ import annotations

from workbench.schema.vocabulary import vocabularies

VOCABULARIES = vocabularies(
    unit_type="tinh thanh_pho_tw",
    region_kind="vung_ktxh vung_kttd vung_dong_luc vung_thu_do tieu_vung other",
    level="local province council_people ministry council prime_minister government na_standing"
    " national_assembly party",
    council_role="chair standing_vice_chair vice_chair member office_head team_head team_member",
    day_kind="off swap_off work",
    document_direction="out in basis",
    document_type="CV BC TTr TB NQ QD CT KH CTr KL CD ND TT L BB BTT BGN khac",
    document_urgency="normal urgent very_urgent express",
    document_status="in_force expired replaced",
    agreement_kind="BTT BGN CTr KH BB QC DA khac",
    agreement_scope="framework bilateral departments sub_region",
    agreement_state="draft consulting in_force reviewed terminated replaced",
    agreement_step="consult sign interim amend extend review terminate replace",
    party_role="lead member witness",
    review_cycle="half year mid none",
    task_status="not_started doing done partly dropped paused",
    task_source="agreement conclusions answer",
    meeting_kind="regular extraordinary conference working",
    legal_kind="conflict unclear burden",
    cause_kind="objective subjective",
    in_authority="local ministry council beyond",
    obstacle_state="new classified returned merged local escalated in_progress resolved explained closed",
    recommendation_kind="guide amend issue fund direct approve other",
    escalation_state="draft for_signature sent received processing resolved explained returned forwarded"
    " raised withdrawn",
    channel="axis post direct other",
    due_rule="document working_days days in_month in_quarter in_period none",
    answer_class="resolved partial in_progress explained rejected returned forwarded",
    answer_sub_class="issued inspected carried_out roadmap submitted no_roadmap no_means not_now higher_paper"
    " other_reason",
    satisfied="unrated satisfied unclear",
    submission_state="sent errors nil replaced consolidated",
    batch_state="done partial draft undone",
    lesson_kind="heading band form unit value apart",
    plan_level="national regional provincial",
    plan_kind="master sector regional provincial",
    plan_state="none drafting consulting appraisal approved adjusting",
    project_group="national A B C",
    project_class="transport irrigation flood storage salinity climate other",
    project_scope="inter_region inter_province spillover",
    project_status="preparing doing paused done",
    fund_source="central local other_locality oda bond ppp social",
    mechanism_purpose="social budget decentralise pilot other",
    mechanism_state="proposed drafting submitted issued rejected expired",
    priority_role="main support",
    outlook="sustainable watch spent unsustainable",
    overlap_judgement="complement duplicate competing unrelated",
    initiative_kind="innovation startup technology model",
    initiative_state="proposed trying applied stopped",
    yes_no="yes no",
)
