"""Tasks as a list, a calendar and by roles."""
