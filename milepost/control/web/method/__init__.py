"""Settings of the method."""
