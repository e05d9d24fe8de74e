"""`python -m kzref`, and the entry point of the bundle."""

import sys

# A spawned process of a large build imports this module as well, under another name, and must not run the program.
if __name__ == "__main__":
    from kzref.paths import is_bundle

    if is_bundle():
        from kzref.system.bundle_worker import run_as_worker

        if run_as_worker(sys.argv):
            sys.exit()

    from kzref.cli import main

    sys.exit(main())
