ALTER TABLE listing DROP COLUMN officer;
DROP TABLE search_word;
CREATE VIRTUAL TABLE search_word USING fts5(words, content='', detail=none, columnsize=0, prefix='1 2', tokenize='unicode61 remove_diacritics 0');
DELETE FROM listing_state;
