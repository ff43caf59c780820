"""Document formats: writers of Word, Excel and report pages, readers of tables, and safe opening of Office files."""
