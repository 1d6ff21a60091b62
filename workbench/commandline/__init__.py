"""The command line: the same use cases without a window. Knows no Qt; names and exit codes are a contract."""
