"""The request a change belongs to, carried along without being passed."""

from contextvars import ContextVar
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
gathering: ContextVar[Any] = ContextVar("gathering", default=None)
"""What is being gathered to be written at once (see ``actions.gathered``); None as a rule."""
