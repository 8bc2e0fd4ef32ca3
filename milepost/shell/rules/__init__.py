"""Pure rules of the pages: in which order things to do are shown."""
