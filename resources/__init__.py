"""Data files of the product; importable so that one call finds them anywhere."""
