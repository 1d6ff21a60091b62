ALTER TABLE import_batch ADD COLUMN "asked" TEXT;
ALTER TABLE import_batch ADD COLUMN "place" TEXT;
