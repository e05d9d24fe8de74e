"""Messages of `kzref.ui`."""

from collections.abc import Mapping

from kzref.messages.text import Text, translate

TEXTS: Mapping[str, str | Text] = {
    "print.cannot_write": translate("Core", "The printer or the file cannot be written."),
    "pdf.cannot_write": translate("Core", "{file} cannot be written: {reason}."),
    "pdf.no_file": translate("Core", "{file} is not a file; name a file to write the PDF to."),
    "pdf.no_folder": translate("Core", "{folder} is not a folder; the PDF was not made."),
    "page.hits": Text(translate("Core", "{count} hits on this page", "", 2), one="{count} hit on this page"),
    "files.more": translate("Core", "and {count} more", "more files than are named", 2),
    "search.results": Text(translate("Core", "{count} results", "", 2), one="{count} result"),
    "search.more_results": Text(translate("Core", "more than {count} results", "", 2), one="more than {count} result"),
    "pdf.saved": Text(translate("Core", "Saved {count} pages to {file}", "", 2), one="Saved {count} page to {file}"),
    "print.sent": Text(
        translate("Core", "Sent {count} pages to the printer", "", 2), one="Sent {count} page to the printer"
    ),
}
