"""The page of the working-day table."""
