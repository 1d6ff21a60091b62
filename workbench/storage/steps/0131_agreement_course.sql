CREATE TABLE agreement_step (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "agreement" TEXT NOT NULL REFERENCES agreement (uid),
  "kind" TEXT NOT NULL,
  "taken_date" TEXT NOT NULL,
  "document" TEXT REFERENCES document (uid),
  "place" TEXT,
  "period_to" TEXT,
  "words" TEXT
) STRICT;
CREATE INDEX agreement_step_by_agreement ON agreement_step (agreement);
CREATE INDEX agreement_step_by_document ON agreement_step (document);
