"""Milepost as a person meets it: a real server, a real browser, no shortcut through the code."""
