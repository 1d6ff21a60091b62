ALTER TABLE answer_item ADD COLUMN "sub_class" TEXT;
