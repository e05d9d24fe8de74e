"""Messages of `kzref.pack`: most name what is wrong in a file, after its path and line."""

from collections.abc import Mapping

from kzref.messages.text import Text, translate

_FILES: Mapping[str, str | Text] = {
    "folder.cannot_be_read": translate(
        "Core", "The folder {folder} cannot be read: {reason}. Ask for the right to read it."
    ),
    "folder.skipped": translate("Core", "the folder {reason}", "reason: such as 'cannot be read: Permission denied'"),
    "folder.too_deep": translate("Core", "lies more than {depth} folders deep and is left out", "a file or folder"),
    "file.is_link": translate("Core", "is a symbolic link", "a file"),
    "file.not_regular": translate("Core", "is not a regular file", "a pipe or device in the place of a file"),
    "file.too_large": translate("Core", "is larger than {size} MB", "a file"),
    "file.cannot_be_read": translate("Core", "cannot be read: {reason}", "a file or folder"),
    "file.impossible_name": translate("Core", "it has no name that a file can have"),
    "file.left_out": translate("Core", "{reason} and is left out", "reason: such as 'is a symbolic link'"),
    "encoding.utf16": translate("Core", "is UTF-16 and was read as such; save the file as UTF-8"),
    "encoding.mixed": translate("Core", "is not UTF-8 throughout; save the file as UTF-8"),
    "encoding.cyrillic": translate(
        "Core", "is not UTF-8 and was read as Cyrillic (cp1251); save the file as UTF-8", "a file"
    ),
    "encoding.western": translate(
        "Core", "is not UTF-8 and was read as Western European (cp1252); save the file as UTF-8", "a file"
    ),
    "image.not_shown": translate(
        "Core", "image '{image}' {reason} and is not shown", "reason: such as 'is a symbolic link'"
    ),
    "image.not_in_folder": translate("Core", "is not a file of the folder", "an image"),
    "image.cut_short": translate("Core", "is a picture that is cut short", "an image"),
    "image.not_a_picture": translate("Core", "is not a PNG, JPEG, GIF or WebP picture", "an image"),
    "image.size": translate("Core", "has {width} × {height} pixels; {limit} million are shown", "an image"),
    "data.nested": translate("Core", "it is nested too deeply", "data in a file"),
    "csv.row_unreadable": translate("Core", "the row cannot be read: {reason}"),
    "json.unreadable": translate("Core", "cannot be read as JSON: {reason}", "a file"),
    "toml.unreadable": translate("Core", "cannot be read as TOML: {reason}", "a file"),
    "toml.long_name": translate("Core", "a name has too many parts"),
    "toml.long_number": translate("Core", "a number has too many digits"),
    "yaml.name": translate("Core", "the name of a field is not text"),
    "yaml.alias": translate("Core", "aliases are not read; write each value out"),
    "yaml.tag": translate("Core", "the type '{tag}' is not read"),
    "yaml.not_yaml": translate("Core", "it is no YAML"),
}

_FIELDS: Mapping[str, str | Text] = {
    "field.problem": translate("Core", "{field}: {problem}", "field: the name of a field in a file"),
    "field.unknown": translate("Core", "unknown field '{field}'; known are {known}"),
    "field.unknown_in_table": translate("Core", "unknown field '{field}' in {table}; known are {known}"),
    "field.text": translate("Core", "'{field}' is text in quotation marks"),
    "field.text_of_table": translate("Core", "'{field}': '{name}' is text in quotation marks"),
    "field.table": translate("Core", "'{field}' is a table"),
    "field.names": translate("Core", "'{field}' is a list of names in quotation marks"),
    "field.one_line": translate("Core", "'{field}' is one line of text"),
    "field.short_texts": translate("Core", "'{field}' is a list of short texts"),
    "field.language": translate("Core", "'{text}' is not the code of a language, such as 'kk'"),
    "field.address": translate("Core", "'{text}' is not an address"),
    "names.more": translate("Core", "{names} and {count} more", "names that are known, not all of them", 2),
    "names.none": translate("Core", "none", "no names are known"),
    "front_matter.missing": translate("Core", "the front matter is missing; begin with '---', id, title and kind"),
    "front_matter.unreadable": translate("Core", "the front matter cannot be read: {reason}"),
    "front_matter.too_long": translate(
        "Core", "the front matter is longer than {limit} characters; move text below it"
    ),
    "front_matter.not_fields": translate("Core", "the front matter is not a list of 'field: value' lines"),
}

