"""Workflow steps, one file per user action: read the inputs, compare the fingerprint, call the stage, store the result."""
