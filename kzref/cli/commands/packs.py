"""`kzref check`, `build`, `verify` and `publish`: what is done with a folder."""

from typing import TYPE_CHECKING

from kzref.cli.open_library import say_empty, say_notices, show_progress
from kzref.cli.output import DONE, NOTHING, say, write_row, write_text
from kzref.errors import Cancelled
from kzref.messages.catalogue import english
from kzref.paths import existing_folder, find_paths

if TYPE_CHECKING:
    import argparse


def check(options: "argparse.Namespace") -> int:
    """Print each fault of a pack with its file and line."""
    from kzref.pack.check import check_folder

    checked = check_folder(existing_folder(options.folder))
    for problem in checked.problems:
        write_row(str(problem))
    write_row(english(checked.summary))
    return NOTHING if checked.problems else DONE


def build(options: "argparse.Namespace") -> int:
    """Compile a pack into the cache."""
    from kzref.library.cache import LibraryCache

    try:
        library, notices = LibraryCache(find_paths()).build(options.folder, show_progress())
    except KeyboardInterrupt as stop:
        raise Cancelled from stop
    say_notices(notices)
    write_row(f"{library.about.title}: {library.about.sections} sections compiled into {library.folder}")
    if not int(library.about.sections):
        say_empty(options.folder)
    return DONE


def verify(options: "argparse.Namespace") -> int:
    """Print each file of a pack that is not as it was published."""
    from kzref.library.integrity import check_integrity_thoroughly, version_messages
    from kzref.messages.catalogue import english
    from kzref.pack.integrity import NAME

    paths = find_paths()
    named = options.folder or options.library or paths.content
    folder = existing_folder(named)
    found = check_integrity_thoroughly(paths, folder)
    for line in found.lines:
        write_row(english(line))
    if found:
        hint = f" 'kzref publish {named}' makes a manifest." if found.missing == (NAME,) else ""
        say(f"{named} is not as published: {len(found.lines)} file{'s' * (len(found.lines) != 1)}.{hint}")
        return NOTHING
    write_text(f"As published: {english(version_messages(folder)[1])}")
    return DONE


def publish(options: "argparse.Namespace") -> int:
    """Write the manifest that verify checks a pack against."""
    from kzref.pack import integrity

    count = integrity.publish(existing_folder(options.folder))
    write_row(f"{options.folder / integrity.NAME}: {count} files")
    return DONE
