CREATE TABLE meeting (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "title" TEXT NOT NULL,
  "kind" TEXT,
  "held_date" TEXT NOT NULL,
  "place" TEXT,
  "chair" TEXT,
  "attendees" TEXT,
  "document" TEXT REFERENCES document (uid),
  "summary" TEXT,
  "officer" TEXT,
  "note" TEXT
) STRICT;
CREATE INDEX meeting_by_document ON meeting (document);
ALTER TABLE task ADD COLUMN "meeting" TEXT REFERENCES meeting (uid);
CREATE INDEX task_by_meeting ON task (meeting);
ALTER TABLE attached_file ADD COLUMN "meeting" TEXT REFERENCES meeting (uid);
CREATE INDEX attached_file_by_meeting ON attached_file (meeting);
