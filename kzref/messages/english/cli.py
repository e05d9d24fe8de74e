"""Messages of `kzref.cli`."""

from collections.abc import Mapping

from kzref.messages.text import Text, translate

TEXTS: Mapping[str, str | Text] = {
    "cli.stopped": translate("Core", "stopped."),
    "cli.output_refused": translate("Core", "the output cannot be written: {reason}."),
    "cli.file_refused": translate("Core", "{file} cannot be used: {reason}."),
    "cli.files_refused": translate("Core", "{file} and {other} cannot be used: {reason}."),
    "cli.system_refused": translate("Core", "the system refuses something: {reason}."),
    "cli.bad_file_url": translate("Core", "'{text}' is not the address of a file."),
    "cli.address_hint": translate(
        "Core", "{refusal} 'kzref list' names every address.", "refusal: the sentence that there is no such section"
    ),
    "cli.no_display": translate(
        "Core",
        "there is no display to open a window on. Without one: 'kzref list', 'kzref search QUERY', "
        "'kzref show ADDRESS' and 'kzref print ADDRESS -o FILE.pdf'.",
    ),
    "cli.no_qt": translate("Core", "Qt cannot be loaded: {reason}"),
    "cli.no_markdown": translate("Core", "no Markdown file was found in {folder}."),
    "cli.progress": translate("Core", "Compiling {done} of {total} files"),
    "cli.built": Text(
        translate("Core", "{title}: {count} sections compiled into {folder}", "", 2),
        one="{title}: {count} section compiled into {folder}",
    ),
    "cli.no_kind": translate("Core", "there is no entry of the kind '{kind}'."),
    "cli.nothing_found": translate("Core", "nothing found for '{query}'."),
    "cli.shown_of_total": translate("Core", "{shown} of {total}", "hits that are printed, and all hits"),
    "cli.also_searched": translate("Core", "'{typed}' was also searched as {term}."),
    "cli.did_you_mean": translate("Core", "Did you mean: {suggestion}"),
    "cli.source": translate("Core", "Source: {pinpoints}"),
    "cli.nothing_to_print": translate("Core", "name the sections to print, or --all for the whole library."),
    "cli.printed": Text(translate("Core", "{file}: {count} pages", "", 2), one="{file}: {count} page"),
    "cli.published": Text(translate("Core", "{file}: {count} files", "", 2), one="{file}: {count} file"),
    "cli.as_published": translate("Core", "As published: {edition}"),
    "cli.differs": Text(
        translate("Core", "{folder} is not as published: {count} files.", "", 2),
        one="{folder} is not as published: {count} file.",
    ),
    "cli.never_published": translate(
        "Core", "{folder} is not as published: 1 file. 'kzref publish {folder}' makes a manifest."
    ),
}
