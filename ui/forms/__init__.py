"""Forms in which a record is entered or changed."""
