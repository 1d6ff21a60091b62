"""Made-up submissions in layouts of every kind, each with what a careful reader would take from it."""
