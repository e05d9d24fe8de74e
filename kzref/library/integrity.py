"""Whether what is read is what was published: the files of a pack, and in a bundle the library compiled from them.

The files of a pack are compared with its MANIFEST (`kzref.pack.integrity`), those of the bundled library with
its own manifest (`kzref.library.manifest`).
"""

from pathlib import Path

from kzref import __version__
from kzref.errors import LibraryDamaged
from kzref.library.manifest import MANIFEST_FILE, altered_files, read_manifest
from kzref.library.staleness import content_hash
from kzref.messages.message import Message, message
from kzref.pack.integrity import Differences, edition_hash, edition_name, find_differences, is_published
from kzref.paths import Paths

_SHOWN_DIGITS = 12


def check_integrity(paths: Paths, folder: Path) -> Differences:
    """Return how the files of a pack differ from its MANIFEST.

    The program's own content must have one. Another folder without one differs in nothing.
    """
    own = folder.resolve() == paths.content.resolve()
    return find_differences(folder) if own or is_published(folder) else Differences()


def check_integrity_thoroughly(paths: Paths, folder: Path) -> Differences:
    """Return how the files of a pack differ from its MANIFEST, and in a bundle what is altered in its library."""
    found = find_differences(folder)
    if not paths.shipped_libraries or folder.resolve() != paths.content.resolve():
        return found
    library = paths.shipped_libraries / "content"
    try:
        altered = altered_files(library)
        if not altered and not found and read_manifest(library).content != content_hash(folder):
            altered = [MANIFEST_FILE]
    except (LibraryDamaged, OSError):
        altered = [MANIFEST_FILE]
    root = paths.shipped_libraries.parent
    return found._replace(altered=found.altered + tuple((library / n).relative_to(root).as_posix() for n in altered))


def version_messages(folder: Path) -> tuple[Message, Message]:
    """Return the program's version, and the edition and hash of the content, which name exactly these files."""
    version = message("library.version", version=__version__)
    if not folder.is_dir():
        return version, message("library.no_content", folder=folder)
    edition = edition_name(folder) or message("library.edition_not_named")
    sha = edition_hash(folder)[:_SHOWN_DIGITS]
    if find_differences(folder):
        return version, message("library.altered_content", edition=edition, hash=sha)
    return version, message("library.content", edition=edition, hash=sha)
