"""Gathers the licence notices of what is distributed: `make notices` for the source tree, build.spec for a bundle."""

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from components import NOTICES, ROOT, Found, crates, own_parts, python_itself, python_packages, system_libraries

INDEX = "components.json"


def version() -> str:
    """The program's version, from the one place that has it."""
    text = (ROOT / "kzref" / "__init__.py").read_text("utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def write_notices(found: Iterable[Found], target: Path) -> None:
    """Writes the texts that come with the parts, and the index that Help > About shows."""
    rows = []
    for component, notices in found:
        for name, text in notices.items():
            tidy = "\n".join(line.rstrip() for line in text.splitlines()).strip()
            (target / name).write_text(tidy + "\n", "utf-8", newline="\n")
        rows.append({key: value for key, value in component._asdict().items() if key != "purl"})
    text = json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
    (target / INDEX).write_text(text, "utf-8", newline="\n")


def for_source() -> list[Found]:
    """What stands in the source tree: of Python itself only the text, since every machine runs its own."""
    python = python_itself()
    python = python._replace(component=python.component._replace(version=""))
    return [*own_parts(version()), python, *python_packages(), *crates()]


def for_bundle(libraries: Iterable[str]) -> list[Found]:
    """What is in a bundle, by the paths that its libraries were taken from."""
    outside = [path for path in libraries if "site-packages" not in path]
    return [*own_parts(version()), python_itself(), *python_packages(), *crates(), *system_libraries(outside)]


def gather(found: Iterable[Found], target: Path) -> None:
    """The notices of a bundle in a folder of their own: those of the source tree, and the rest."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(NOTICES, target)
    write_notices(found, target)


if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        print(version())
    else:
        write_notices(for_source(), NOTICES)
