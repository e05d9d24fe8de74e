"""Whether what is read is what was published: the files of a pack, and in a bundle the library compiled from them."""

from pathlib import Path

from kzref import __version__
from kzref.errors import LibraryDamaged
from kzref.library.manifest import altered_files, read_manifest
from kzref.library.staleness import content_hash
from kzref.pack.integrity import Differences, edition_hash, edition_name, find_differences, is_published
from kzref.paths import Paths

_SHORT = 12


def check_integrity(paths: Paths, folder: Path) -> Differences:
    """How the files of a pack differ from its manifest. The program's own content must have one; others may."""
    own = folder.resolve() == paths.content.resolve()
    return find_differences(folder) if own or is_published(folder) else Differences()


def check_integrity_thoroughly(paths: Paths, folder: Path) -> Differences:
    """The same, and in a bundle whether the library that was compiled from its content is whole and of this content."""
    found = find_differences(folder)
    if not paths.shipped_libraries or folder.resolve() != paths.content.resolve():
        return found
    library = paths.shipped_libraries / "content"
    try:
        wrong = altered_files(library)
        if not wrong and not found and read_manifest(library).content != content_hash(folder):
            wrong = ["manifest.json"]
    except (LibraryDamaged, OSError):
        wrong = ["manifest.json"]
    compiled = tuple((library / name).relative_to(paths.shipped_libraries.parent).as_posix() for name in wrong)
    return found._replace(altered=found.altered + compiled)


def version_text(folder: Path) -> str:
    """The program's version; the edition of the content and its hash, which names exactly these files."""
    if not folder.is_dir():
        return f"kzref {__version__}\ncontent: there is no folder {folder}"
    edition, sha = edition_name(folder) or "not named", edition_hash(folder)[:_SHORT]
    altered = " (not as published: 'kzref verify' names the files)" if find_differences(folder) else ""
    return f"kzref {__version__}\ncontent edition {edition}, hash {sha}{altered}"
