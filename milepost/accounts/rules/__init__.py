"""Pure rules about customers and contacts."""