_PACK: Mapping[str, str | Text] = {
    "pack.needs_id": translate("Core", "the pack needs an id"),
    "pack.needs_title": translate("Core", "the pack needs a title"),
    "pack.read_without": translate("Core", "{problem}; the folder is read as one without pack.toml"),
    "pack.name_read_as": translate(
        "Core", "'{text}' is not a name of lower-case letters, digits and hyphens; it is read as '{name}'"
    ),
    "pack.kind": translate("Core", "kinds: '{text}' is not a name of lower-case letters, digits and hyphens"),
    "pack.pinpoints": translate("Core", "pinpoints of '{part}': {problem}", "part: of the source, such as Results"),
    "pack.pinpoints_line": translate("Core", 'is no line such as "Results" = "1-32, 33.1-33.14"'),
    "pack.parts": translate("Core", "the parts are tables, each under a line [[parts]]"),
    "pack.part_content": translate(
        "Core", "the part '{part}' needs one 'folder', 'works' or 'terms' that is in the pack, no link"
    ),
    "pack.path_of_two_parts": translate("Core", "'{path}' is of two parts; the first keeps it"),
    "pack.id_of_two_parts": translate("Core", "two parts have the id '{id}'; this one is read as '{address}'"),
    "document.needs_id": translate("Core", "the entry needs an id"),
    "document.id": translate("Core", "'{text}' is not an address: use lower-case letters, digits and hyphens"),
    "document.needs_kind": translate("Core", "the entry needs a kind: one of {kinds}"),
    "document.kind": translate("Core", "unknown kind '{kind}'; known are {kinds}"),
    "document.titles": translate("Core", "'titles' is a table of language and title, such as 'ru: ...'"),
    "document.years": translate("Core", "'{text}' is not a year or a span of years such as 2015-2022"),
    "document.name_not_utf8": translate("Core", "the name of the file or of its folder is not UTF-8; rename it"),
    "document.address_twice": translate("Core", "the address '{address}' is used twice; give one of them another id"),
    "document.no_pinpoints": translate("Core", "the entry has no pinpoints; say where in the source it stands"),
    "document.no_text": translate("Core", "the entry has no text"),
}

_PINPOINTS: Mapping[str, str | Text] = {
    "pinpoint.not_a_number": translate("Core", "'{text}' is not a number"),
    "pinpoint.not_a_range": translate("Core", "'{range}' is not a range of numbers"),
    "pinpoint.crosses_paragraphs": translate("Core", "'{range}' crosses paragraphs; write the ranges apart"),
    "pinpoint.range": translate("Core", "'{range}' runs backwards or too far"),
    "pinpoint.too_many": translate("Core", "'{text}…' stands for more than {limit} numbers"),
    "pinpoint.part": translate("Core", "'{text}' does not begin with a part of the source ({parts})"),
    "pinpoint.not_in_source": translate("Core", "the source has no {pinpoints}"),
    "pinpoint.citation": translate("Core", "[{citation}]: {problem}"),
    "pinpoint.not_cited": translate("Core", "nothing cites {pinpoints}"),
}

_DATA: Mapping[str, str | Text] = {
    "row.id": translate(
        "Core", "'{id}' is not an id of lower-case letters, digits and hyphens; it is read as '{name}'"
    ),
    "terms.columns": translate("Core", "the columns of a thesaurus are {columns}"),
    "terms.cells": translate("Core", "the row has not {cells} cells; quote cells that hold a comma"),
    "term.needs_id": translate("Core", "a term needs an id and its English form"),
    "term.form": translate("Core", "the term '{term}' has no form in '{language}'"),
    "term.entry": translate("Core", "the entry '{entry}' of the term '{term}' is not an address"),
    "term.twice": translate("Core", "the term '{term}' stands twice"),
    "term.in_two_files": translate("Core", "the term '{name}' is in '{file}' too; that one is read, this one left out"),
    "works.list": translate("Core", "a CSL-JSON file is a list of works"),
    "work.needs_id": translate("Core", "work {number} needs an 'id' and a 'title'"),
    "work.twice": translate("Core", "two works have the id '{work}'"),
    "work.in_two_files": translate("Core", "the work '{name}' is in '{file}' too; that one is read, this one left out"),
    "work.custom": translate("Core", "work '{work}': 'custom' is a table"),
    "work.number": translate("Core", "work '{work}': 'number' is not a whole number"),
    "work.text": translate("Core", "work '{work}': '{field}' is not text"),
    "work.issued": translate("Core", "work '{work}': 'issued' has no 'date-parts' that are year, month and day"),
    "work.people": translate(
        "Core", "work '{work}': '{field}' is a list of names with 'family' and 'given', or 'literal'"
    ),
    "work.pinpoints": translate("Core", "work '{work}': {problem}", "problem: of the pinpoints where it is cited"),
    "series.head": translate("Core", "the first line of a series is 'year,value' or 'label,value'"),
    "series.needs_title": translate("Core", "the series needs a title"),
    "series.needs_unit": translate("Core", "the series needs a unit"),
    "series.empty": translate("Core", "the series has no figures"),
    "series.too_long": translate("Core", "a series has at most {limit} figures; cut it"),
    "series.row": translate("Core", "'{row}' is not a label and a number"),
    "series.number": translate("Core", "'{row}' is too large a number, or one of more than {decimals} decimals"),
    "series.label_twice": translate("Core", "'{label}' stands twice"),
    "series.year": translate("Core", "'{text}' is not a year"),
    "series.next_year": translate("Core", "the year after {before} should be {expected}, not {year}"),
    "series.period": translate("Core", "'{text}' is not the period of a series of years, such as \"2015-2022\""),
    "series.period_begins": translate("Core", "the period begins with {year}, the figures with {first}"),
    "series.period_ends": translate("Core", "the period ends with {year}, the figures with {last}"),
    "series.stated_total": translate("Core", "stated_total '{text}' is not a number that a figure can be"),
    "series.stated_total_large": translate("Core", "stated_total is not a number that a figure can be"),
    "series.total_differs": translate(
        "Core",
        "the stated total {stated} differs from the sum {total}; name the editorial note that explains it in 'note'",
    ),
    "series.two_files": translate("Core", "two series have the name '{series}'; '{file}' is read, this one left out"),
    "series.unknown": translate("Core", "no series is called '{name}'; there are {known}"),
    "series.no_value": translate(
        "Core",
        "the series '{series}' has no figure '{name}'; ask for a year or label, total, stated, difference, first, "
        "last, highest, lowest, mean, or change A B",
    ),
}

