"""The small cards of the cockpit, each loaded by its own address."""
