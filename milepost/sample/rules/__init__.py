"""Pure rules of the sample: what is written in its data files, and when everything happened."""
