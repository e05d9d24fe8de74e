"""What is said when libraries of the system are missing."""

import re
from pathlib import Path

from kzref.ui.startup.system_libraries import LIBRARIES, advice, missing_libraries


def test_each_missing_library_is_named_with_its_package_in_one_line() -> None:
    def load(name: str) -> None:
        if name in ("libEGL.so.1", "libxcb-cursor.so.0"):
            raise OSError(name)

    missing = missing_libraries(load)
    assert advice(missing) == (
        "this system lacks libEGL.so.1 libxcb-cursor.so.0. On Debian or Ubuntu: apt-get install libegl1 libxcb-cursor0"
    )


def test_where_nothing_is_missing_nothing_is_advised() -> None:
    assert advice(missing_libraries(lambda _: None)) == ""


def test_the_setup_installs_the_same() -> None:
    setup = Path(__file__).parents[2] / ".ci" / "setup"
    listed = setup.read_text("utf-8").split('qt_libraries="\n')[1].split('"')[0]
    assert tuple(re.findall(r"(\S+) (\S+)\n", listed)) == LIBRARIES
