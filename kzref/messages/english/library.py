"""Messages of `kzref.library`."""

from collections.abc import Mapping

from kzref.messages.text import Text, translate

TEXTS: Mapping[str, str | Text] = {
    "library.version": translate("Core", "kzref {version}"),
    "library.content": translate("Core", "content edition {edition}, hash {hash}"),
    "library.altered_content": translate(
        "Core", "content edition {edition}, hash {hash} (not as published: 'kzref verify' names the files)"
    ),
    "library.no_content": translate("Core", "content: there is no folder {folder}"),
    "library.edition_not_named": translate("Core", "not named", "the edition of a content that names none"),
    "library.manifest_unreadable": translate("Core", "The manifest in {folder} cannot be read."),
    "library.other_version": translate("Core", "The library in {folder} is of another version."),
    "library.file_unreadable": translate("Core", "{file} cannot be read."),
    "library.file_altered": translate("Core", "{file} is not as it was written."),
    "library.lacks_databases": translate("Core", "The library in {folder} lacks what is read."),
    "library.lacks_index": translate("Core", "The library in {folder} lacks what is searched."),
    "library.extra_file": translate("Core", "{file} does not belong to the library."),
    "library.not_named": translate("Core", "{file} does not name a library."),
    "library.is_link": translate("Core", "{folder} is a link; a library is a folder of the cache."),
    "library.not_private": translate("Core", "{folder} belongs to someone else or can be written by others."),
    "library.rebuilt": translate("Core", "{damage} It is made again.", "damage: a sentence that tells what is damaged"),
    "library.cache_not_written": translate(
        "Core",
        "The cache folder {folder} cannot be written ({reason}). "
        "The library is kept in a temporary folder until the program ends.",
    ),
    "library.not_built": translate("Core", "{folder} cannot be prepared for reading: {reason}."),
    "library.database_failed": translate("Core", "the database says: {reason}", "a reason why nothing can be written"),
    "library.worker_ended": translate(
        "Core", "The work was ended from outside, perhaps for want of memory. Try again."
    ),
}
