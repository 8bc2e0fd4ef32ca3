"""The company every test of this room works in."""

from pathlib import Path
from typing import Any

import pytest

from milepost.evidence.tests.world import World, company


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path) -> World:
    """One company, files in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return company()
