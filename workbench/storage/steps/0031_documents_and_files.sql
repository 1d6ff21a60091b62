ALTER TABLE document ADD COLUMN "recipients" TEXT;
ALTER TABLE document ADD COLUMN "copies" INTEGER;
ALTER TABLE document ADD COLUMN "keeper" TEXT;
ALTER TABLE document ADD COLUMN "handler" TEXT;
ALTER TABLE document ADD COLUMN "transferred_date" TEXT;
ALTER TABLE document ADD COLUMN "replaced_by" TEXT REFERENCES document (uid);
ALTER TABLE document ADD COLUMN "note" TEXT;
CREATE INDEX document_by_replaced_by ON document (replaced_by);
CREATE TABLE attached_file (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "agreement" TEXT REFERENCES agreement (uid),
  "obstacle" TEXT REFERENCES obstacle (uid),
  "escalation" TEXT REFERENCES escalation (uid),
  "answer" TEXT REFERENCES answer (uid),
  "task" TEXT REFERENCES task (uid),
  "document" TEXT REFERENCES document (uid),
  "sha256" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "size" INTEGER,
  "added_date" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX attached_file_by_agreement ON attached_file (agreement);
CREATE INDEX attached_file_by_obstacle ON attached_file (obstacle);
CREATE INDEX attached_file_by_escalation ON attached_file (escalation);
CREATE INDEX attached_file_by_answer ON attached_file (answer);
CREATE INDEX attached_file_by_task ON attached_file (task);
CREATE INDEX attached_file_by_document ON attached_file (document);
CREATE INDEX attached_file_by_sha256 ON attached_file (sha256);
