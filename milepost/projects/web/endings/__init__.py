"""Waiting, ending, coming back."""
