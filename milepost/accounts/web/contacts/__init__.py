"""People of a customer: new, changed, gone."""
