"""Pure rules about uploads."""
