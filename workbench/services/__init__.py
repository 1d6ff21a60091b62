"""Use cases: the only layer the window and the command line call for work."""
