"""What every test can ask for: real inputs, a private data folder, fast passwords."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parent.parent / "shared" / "data"


def pytest_configure() -> None:
    """Make signing in cheap (the hasher of production takes 50 ms a password on purpose); let tests flush the trail."""
    from django.conf import settings

    from milepost.trail.tests import flushing

    flushing.allow()

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real input files that lies beside a checkout on some machines.

    The only allowed reason to skip a test: these files are not ours to ship.
    """
    if not SHARED_DATA.is_dir():
        message = f"shared data absent: {SHARED_DATA.name} is not beside this checkout"
        print(message)
        pytest.skip(message)
    return SHARED_DATA
