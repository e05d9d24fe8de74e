"""The command line."""

import sys
from pathlib import Path


def main() -> int:
    """Runs one command."""
    from kzref.library.check import check_folder

    checked = check_folder(Path(sys.argv[2]))
    for fault in checked.faults:
        print(fault)
    print(checked.summary)
    return 1 if checked.faults else 0
