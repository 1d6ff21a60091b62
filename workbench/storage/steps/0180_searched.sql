ALTER TABLE listing_state ADD COLUMN searched INTEGER NOT NULL DEFAULT 0;
UPDATE listing_state SET searched=1 WHERE rules=5;
