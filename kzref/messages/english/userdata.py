"""Messages of `kzref.userdata`."""

from collections.abc import Mapping

from kzref.messages.text import Text, translate

TEXTS: Mapping[str, str | Text] = {
    "userdata.settings": translate("Core", "settings", "subject of a sentence: The settings in … cannot be read"),
    "userdata.searches": translate("Core", "searches", "subject of a sentence: The searches in … cannot be read"),
    "userdata.unreadable": translate("Core", "The {subject} in {file} cannot be read: {reason}."),
    "userdata.not_put_aside": translate(
        "Core", "The {subject} in {file} cannot be read ({damage}), and the file cannot be put aside: {reason}."
    ),
    "userdata.put_aside": translate(
        "Core", "The {subject} in {file} cannot be read ({damage}); the file was put aside as {new_name}."
    ),
    "userdata.not_saved": translate("Core", "The {subject} cannot be kept in {folder}: {reason}."),
    "userdata.nested_too_deeply": translate("Core", "it is nested too deeply", "a reason why a file cannot be used"),
    "userdata.no_file": translate("Core", "it is not a file", "a reason why a file cannot be used"),
    "userdata.no_object": translate("Core", "it is not an object of JSON", "a reason why a file cannot be used"),
}
