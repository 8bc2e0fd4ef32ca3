"""Pages about the sample company."""
