"""Which errors an operation may answer with, for the description of the API."""

from typing import Any

from milepost.api.shapes import Problem

READING = (401, 403, 404, 422, 429)
WRITING = (400,)


def with_faults(shape: Any, *more: int) -> dict[int, Any]:
    """The responses of an operation: its shape, and one shape for every error."""
    return {200: shape} | dict.fromkeys((*READING, *more), Problem)
