"""Building the sample company through the doors of the rooms, with time moved along."""
