"""The weekly report to paste."""
