"""What a bundle does when Python's multiprocessing starts it as one of its processes, and not a user."""

import re
from typing import Any

_SPAWN_OPTION = "--multiprocessing-fork"
_SPAWN_ARGUMENT = re.compile(r"(\w+)=(\d+|None)")
_TRACKER_CODE = re.compile(r"from multiprocessing\.resource_tracker import main;main\((\d+)\)")


def run_as_worker(arguments: list[str]) -> bool:
    """Do the work of a process of multiprocessing if these are the arguments of one, the program's name first.

    Return False for all other arguments. Outside a bundle, Python itself runs such processes.
    """
    if arguments[1:2] == [_SPAWN_OPTION]:
        return _run_spawned(arguments[2:])
    if arguments[-2:-1] == ["-c"]:
        return _run_tracker(arguments[-1])
    return False


def _run_spawned(arguments: list[str]) -> bool:
    # As multiprocessing.spawn.freeze_support reads them: all values are numbers, and one may be None.
    matches = [_SPAWN_ARGUMENT.fullmatch(argument) for argument in arguments]
    values: dict[str, Any] = {m[1]: None if m[2] == "None" else int(m[2]) for m in matches if m}
    if not values or len(values) < len(arguments):
        return False
    from multiprocessing.spawn import spawn_main

    spawn_main(**values)
    return True


def _run_tracker(code: str) -> bool:
    match = _TRACKER_CODE.fullmatch(code)
    if not match:
        return False
    from multiprocessing.resource_tracker import main

    main(int(match[1]))
    return True
