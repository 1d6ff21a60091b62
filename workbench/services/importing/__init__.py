"""Importing a submission: read, plan against the record, preview, commit. Nothing is written before that."""
