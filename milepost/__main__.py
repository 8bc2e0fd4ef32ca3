"""``python -m milepost`` and the ``milepost`` command."""

import sys

from milepost.config.main import main

if __name__ == "__main__":
    sys.exit(main())
