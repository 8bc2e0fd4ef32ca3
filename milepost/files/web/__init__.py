"""Serving an upload: no routes of its own; rooms above call ``answer`` after their own permission."""

from milepost.files.web.answer import answer as answer
