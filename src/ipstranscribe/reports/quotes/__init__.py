"""The page of quotations: what an article quotes, held against what was said."""
