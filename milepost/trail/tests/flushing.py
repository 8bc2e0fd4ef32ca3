"""Lets Django flush the tables between tests that commit: the append-only triggers stand aside for that moment.

Django tells the end of a migrate after every flush, and the trail then installs its triggers again.
"""

from django.db import connections
from django.test import TransactionTestCase

from milepost.trail import triggers

_flush = TransactionTestCase._fixture_teardown


def _stand_aside(test: TransactionTestCase) -> None:
    for connection in connections.all(initialized_only=True):
        triggers.remove(connection)
    _flush(test)


def allow() -> None:
    """Patch the one method of Django that flushes."""
    TransactionTestCase._fixture_teardown = _stand_aside  # type: ignore[method-assign]
