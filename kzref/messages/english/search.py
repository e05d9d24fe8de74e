"""Messages of `kzref.search`."""

from collections.abc import Mapping

from kzref.messages.text import Text, translate

TEXTS: Mapping[str, str | Text] = {
    "search.too_many_terms": translate("Core", "Too many words match, so not all were searched. Type more letters."),
    "search.no_kind": translate("Core", "There is no entry of the kind '{kind}'."),
    "search.no_kind_but": translate("Core", "There is no entry of the kind '{kind}'; there are {kinds}."),
    "search.no_language": translate("Core", "There is no section in the language '{language}'."),
    "search.no_language_but": translate(
        "Core", "There is no section in the language '{language}'; there are {languages}."
    ),
    "search.some_lack_words": translate(
        "Core", "Few sections have all the words; after them come those that have some."
    ),
    "search.all_lack_words": translate("Core", "No section has all the words; these have some of them."),
}
