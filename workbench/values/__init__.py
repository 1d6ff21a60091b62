"""Values of the field: text, dates, money, document numbers: parse, format, compare."""
