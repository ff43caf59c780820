"""Reports on a study: the disclosure risk report, and the methods report."""
