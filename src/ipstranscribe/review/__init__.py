"""Review: what goes out to a person and comes back as decisions."""
