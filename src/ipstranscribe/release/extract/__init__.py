"""Text extraction: every text that a file holds, visible or hidden, whatever its format."""
