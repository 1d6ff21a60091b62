CREATE TABLE form_duty (
  uid TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  "form" TEXT NOT NULL,
  "every" TEXT NOT NULL,
  "valid_from" TEXT,
  "basis" TEXT
) STRICT;
