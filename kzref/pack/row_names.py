"""Names of works and terms: the last part of their addresses."""

from collections.abc import Callable

from kzref.errors import AddressError
from kzref.pack.addresses import parse_name, slug
from kzref.pack.files.text_safety import shortened

LONGEST = 100


def row_name(identifier: str, report: Callable[[str], None]) -> str:
    """Return the name that an id gives, in lower case; what can be none is reported and made one."""
    try:
        if len(identifier) <= LONGEST:
            return parse_name(identifier)
    except AddressError:
        pass
    name = slug(identifier)
    report(f"'{shortened(identifier)}' is not an id of lower-case letters, digits and hyphens; it is read as '{name}'")
    return name
