"""Content shared by all formats: document models, running text, segments, and the units table."""
