"""Pure rules of control: what a standing says, which sums it belongs to, who stands still."""
