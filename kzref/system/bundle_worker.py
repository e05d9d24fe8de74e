"""What a bundle does when it was started as a worker of a large build and not by a user."""

import re
from typing import Any


def serve(arguments: list[str]) -> bool:
    """Does what Python's multiprocessing wants of a process with these arguments; False if it is none of its own."""
    if arguments[1] == "--multiprocessing-fork":
        from multiprocessing.spawn import spawn_main

        # As Python's own freeze_support reads them: all are numbers, and one may be None.
        pairs = (argument.split("=", 1) for argument in arguments[2:])
        wanted: dict[str, Any] = {name: None if value == "None" else int(value) for name, value in pairs}
        spawn_main(**wanted)
        return True
    tracked = re.fullmatch(r"from multiprocessing\.resource_tracker import main;main\((\d+)\)", arguments[-1])
    if arguments[-2] != "-c" or not tracked:
        return False
    from multiprocessing.resource_tracker import main

    main(int(tracked[1]))
    return True
