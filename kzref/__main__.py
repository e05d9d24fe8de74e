"""`python -m kzref`, and the entry point of the bundle."""

import sys

# A worker process of a large build imports this module too, under another name, and must not begin the program.
if __name__ == "__main__":
    if "multiprocessing" in "".join(sys.argv[1:2] + sys.argv[-1:]):
        # In the bundle the workers of a large build are this program again, with the arguments of Python's own.
        from kzref.library.builder.worker_process import serve

        if serve(sys.argv):
            sys.exit()

    from kzref.cli import main

    sys.exit(main())
