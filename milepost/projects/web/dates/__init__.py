"""Official dates and every date that moved."""
