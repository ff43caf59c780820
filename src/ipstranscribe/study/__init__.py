"""The study: its folder, tables and key, what is stored, who approved what, and the audit log."""
