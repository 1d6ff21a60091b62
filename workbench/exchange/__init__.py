"""Excel in and out: reading, recognising, filling."""
