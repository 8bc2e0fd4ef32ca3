"""The request a change belongs to, carried along without being passed."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
