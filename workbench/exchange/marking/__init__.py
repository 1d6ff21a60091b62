"""Marks in a workbook that somebody else made, at the level of its package: what is not marked stays as it is."""
