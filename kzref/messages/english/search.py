"""Messages of `kzref.search`."""

from collections.abc import Mapping

from kzref.messages.text import Text, translate

TEXTS: Mapping[str, str | Text] = {
    "search.too_long": translate("Core", "Only the first {limit} characters were searched."),
    "search.too_many_words": translate("Core", "Only the first {limit} words were searched."),
    "search.no_words": translate("Core", "The query contains no searchable words."),
    "search.unmatched_bracket": translate("Core", "Unmatched closing bracket."),
    "search.bracket_missing": translate("Core", "Missing closing bracket."),
    "search.too_deep": translate("Core", "Brackets can be nested {limit} levels deep; deeper ones were ignored."),
    "search.quotation_mark_missing": translate("Core", "Missing closing quotation mark."),
    "search.wildcard_in_phrase": translate("Core", "Wildcards in quotation marks were ignored."),
    "search.operator_alone": translate(
        "Core", "'{operator}' needs words on both sides and was searched as a word.", "AND, OR or NOT"
    ),
    "search.near_without_words": translate(
        "Core", "'{operator}' works only between words or phrases and was ignored.", "a distance such as w/5"
    ),
    "search.distance_too_large": translate(
        "Core", "The largest distance is {limit} words; {distance} was reduced to it."
    ),
    "search.all_capitals": translate("Core", "The whole query is in capitals, so '{word}' was searched as a word."),
    "search.not_before_brackets": translate(
        "Core", "'{field}' does not work before brackets and was searched as a word."
    ),
    "search.unknown_field": translate("Core", "There is no field '{field}:'; it was searched as a word."),
    "search.field_after_field": translate("Core", "A field cannot follow '{field}:'; '{text}' was searched as words."),
    "search.field_without_value": translate("Core", "'{field}' has no value and was searched as a word."),
    "search.field_value_unreadable": translate(
        "Core", "'{text}' is not a field with a value; it was searched as words."
    ),
    "search.not_a_year": translate(
        "Core", "'{value}' is not a year or a range such as 2015..2018; '{field}:' was searched as a word."
    ),
    "search.not_a_value": translate("Core", "'{value}' is not a value; '{field}:' was searched as a word."),
    "search.too_fuzzy": translate(
        "Core", "A fuzzy search allows at most {limit} letters to differ; ~{distance} was reduced to it."
    ),
    "search.pattern_matches_all": translate("Core", "'{pattern}' matches every word and was ignored."),
    "search.pattern_too_short": translate(
        "Core", "'{pattern}' needs at least {limit} letters and was searched as '{word}'."
    ),
    "search.too_many_terms": translate(
        "Core", "Too many words match; only the first {limit} were searched. Type more letters."
    ),
    "search.no_kind": translate("Core", "There is no entry of the kind '{kind}'."),
    "search.no_kind_but": translate("Core", "There is no entry of the kind '{kind}'; there are {kinds}."),
    "search.no_language": translate("Core", "There is no section in the language '{language}'."),
    "search.no_language_but": translate(
        "Core", "There is no section in the language '{language}'; there are {languages}."
    ),
    "search.some_lack_words": translate("Core", "Few sections have all the words; sections with some of them follow."),
    "search.all_lack_words": translate("Core", "No section has all the words; these have some of them."),
}
