"""Digests that make a changed or missing row of the trail show itself.

An entry's digest covers the previous digest of its chain, the entry's own columns and the salted digest of
its values. The values themselves lie outside the chain: erasing them leaves every digest true.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping


def canonical(columns: Mapping[str, object]) -> bytes:
    """One byte string for equal columns, whatever their order."""
    return json.dumps(columns, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def values_digest(salt: str, before: object, after: object, why: str) -> str:
    """Hex digest of what was, what became and why; the salt keeps erased values from being guessed.

    Taken of the values as a database gives them back: numbers used as keys have become text by then.
    """
    stored = json.loads(json.dumps({"salt": salt, "before": before, "after": after, "why": why}))
    return hashlib.sha256(canonical(stored)).hexdigest()


def author_mark(salt: str, actor_id: int, name: str) -> str:
    """Hex digest of an actor's number and name; what entries carry instead of the name."""
    return hashlib.sha256(canonical({"salt": salt, "actor": actor_id, "name": name})).hexdigest()


def entry_digest(key: bytes, previous: str, columns: Mapping[str, object]) -> str:
    """Hex HMAC-SHA256 over the previous digest and the entry's columns."""
    return hmac.new(key, previous.encode() + b"|" + canonical(columns), hashlib.sha256).hexdigest()
