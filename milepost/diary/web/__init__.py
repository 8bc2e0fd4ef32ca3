"""Pages of the diary: the composer, the timeline, the weekly report."""
