"""Question tracking: which guide question is asked where, and which talk answers it."""
