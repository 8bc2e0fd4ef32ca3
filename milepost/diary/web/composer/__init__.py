"""One box to write in, the timeline under it, mending and withdrawing."""
