CREATE TABLE meeting_reminder (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "meeting" TEXT NOT NULL REFERENCES meeting (uid),
  "nth" INTEGER NOT NULL,
  "document" TEXT REFERENCES document (uid),
  "sent_date" TEXT,
  "new_due" TEXT
) STRICT;
CREATE INDEX meeting_reminder_by_meeting ON meeting_reminder (meeting);
CREATE INDEX meeting_reminder_by_document ON meeting_reminder (document);
CREATE TABLE meeting_reminder_tasks (
  owner TEXT NOT NULL REFERENCES meeting_reminder (uid),
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES task (uid),
  PRIMARY KEY (owner, position)
) WITHOUT ROWID, STRICT;
CREATE INDEX meeting_reminder_tasks_by_target ON meeting_reminder_tasks (target);
