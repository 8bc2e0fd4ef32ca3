"""Where typed rows become objects, through the doors of the rooms below: one module per kind."""