_MARKDOWN: Mapping[str, str | Text] = {
    "markdown.not_read": translate("Core", "{reason}; the passage is shown as it is written"),
    "markdown.flattened": translate(
        "Core", "quotations or callouts stand in one another more than {depth} deep; the inner ones have no box"
    ),
    "markdown.quotations": translate("Core", "quotations are nested too deeply"),
    "markdown.lists": translate("Core", "lists are nested too deeply"),
    "markdown.blocks": translate(
        "Core", "there are too many lines that begin something without an empty line between them"
    ),
    "markdown.cells": translate("Core", "a table has too many cells in which nothing stands"),
    "markdown.marks": translate("Core", "a paragraph has too many signs"),
    "markdown.brackets": translate("Core", "there are too many brackets that nothing closes"),
    "markdown.angle_brackets": translate("Core", "there are too many '<' that nothing closes"),
    "markdown.tags": translate("Core", "there are too many HTML tags that nothing closes"),
}

_CHECK: Mapping[str, str | Text] = {
    "check.did_you_mean": translate("Core", "{problem}; did you mean {nearest}?", "nearest: one or more names"),
    "check.no_work": translate("Core", "no work has the id '{name}'"),
    "check.no_term": translate("Core", "the thesaurus has no term '{name}'"),
    "link.address": translate("Core", "broken link: '{target}' is not an address"),
    "link.file": translate("Core", "broken link: the folder has no '{target}'"),
    "link.section": translate("Core", "broken link: there is no section '{address}'"),
    "address.former": translate("Core", "'{address}' is a former address; write '{present}'"),
    "former.named_twice": translate("Core", "the former address '{address}' is named twice; {file} names it first"),
    "former.circle": translate("Core", "the former address '{address}' leads in a circle: {addresses}"),
    "former.present": translate("Core", "the former address '{address}' is a present one as well"),
    "check.summary": translate("Core", "{documents}, {sections}: {problems}."),
    "check.summary_of_source": translate(
        "Core", "{documents}, {sections}, {covered} of {coverable} pinpoints of the source cited: {problems}."
    ),
    "check.documents": Text(translate("Core", "{count} documents", "", 2), one="{count} document"),
    "check.sections": Text(translate("Core", "{count} sections", "", 2), one="{count} section"),
    "check.problems": Text(translate("Core", "{count} faults", "", 2), one="{count} fault"),
    "check.no_problems": translate("Core", "no faults"),
    "problems.located": translate("Core", "{path}:{line}: {problem}"),
    "problems.more": translate("Core", "and {count} more", "more problems than are named", 2),
    "problems.notice": Text(
        translate("Core", "The folder has {count} faults: {problems}. 'kzref check {folder}' names all.", "", 2),
        one="The folder has {count} fault: {problems}. 'kzref check {folder}' names all.",
    ),
    "publish.line_break": translate(
        "Core", "The file name {name} has a line break, which a manifest cannot hold. Rename it."
    ),
    "publish.unreadable": translate("Core", "{file} is a link or cannot be read, so it cannot be published."),
    "publish.cannot_write": translate("Core", "{file} cannot be written: {reason}."),
    "verify.altered": translate("Core", "altered: {file}"),
    "verify.missing": translate("Core", "missing: {file}"),
    "verify.extra": translate("Core", "extra: {file}"),
}

TEXTS: Mapping[str, str | Text] = {**_FILES, **_FIELDS, **_PACK, **_PINPOINTS, **_DATA, **_MARKDOWN, **_CHECK}
