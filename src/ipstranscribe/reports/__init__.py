"""Reports on a study: disclosure risk, and facts for the methods section."""
