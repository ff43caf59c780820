"""Review of identifiers: the table in which people decide, and how it is read back."""
