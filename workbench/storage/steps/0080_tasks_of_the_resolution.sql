CREATE TABLE plan (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "name" TEXT NOT NULL,
  "level" TEXT,
  "kind" TEXT,
  "region" TEXT REFERENCES region (uid),
  "locality" TEXT REFERENCES locality (uid),
  "period" TEXT,
  "vision" INTEGER,
  "integrated" INTEGER,
  "number" TEXT,
  "approved_date" TEXT,
  "approver" TEXT,
  "document" TEXT REFERENCES document (uid),
  "state" TEXT NOT NULL,
  "officer" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX plan_by_region ON plan (region);
CREATE INDEX plan_by_locality ON plan (locality);
CREATE INDEX plan_by_document ON plan (document);
CREATE TABLE plan_item (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "plan" TEXT NOT NULL REFERENCES plan (uid),
  "ordinal" INTEGER,
  "name" TEXT NOT NULL,
  "project_class" TEXT,
  "alignment" TEXT,
  "scale" TEXT,
  "year_from" INTEGER,
  "year_to" INTEGER,
  "years_text" TEXT,
  "page" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX plan_item_by_plan ON plan_item (plan);
CREATE TABLE plan_item_localities (
  owner TEXT NOT NULL REFERENCES plan_item (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES locality (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_item_localities_by_target ON plan_item_localities (target);
CREATE TABLE project (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "name" TEXT NOT NULL,
  "number" TEXT,
  "decided_date" TEXT,
  "project_group" TEXT,
  "project_class" TEXT,
  "scope" TEXT,
  "place" TEXT,
  "owner" TEXT,
  "year_from" INTEGER,
  "year_to" INTEGER,
  "years_text" TEXT,
  "total_investment" INTEGER,
  "central_budget" INTEGER,
  "status" TEXT NOT NULL,
  "plan_item" TEXT REFERENCES plan_item (uid),
  "difficulty" TEXT,
  "officer" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX project_by_plan_item ON project (plan_item);
CREATE TABLE project_localities (
  owner TEXT NOT NULL REFERENCES project (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES locality (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_localities_by_target ON project_localities (target);
CREATE TABLE project_agreements (
  owner TEXT NOT NULL REFERENCES project (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES agreement (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_agreements_by_target ON project_agreements (target);
CREATE TABLE capital_line (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "project" TEXT NOT NULL REFERENCES project (uid),
  "year" INTEGER NOT NULL,
  "source" TEXT NOT NULL,
  "need" INTEGER,
  "planned" INTEGER,
  "allocated" INTEGER,
  "disbursed" INTEGER
) STRICT;
CREATE INDEX capital_line_by_project ON capital_line (project);
CREATE TABLE mechanism (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "title" TEXT NOT NULL,
  "content" TEXT,
  "purpose" TEXT,
  "proposer" TEXT REFERENCES locality (uid),
  "proposer_text" TEXT,
  "authority" TEXT REFERENCES organization (uid),
  "authority_text" TEXT,
  "instrument" TEXT,
  "legal_basis" TEXT,
  "due_text" TEXT,
  "due_date" TEXT,
  "document" TEXT REFERENCES document (uid),
  "state" TEXT NOT NULL,
  "officer" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX mechanism_by_proposer ON mechanism (proposer);
CREATE INDEX mechanism_by_authority ON mechanism (authority);
CREATE INDEX mechanism_by_document ON mechanism (document);
CREATE TABLE mechanism_localities (
  owner TEXT NOT NULL REFERENCES mechanism (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES locality (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mechanism_localities_by_target ON mechanism_localities (target);
CREATE TABLE mechanism_projects (
  owner TEXT NOT NULL REFERENCES mechanism (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES project (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mechanism_projects_by_target ON mechanism_projects (target);
CREATE TABLE mechanism_escalations (
  owner TEXT NOT NULL REFERENCES mechanism (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES escalation (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mechanism_escalations_by_target ON mechanism_escalations (target);
CREATE TABLE sector_priority (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "locality" TEXT NOT NULL REFERENCES locality (uid),
  "sector" TEXT NOT NULL,
  "product" TEXT,
  "place" TEXT,
  "market" TEXT,
  "year_from" INTEGER,
  "year_to" INTEGER,
  "years_text" TEXT,
  "capital" INTEGER,
  "advantage" TEXT,
  "plan" TEXT REFERENCES plan (uid),
  "agreement" TEXT REFERENCES agreement (uid),
  "document" TEXT REFERENCES document (uid),
  "page" TEXT,
  "outlook" TEXT,
  "outlook_reason" TEXT,
  "officer" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX sector_priority_by_locality ON sector_priority (locality);
CREATE INDEX sector_priority_by_plan ON sector_priority (plan);
CREATE INDEX sector_priority_by_agreement ON sector_priority (agreement);
CREATE INDEX sector_priority_by_document ON sector_priority (document);
CREATE TABLE overlap (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "judgement" TEXT NOT NULL,
  "reason" TEXT,
  "cause" TEXT,
  "judged_date" TEXT,
  "officer" TEXT,
  "obstacle" TEXT REFERENCES obstacle (uid)
) STRICT;
CREATE INDEX overlap_by_obstacle ON overlap (obstacle);
CREATE TABLE overlap_sectors (
  owner TEXT NOT NULL REFERENCES overlap (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES sector_priority (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX overlap_sectors_by_target ON overlap_sectors (target);
CREATE TABLE overlap_projects (
  owner TEXT NOT NULL REFERENCES overlap (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES project (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX overlap_projects_by_target ON overlap_projects (target);
CREATE TABLE initiative (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "title" TEXT NOT NULL,
  "locality" TEXT REFERENCES locality (uid),
  "kind" TEXT,
  "description" TEXT,
  "partners" TEXT,
  "year_from" INTEGER,
  "state" TEXT NOT NULL,
  "result" TEXT,
  "replicable" INTEGER,
  "officer" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX initiative_by_locality ON initiative (locality);
CREATE TABLE initiative_adopted_by (
  owner TEXT NOT NULL REFERENCES initiative (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES locality (uid),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX initiative_adopted_by_by_target ON initiative_adopted_by (target);
ALTER TABLE obstacle ADD COLUMN "project" TEXT REFERENCES project (uid);
CREATE INDEX obstacle_by_project ON obstacle (project);
ALTER TABLE obstacle ADD COLUMN "plan_item" TEXT REFERENCES plan_item (uid);
CREATE INDEX obstacle_by_plan_item ON obstacle (plan_item);
ALTER TABLE obstacle ADD COLUMN "mechanism" TEXT REFERENCES mechanism (uid);
CREATE INDEX obstacle_by_mechanism ON obstacle (mechanism);
ALTER TABLE obstacle ADD COLUMN "sector" TEXT REFERENCES sector_priority (uid);
CREATE INDEX obstacle_by_sector ON obstacle (sector);
ALTER TABLE attached_file ADD COLUMN "plan" TEXT REFERENCES plan (uid);
CREATE INDEX attached_file_by_plan ON attached_file (plan);
ALTER TABLE attached_file ADD COLUMN "project" TEXT REFERENCES project (uid);
CREATE INDEX attached_file_by_project ON attached_file (project);
ALTER TABLE attached_file ADD COLUMN "mechanism" TEXT REFERENCES mechanism (uid);
CREATE INDEX attached_file_by_mechanism ON attached_file (mechanism);
ALTER TABLE attached_file ADD COLUMN "sector_priority" TEXT REFERENCES sector_priority (uid);
CREATE INDEX attached_file_by_sector_priority ON attached_file (sector_priority);
ALTER TABLE attached_file ADD COLUMN "initiative" TEXT REFERENCES initiative (uid);
CREATE INDEX attached_file_by_initiative ON attached_file (initiative);
