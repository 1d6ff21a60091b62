"""The record file: SQLite, its journal, its migrations."""
