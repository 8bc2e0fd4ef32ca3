"""Pure rules about evidence."""
