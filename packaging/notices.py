"""Write the licence notices of what is distributed: `make notices` for the source tree, build.spec for a bundle."""

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from components import (
    NOTICES,
    ROOT,
    ComponentNotices,
    crates,
    debian_packages,
    own_components,
    python_itself,
    python_packages,
)

INDEX = "components.json"


def version() -> str:
    """Return the program's version, from the one file that defines it."""
    text = (ROOT / "kzref" / "__init__.py").read_text("utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def write_notices(components: Iterable[ComponentNotices], target: Path) -> None:
    """Write the texts of the components, and the index that Help > About shows."""
    rows = []
    for component, notices in components:
        for name, text in notices.items():
            trimmed = "\n".join(line.rstrip() for line in text.splitlines()).strip()
            (target / name).write_text(trimmed + "\n", "utf-8", newline="\n")
        rows.append({key: value for key, value in component._asdict().items() if key != "purl"})
    text = json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
    (target / INDEX).write_text(text, "utf-8", newline="\n")


def source_components() -> list[ComponentNotices]:
    """Return the components of the source tree; Python without a version, since every machine runs its own."""
    python = python_itself()
    python = python._replace(component=python.component._replace(version=""))
    return [*own_components(version()), python, *python_packages(), *crates()]


def bundle_components(libraries: Iterable[str]) -> list[ComponentNotices]:
    """Return the components of a bundle. libraries: the paths that its libraries were taken from."""
    outside = [path for path in libraries if "site-packages" not in path]
    return [*own_components(version()), python_itself(), *python_packages(), *crates(), *debian_packages(outside)]


def write_bundle_notices(components: Iterable[ComponentNotices], target: Path) -> None:
    """Write the notices of a bundle into a new folder: those of the source tree, and its own."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(NOTICES, target)
    write_notices(components, target)


if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        print(version())
    else:
        write_notices(source_components(), NOTICES)
