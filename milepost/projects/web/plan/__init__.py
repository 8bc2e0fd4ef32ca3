"""The plan of a stage."""
