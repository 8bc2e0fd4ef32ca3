"""Whole jobs of people, through pages only."""
