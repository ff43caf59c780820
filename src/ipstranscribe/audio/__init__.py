"""Audio: decoding of recordings, and their samples in a temporary file."""
