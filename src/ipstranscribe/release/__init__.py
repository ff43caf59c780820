"""The release gate: searches everything that would leave the study for known identifiers."""
