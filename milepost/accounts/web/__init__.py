"""Pages of customers and contacts."""
