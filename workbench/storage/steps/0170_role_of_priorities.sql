ALTER TABLE sector_priority ADD COLUMN "role" TEXT;
