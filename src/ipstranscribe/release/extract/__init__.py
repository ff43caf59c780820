"""Text extraction: every text in a file, visible or hidden, whatever its format."""
