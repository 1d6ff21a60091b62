CREATE TABLE lesson (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "sender" TEXT REFERENCES locality (uid),
  "form" TEXT,
  "layout" TEXT,
  "field" TEXT,
  "words" TEXT NOT NULL,
  "place" INTEGER,
  "meaning" TEXT,
  "learned_date" TEXT,
  "batch" TEXT REFERENCES import_batch (uid)
) STRICT;
CREATE INDEX lesson_by_sender ON lesson (sender);
CREATE INDEX lesson_by_batch ON lesson (batch);
