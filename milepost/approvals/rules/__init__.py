"""Pure rules about requests for a decision."""
