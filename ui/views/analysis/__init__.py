"""Charts of the record: every mark tells its numbers, can be reached by keyboard and opens its records."""
