"""Messages of `kzref.ui`."""

from collections.abc import Mapping

from kzref.messages.text import Text, translate

TEXTS: Mapping[str, str | Text] = {
    "print.cannot_write": translate("Core", "The printer or the file cannot be written."),
    "pdf.cannot_write": translate("Core", "{file} cannot be written: {reason}."),
    "pdf.no_file": translate("Core", "{file} is not a file; name a file to write the PDF to."),
    "pdf.no_folder": translate("Core", "{folder} is not a folder; the PDF was not made."),
}
