"""Tests of the whole: architecture, browser, databases. Tests of one room stand in that room."""
