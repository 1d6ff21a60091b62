"""A second hand: submissions written by other offices than the first, scored by the same truth."""
