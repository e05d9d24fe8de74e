"""`kzref check`, `build`, `verify` and `publish`: what is done with a folder."""

from typing import TYPE_CHECKING

from kzref.cli.libraries import say_empty, show_progress
from kzref.cli.output import DONE, NOTHING, say
from kzref.errors import Cancelled

if TYPE_CHECKING:
    import argparse


def check(options: "argparse.Namespace") -> int:
    from kzref.library.check import check_folder

    checked = check_folder(options.folder)
    for fault in checked.faults:
        print(fault)
    print(checked.summary)
    return NOTHING if checked.faults else DONE


def build(options: "argparse.Namespace") -> int:
    from kzref.compiled.shelf import Shelf
    from kzref.paths import find_paths

    try:
        library, notices = Shelf(find_paths()).build(options.folder, show_progress())
    except KeyboardInterrupt as stop:
        raise Cancelled from stop
    for notice in notices:
        say(notice)
    print(f"{library.about.title}: {library.about.sections} sections compiled into {library.folder}")
    if not int(library.about.sections):
        say_empty(options.folder)
    return DONE


def verify(options: "argparse.Namespace") -> int:
    from kzref.compiled.published import look_thoroughly, version_text
    from kzref.library.edition import NAME
    from kzref.paths import find_paths

    paths = find_paths()
    folder = options.folder or options.library or paths.content
    found = look_thoroughly(paths, folder)
    for line in found.lines:
        print(line)
    if found:
        hint = f" 'kzref publish {folder}' makes a manifest." if found.missing == (NAME,) else ""
        say(f"{folder} is not as published: {len(found.lines)} file{'s' * (len(found.lines) != 1)}.{hint}")
        return NOTHING
    print(f"As published: {version_text(folder).splitlines()[-1]}")
    return DONE


def publish(options: "argparse.Namespace") -> int:
    from kzref.library.edition import NAME, publish

    print(f"{options.folder / NAME}: {publish(options.folder)} files")
    return DONE
