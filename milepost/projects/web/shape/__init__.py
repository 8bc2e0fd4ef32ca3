"""Name, amount, level, kind, the four questions."""
