"""Documents: Word, Excel, tables and report pages, and Office files from strangers."""
