"""What the sample company is, and removing it."""
