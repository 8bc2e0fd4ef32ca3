"""The default playbook as published, without looking for its mistakes again in every test."""

import hashlib

from milepost.accounts.tests.company import NOW
from milepost.playbook.models import PlaybookVersion
from milepost.playbook.rules import load


def published() -> PlaybookVersion:
    """A row as ``playbook.actions.ensure_default`` makes it."""
    text = load.DEFAULT_FILE.read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return PlaybookVersion.objects.create(key="default", version="1.0.0", text=text, digest=digest, published_at=NOW)
