ALTER TABLE obstacle ADD COLUMN "initiative" TEXT REFERENCES initiative (uid);
CREATE INDEX obstacle_by_initiative ON obstacle (initiative);
ALTER TABLE initiative ADD COLUMN "agreement" TEXT REFERENCES agreement (uid);
CREATE INDEX initiative_by_agreement ON initiative (agreement);
