"""Pure rules of a pursuit."""
