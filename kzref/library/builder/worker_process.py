"""Serve as a worker process of a large build, when a bundle was started by multiprocessing and not by a user."""

import re
from typing import Any


def serve(arguments: list[str]) -> bool:
    """Do what multiprocessing wants of a process with these arguments; return False if they are not its own."""
    if arguments[1] == "--multiprocessing-fork":
        from multiprocessing.spawn import spawn_main

        # As Python's own freeze_support reads them: all are numbers, and one may be None.
        pairs = (argument.split("=", 1) for argument in arguments[2:])
        values: dict[str, Any] = {name: None if value == "None" else int(value) for name, value in pairs}
        spawn_main(**values)
        return True
    tracked = re.fullmatch(r"from multiprocessing\.resource_tracker import main;main\((\d+)\)", arguments[-1])
    if arguments[-2] != "-c" or not tracked:
        return False
    from multiprocessing.resource_tracker import main

    main(int(tracked[1]))
    return True
