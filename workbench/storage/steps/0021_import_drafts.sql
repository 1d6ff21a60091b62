ALTER TABLE import_batch ADD COLUMN "overrides" TEXT;
ALTER TABLE import_batch ADD COLUMN "decisions" TEXT;
