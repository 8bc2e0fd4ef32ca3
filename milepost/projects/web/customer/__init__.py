"""The projects of one customer, shown on the customer page."""
