CREATE TABLE counted_obstacle (
  id INTEGER PRIMARY KEY NOT NULL,
  field TEXT NOT NULL,
  places TEXT NOT NULL,
  standing TEXT NOT NULL,
  began TEXT,
  due TEXT
) STRICT;
CREATE TABLE counted_item (
  escalation INTEGER NOT NULL,
  item TEXT NOT NULL,
  code TEXT NOT NULL,
  body TEXT NOT NULL,
  sent TEXT NOT NULL,
  term TEXT,
  due TEXT,
  waits INTEGER NOT NULL,
  answer INTEGER,
  answered TEXT,
  field TEXT NOT NULL,
  places TEXT NOT NULL,
  began TEXT,
  PRIMARY KEY (escalation, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE counted_agreement (
  id INTEGER PRIMARY KEY NOT NULL,
  uid TEXT NOT NULL,
  code TEXT NOT NULL,
  standing TEXT NOT NULL,
  places TEXT NOT NULL,
  starts INTEGER,
  ends INTEGER,
  commitments INTEGER NOT NULL,
  percent INTEGER NOT NULL,
  nearest TEXT
) STRICT;
CREATE INDEX task_by_agreement_and_due ON task (agreement, due_date, status);
ALTER TABLE listing_state ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
