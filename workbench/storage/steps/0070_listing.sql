CREATE TABLE listing (
  id INTEGER PRIMARY KEY NOT NULL,
  register TEXT NOT NULL,
  uid TEXT NOT NULL,
  code TEXT NOT NULL,
  title TEXT,
  due TEXT,
  officer TEXT,
  keys TEXT NOT NULL
) STRICT;
CREATE INDEX listing_by_code ON listing (register, code);
CREATE INDEX listing_by_title ON listing (register, title, code);
CREATE INDEX listing_by_due ON listing (register, due, code);
CREATE TABLE listing_value (
  id INTEGER PRIMARY KEY NOT NULL,
  register TEXT NOT NULL,
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (register, facet, value)
) STRICT;
CREATE TABLE listing_choice (
  value INTEGER NOT NULL,
  listed INTEGER NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  PRIMARY KEY (value, listed, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_choice_by_listed ON listing_choice (listed);
CREATE TABLE listing_state (
  rules INTEGER PRIMARY KEY NOT NULL
) STRICT;
DROP TABLE search_text;
CREATE TABLE search_text (
  id INTEGER PRIMARY KEY NOT NULL,
  entity TEXT NOT NULL,
  uid TEXT NOT NULL,
  folded TEXT NOT NULL,
  UNIQUE (entity, uid)
) STRICT;
CREATE VIRTUAL TABLE search_word USING fts5(words, content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0');
