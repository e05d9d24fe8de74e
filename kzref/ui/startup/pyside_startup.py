"""Tell PySide that modules use its names as they are, so that it need not read their sources to find out."""

import os
import sys
from pathlib import Path

import kzref


def use_plain_names() -> None:
    """Mark what is imported already, and every module of the program: reading their sources takes 2 MB and 30 ms.

    PySide can spell its methods in snake_case where a module asks for it, and looks for that in the source of whatever
    is imported after it. It keeps its findings in a table by the module's name: 0 stands for none of these options, -1
    for a module that does not use PySide. Where a release has no such table, it reads on as before.
    """
    table = getattr(sys.modules.get("shibokensupport.feature"), "pyside_feature_dict", None)
    if not isinstance(table, dict):
        return
    for name in list(sys.modules):
        if not name.startswith(("PySide6", "shiboken")):
            table.setdefault(name, -1)
    # A bundle has no sources to be read.
    for top in filter(os.path.isdir, kzref.__path__):
        for folder, _, files in os.walk(top):
            package = ".".join(["kzref", *Path(folder).relative_to(top).parts])
            table.update({f"{package}.{name.removesuffix('.py')}": 0 for name in files if name.endswith(".py")})
            table[package] = 0
