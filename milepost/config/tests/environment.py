"""Loaded by pytest before anything else (``-p`` in pyproject.toml): a test never touches a person's data folder.

pytest-django reads the settings before any conftest, so the environment has to be set up earlier still.
"""

import os
import tempfile

if "PYTEST_XDIST_WORKER" in os.environ:
    # Workers inherit the environment; each needs a folder (and so a cache) of its own.
    os.environ.pop("MILEPOST_DATA", None)
os.environ.setdefault("MILEPOST_DATA", tempfile.mkdtemp(prefix="milepost-test-"))
os.environ.setdefault("MILEPOST_TESTING", "1")
