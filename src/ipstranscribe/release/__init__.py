"""The gate, and the only way into `shared/`."""
