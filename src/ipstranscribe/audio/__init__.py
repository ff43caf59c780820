"""Audio: recordings decoded, joined and kept as samples."""
