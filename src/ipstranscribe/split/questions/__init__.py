"""Question tracking: which guide question each interviewer turn asks, and which question each unit answers."""
