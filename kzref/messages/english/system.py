"""Messages of `kzref.errors`, `kzref.paths` and `kzref.system`."""

from collections.abc import Mapping

from kzref.messages.text import Text, translate

TEXTS: Mapping[str, str | Text] = {
    "stopped": translate("Core", "Stopped."),
    "plain": "{text}",
    "list.or": translate("Core", "{first} or {rest}", "rest: one or more, joined in the same way"),
    "list.semicolon": translate("Core", "{first}; {rest}", "rest: one or more, joined in the same way"),
    "address.unknown": translate("Core", "There is no section at '{address}'."),
    "address.did_you_mean": translate(
        "Core", "There is no section at '{address}'. Did you mean {nearest}?", "nearest: one or more addresses"
    ),
    "system.no_home": translate(
        "Core",
        "There is no home folder to keep anything in: set HOME, or both XDG_CACHE_HOME and XDG_DATA_HOME.",
    ),
    "system.missing_libraries": translate(
        "Core",
        "this system lacks {names}. On Debian or Ubuntu: apt-get install {packages}",
        "names of libraries, and of the packages that bring them",
    ),
    "folder.unknown_user": translate("Core", "{path} names the home folder of a user that this system does not know."),
    "folder.is_none": translate("Core", "{folder} is not a folder. Name the folder that holds the Markdown files."),
    "folder.is_gone": translate("Core", "{folder} is not there any more."),
    "folder.unreadable": translate(
        "Core", "The folder {folder} cannot be read: {reason}.", "reason: in the words of the system"
    ),
    "folder.impossible_name": translate("Core", "{folder} is not a folder: it is not a name that a folder can have."),
    "qt.no_window": translate("Core", "the window cannot be opened: {reason}"),
    "qt.no_display": translate(
        "Core",
        "the display cannot be opened. Without one: 'kzref list', 'kzref search QUERY', 'kzref show ADDRESS' and "
        "'kzref print ADDRESS -o FILE.pdf'.",
    ),
    "folder.of_another_user": translate("Core", "it belongs to another user", "a reason within a sentence"),
    "file.is_locked": translate("Core", "another process is writing there", "a reason within a sentence"),
}
