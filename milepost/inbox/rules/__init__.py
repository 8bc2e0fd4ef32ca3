"""Pure rules of the inbox: how a notice reads."""
