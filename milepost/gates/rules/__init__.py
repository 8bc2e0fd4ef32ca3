"""Pure rules about gates."""
