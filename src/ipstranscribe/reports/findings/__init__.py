"""The page of findings: what a release refuses, cause by cause, for the holder of the key."""
