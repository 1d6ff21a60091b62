ALTER TABLE council_role ADD COLUMN "position" TEXT;
