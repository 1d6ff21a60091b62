"""Figures of the analysis pages, each number with the records behind it. Pure over the linked record."""
