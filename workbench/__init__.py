"""The record, its rules and its exchange with Excel. Knows no window."""
