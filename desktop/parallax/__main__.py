"""`python -m parallax`."""

from __future__ import annotations

import sys

from parallax.commands import main

if __name__ == "__main__":
    sys.exit(main())
