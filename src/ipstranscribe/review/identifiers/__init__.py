"""Review of identifiers: the decision table that people fill in, and its reader."""
