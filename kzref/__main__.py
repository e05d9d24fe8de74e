"""`python -m kzref`, and the entry point of the bundle."""

import sys

if __name__ == "__main__":
    if "--multiprocessing-fork" in sys.argv:
        # A worker process of a bundle, which begins as the program itself does.
        from multiprocessing import freeze_support

        freeze_support()
    from kzref.cli import main

    sys.exit(main())
