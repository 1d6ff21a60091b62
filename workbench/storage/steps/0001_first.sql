CREATE TABLE act (
  number INTEGER PRIMARY KEY NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  note TEXT NOT NULL,
  undoes INTEGER REFERENCES act (number),
  before_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE act_change (
  act INTEGER NOT NULL REFERENCES act (number),
  position INTEGER NOT NULL,
  entity TEXT NOT NULL,
  uid TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (act, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_change_by_record ON act_change (entity, uid, act);
CREATE TABLE field_source (
  act INTEGER NOT NULL REFERENCES act (number),
  entity TEXT NOT NULL,
  uid TEXT NOT NULL,
  field TEXT NOT NULL,
  batch TEXT NOT NULL,
  cells TEXT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (entity, uid, field, act)
) STRICT, WITHOUT ROWID;
CREATE TABLE attachment (
  sha256 TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  act INTEGER NOT NULL REFERENCES act (number),
  content BLOB NOT NULL
) STRICT;
CREATE TABLE code_series (
  prefix TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (prefix, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE search_text (
  entity TEXT NOT NULL,
  uid TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (entity, uid)
) STRICT, WITHOUT ROWID;
CREATE TABLE locality (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "full_name" TEXT,
  "name_en" TEXT,
  "unit_type" TEXT,
  "valid_from" TEXT,
  "valid_to" TEXT,
  "basis" TEXT
) STRICT;
CREATE TABLE locality_aliases (
  owner TEXT NOT NULL REFERENCES locality (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX locality_aliases_by_target ON locality_aliases (target);
CREATE TABLE succession (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "old" TEXT NOT NULL REFERENCES locality (uid),
  "new" TEXT NOT NULL REFERENCES locality (uid),
  "effective" TEXT,
  "relation" TEXT,
  "basis" TEXT
) STRICT;
CREATE INDEX succession_by_old ON succession (old);
CREATE INDEX succession_by_new ON succession (new);
CREATE TABLE region (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "abbr" TEXT,
  "name" TEXT NOT NULL,
  "name_en" TEXT,
  "kind" TEXT,
  "valid_from" TEXT,
  "valid_to" TEXT,
  "basis" TEXT
) STRICT;
CREATE TABLE region_member (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "region" TEXT NOT NULL REFERENCES region (uid),
  "locality" TEXT NOT NULL REFERENCES locality (uid),
  "valid_from" TEXT,
  "valid_to" TEXT
) STRICT;
CREATE INDEX region_member_by_region ON region_member (region);
CREATE INDEX region_member_by_locality ON region_member (locality);
CREATE TABLE organization (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "name_en" TEXT,
  "short_name" TEXT,
  "sign" TEXT,
  "level" TEXT,
  "locality" TEXT REFERENCES locality (uid),
  "valid_from" TEXT,
  "valid_to" TEXT,
  "basis" TEXT
) STRICT;
CREATE INDEX organization_by_locality ON organization (locality);
CREATE TABLE organization_successors (
  owner TEXT NOT NULL REFERENCES organization (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES organization (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX organization_successors_by_target ON organization_successors (target);
CREATE TABLE organization_aliases (
  owner TEXT NOT NULL REFERENCES organization (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX organization_aliases_by_target ON organization_aliases (target);
CREATE TABLE council (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "abbr" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "short_name" TEXT,
  "name_en" TEXT,
  "sign" TEXT,
  "parent_name" TEXT,
  "office" TEXT,
  "place" TEXT,
  "standing_agency" TEXT REFERENCES organization (uid),
  "organization" TEXT REFERENCES organization (uid),
  "founding" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX council_by_standing_agency ON council (standing_agency);
CREATE INDEX council_by_organization ON council (organization);
CREATE TABLE council_member (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "council" TEXT NOT NULL REFERENCES council (uid),
  "locality" TEXT NOT NULL REFERENCES locality (uid),
  "valid_from" TEXT,
  "valid_to" TEXT
) STRICT;
CREATE INDEX council_member_by_council ON council_member (council);
CREATE INDEX council_member_by_locality ON council_member (locality);
CREATE TABLE council_role (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "council" TEXT NOT NULL REFERENCES council (uid),
  "person" TEXT NOT NULL,
  "title" TEXT,
  "organization" TEXT REFERENCES organization (uid),
  "role" TEXT,
  "valid_from" TEXT,
  "valid_to" TEXT
) STRICT;
CREATE INDEX council_role_by_council ON council_role (council);
CREATE INDEX council_role_by_organization ON council_role (organization);
CREATE TABLE catalogue_entry (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "catalogue" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "label_en" TEXT,
  "position" INTEGER,
  "valid_from" TEXT,
  "valid_to" TEXT
) STRICT;
CREATE TABLE catalogue_entry_aliases (
  owner TEXT NOT NULL REFERENCES catalogue_entry (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX catalogue_entry_aliases_by_target ON catalogue_entry_aliases (target);
CREATE TABLE calendar_day (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "day" TEXT NOT NULL UNIQUE,
  "kind" TEXT NOT NULL,
  "name" TEXT,
  "basis" TEXT,
  "decided" TEXT
) STRICT;
CREATE TABLE period_rule (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "period" TEXT NOT NULL UNIQUE,
  "window_from" TEXT,
  "window_to" TEXT,
  "send_by" TEXT
) STRICT;
CREATE TABLE setting (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "key" TEXT NOT NULL UNIQUE,
  "value" TEXT
) STRICT;
CREATE TABLE document (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "direction" TEXT NOT NULL,
  "type" TEXT,
  "full_number" TEXT,
  "number_key" TEXT,
  "issued_date" TEXT,
  "date_text" TEXT,
  "issuer" TEXT REFERENCES organization (uid),
  "issuer_text" TEXT,
  "signatory" TEXT,
  "signatory_title" TEXT,
  "subject" TEXT,
  "arrival_number" INTEGER,
  "arrival_date" TEXT,
  "urgency" TEXT,
  "status" TEXT,
  "attachment" TEXT,
  "attachment_name" TEXT
) STRICT;
CREATE INDEX document_by_number_key ON document (number_key);
CREATE INDEX document_by_issuer ON document (issuer);
CREATE TABLE agreement (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "title" TEXT NOT NULL,
  "kind" TEXT,
  "scope" TEXT,
  "parent" TEXT REFERENCES agreement (uid),
  "replaces" TEXT REFERENCES agreement (uid),
  "number" TEXT,
  "signed_date" TEXT,
  "signed_text" TEXT,
  "signed_place" TEXT,
  "period_from" TEXT,
  "period_to" TEXT,
  "period_text" TEXT,
  "focal_point" TEXT,
  "content" TEXT,
  "mechanism" TEXT,
  "amount_total" INTEGER,
  "amount_state" INTEGER,
  "amount_social" INTEGER,
  "funding_text" TEXT,
  "implementation" TEXT,
  "review_cycle" TEXT,
  "state" TEXT NOT NULL,
  "officer" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX agreement_by_parent ON agreement (parent);
CREATE INDEX agreement_by_replaces ON agreement (replaces);
CREATE TABLE agreement_fields (
  owner TEXT NOT NULL REFERENCES agreement (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_fields_by_target ON agreement_fields (target);
CREATE TABLE party (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "agreement" TEXT NOT NULL REFERENCES agreement (uid),
  "ordinal" INTEGER,
  "locality" TEXT REFERENCES locality (uid),
  "organization" TEXT REFERENCES organization (uid),
  "role" TEXT,
  "signatory" TEXT,
  "focal_point" TEXT
) STRICT;
CREATE INDEX party_by_agreement ON party (agreement);
CREATE INDEX party_by_locality ON party (locality);
CREATE INDEX party_by_organization ON party (organization);
CREATE TABLE obstacle (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "title" TEXT,
  "content" TEXT NOT NULL,
  "kind" TEXT,
  "legal_kind" TEXT,
  "legal_refs" TEXT,
  "cause" TEXT,
  "cause_kind" TEXT,
  "field" TEXT,
  "agreement" TEXT REFERENCES agreement (uid),
  "agreement_text" TEXT,
  "escalated_docs" TEXT,
  "reported_by" TEXT REFERENCES locality (uid),
  "reporter" TEXT,
  "report_document" TEXT REFERENCES document (uid),
  "period" TEXT,
  "reported_date" TEXT,
  "raised_date" TEXT,
  "raised_text" TEXT,
  "requested_due" TEXT,
  "requested_due_text" TEXT,
  "stage" TEXT,
  "urgency" TEXT,
  "in_authority" TEXT,
  "merged_into" TEXT REFERENCES obstacle (uid),
  "state" TEXT NOT NULL,
  "state_reason" TEXT,
  "closed_date" TEXT,
  "officer" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX obstacle_by_agreement ON obstacle (agreement);
CREATE INDEX obstacle_by_reported_by ON obstacle (reported_by);
CREATE INDEX obstacle_by_report_document ON obstacle (report_document);
CREATE INDEX obstacle_by_merged_into ON obstacle (merged_into);
CREATE TABLE obstacle_localities (
  owner TEXT NOT NULL REFERENCES obstacle (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES locality (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX obstacle_localities_by_target ON obstacle_localities (target);
CREATE TABLE recommendation (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "obstacle" TEXT NOT NULL REFERENCES obstacle (uid),
  "ordinal" INTEGER,
  "content" TEXT NOT NULL,
  "kind" TEXT,
  "addressee_text" TEXT
) STRICT;
CREATE INDEX recommendation_by_obstacle ON recommendation (obstacle);
CREATE TABLE recommendation_addressees (
  owner TEXT NOT NULL REFERENCES recommendation (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES organization (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX recommendation_addressees_by_target ON recommendation_addressees (target);
CREATE TABLE escalation (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "document" TEXT REFERENCES document (uid),
  "subject" TEXT,
  "from_organization" TEXT REFERENCES organization (uid),
  "to_organization" TEXT REFERENCES organization (uid),
  "level" TEXT,
  "channel" TEXT,
  "sent_date" TEXT,
  "received_date" TEXT,
  "due_rule" TEXT,
  "due_n" INTEGER,
  "due_start" TEXT,
  "due_text" TEXT,
  "due_basis" TEXT,
  "due_date" TEXT,
  "due_reason" TEXT,
  "calendar_version" TEXT,
  "previous" TEXT REFERENCES escalation (uid),
  "officer" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX escalation_by_document ON escalation (document);
CREATE INDEX escalation_by_from_organization ON escalation (from_organization);
CREATE INDEX escalation_by_to_organization ON escalation (to_organization);
CREATE INDEX escalation_by_previous ON escalation (previous);
CREATE TABLE escalation_item (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "escalation" TEXT NOT NULL REFERENCES escalation (uid),
  "recommendation" TEXT NOT NULL REFERENCES recommendation (uid),
  "ordinal" INTEGER,
  "state" TEXT NOT NULL,
  "state_reason" TEXT,
  "due_text" TEXT,
  "due_date" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX escalation_item_by_escalation ON escalation_item (escalation);
CREATE INDEX escalation_item_by_recommendation ON escalation_item (recommendation);
CREATE TABLE answer (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "document" TEXT NOT NULL REFERENCES document (uid),
  "from_organization" TEXT REFERENCES organization (uid),
  "received_date" TEXT,
  "summary" TEXT,
  "officer" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX answer_by_document ON answer (document);
CREATE INDEX answer_by_from_organization ON answer (from_organization);
CREATE TABLE answer_item (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "answer" TEXT NOT NULL REFERENCES answer (uid),
  "escalation_item" TEXT NOT NULL REFERENCES escalation_item (uid),
  "answer_class" TEXT NOT NULL,
  "extract" TEXT,
  "assigned_lead" TEXT REFERENCES organization (uid),
  "deliverable" TEXT,
  "roadmap_text" TEXT,
  "roadmap_date" TEXT,
  "satisfied" TEXT,
  "forwarded_to" TEXT REFERENCES organization (uid)
) STRICT;
CREATE INDEX answer_item_by_answer ON answer_item (answer);
CREATE INDEX answer_item_by_escalation_item ON answer_item (escalation_item);
CREATE INDEX answer_item_by_assigned_lead ON answer_item (assigned_lead);
CREATE INDEX answer_item_by_forwarded_to ON answer_item (forwarded_to);
CREATE TABLE answer_item_cooperators (
  owner TEXT NOT NULL REFERENCES answer_item (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES organization (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_item_cooperators_by_target ON answer_item_cooperators (target);
CREATE TABLE reminder (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "escalation" TEXT NOT NULL REFERENCES escalation (uid),
  "nth" INTEGER NOT NULL,
  "document" TEXT REFERENCES document (uid),
  "sent_date" TEXT,
  "new_due" TEXT
) STRICT;
CREATE INDEX reminder_by_escalation ON reminder (escalation);
CREATE INDEX reminder_by_document ON reminder (document);
CREATE TABLE task (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "source" TEXT NOT NULL,
  "agreement" TEXT REFERENCES agreement (uid),
  "document" TEXT REFERENCES document (uid),
  "answer_item" TEXT REFERENCES answer_item (uid),
  "ordinal" INTEGER,
  "content" TEXT NOT NULL,
  "lead" TEXT REFERENCES organization (uid),
  "lead_text" TEXT,
  "deliverable" TEXT,
  "due_text" TEXT,
  "due_date" TEXT,
  "submit_level" TEXT,
  "status" TEXT NOT NULL,
  "percent" INTEGER,
  "officer" TEXT
) STRICT;
CREATE INDEX task_by_agreement ON task (agreement);
CREATE INDEX task_by_document ON task (document);
CREATE INDEX task_by_answer_item ON task (answer_item);
CREATE INDEX task_by_lead ON task (lead);
CREATE TABLE task_cooperators (
  owner TEXT NOT NULL REFERENCES task (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES organization (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_cooperators_by_target ON task_cooperators (target);
CREATE TABLE task_localities (
  owner TEXT NOT NULL REFERENCES task (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES locality (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_localities_by_target ON task_localities (target);
CREATE TABLE progress_entry (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "task" TEXT NOT NULL REFERENCES task (uid),
  "period" TEXT,
  "entered" TEXT,
  "percent" INTEGER,
  "result" TEXT,
  "difficulty" TEXT,
  "next_steps" TEXT
) STRICT;
CREATE INDEX progress_entry_by_task ON progress_entry (task);
CREATE TABLE import_batch (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "sha256" TEXT NOT NULL,
  "file_name" TEXT NOT NULL,
  "form" TEXT,
  "form_version" TEXT,
  "sender" TEXT REFERENCES locality (uid),
  "period" TEXT,
  "imported_date" TEXT,
  "rows_new" INTEGER,
  "rows_changed" INTEGER,
  "rows_same" INTEGER,
  "rows_waiting" INTEGER,
  "state" TEXT NOT NULL,
  "receipt" TEXT,
  "unmapped" TEXT
) STRICT;
CREATE INDEX import_batch_by_sha256 ON import_batch (sha256);
CREATE INDEX import_batch_by_sender ON import_batch (sender);
CREATE TABLE submission (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "locality" TEXT NOT NULL REFERENCES locality (uid),
  "period" TEXT NOT NULL,
  "form" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "received_date" TEXT,
  "document_number" TEXT,
  "document_date" TEXT,
  "batch" TEXT REFERENCES import_batch (uid),
  "note" TEXT
) STRICT;
CREATE INDEX submission_by_locality ON submission (locality);
CREATE INDEX submission_by_batch ON submission (batch);
