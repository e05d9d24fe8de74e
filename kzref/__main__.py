"""`python -m kzref`, and the entry point of the bundle."""

import sys

from kzref.cli import main

sys.exit(main())
