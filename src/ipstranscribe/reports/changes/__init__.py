"""The report of changes: what a step of an interview shows otherwise than when a person approved it."""
