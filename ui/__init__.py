"""The window. Qt only here; no SQL, no workbook library."""
