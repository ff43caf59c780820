"""The study: folder and configuration, tables of people, key, storage, approvals, and audit log."""
