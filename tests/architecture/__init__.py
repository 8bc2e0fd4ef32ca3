"""The house rules as tests: what stands where, what may know what, how things are called."""
