"""Messages of errors, paths and files."""

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
}
