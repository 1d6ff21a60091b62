"""Forms out and back over random records, damages and edits: the quick set in the tests, the long one on demand."""
