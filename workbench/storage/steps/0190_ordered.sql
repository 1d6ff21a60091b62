CREATE TABLE listing_key (
  value INTEGER NOT NULL,
  listed INTEGER NOT NULL,
  PRIMARY KEY (value, listed)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO listing_value (register, facet, value) SELECT DISTINCT l.register, '=' || j.key, j.value FROM listing l, json_each(l.keys) j;
INSERT INTO listing_key SELECT v.id, l.id FROM listing l CROSS JOIN json_each(l.keys) j CROSS JOIN listing_value v ON v.register=l.register AND v.facet='=' || j.key AND v.value=j.value;
