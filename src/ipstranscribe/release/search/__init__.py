"""Search for identifiers: known forms and their spellings, text normalisation, and occurrences that decisions let pass."""
