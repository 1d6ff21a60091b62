"""A second maker of submissions, written apart from the first: other words, other habits, columns that mislead."""
