"""Records, change sets and issues: the plain values that travel between layers."""
