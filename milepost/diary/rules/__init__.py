"""Pure rules of the diary."""
