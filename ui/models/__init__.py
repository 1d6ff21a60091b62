"""Item models: adapters over rows that are already in memory; `data()` never asks the record."""
