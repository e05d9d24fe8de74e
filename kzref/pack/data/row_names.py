"""Names of works and terms: the last part of their addresses."""

from collections.abc import Callable

from kzref.errors import AddressError
from kzref.messages.message import Message, message
from kzref.pack.addresses import parse_name, slug
from kzref.pack.files.text_safety import shortened

LONGEST = 100
"""Characters of a name."""


def row_name(identifier: str, report: Callable[[Message], None]) -> str:
    """Return the name that an id gives, in lower case; an id that cannot be a name is reported and made one."""
    try:
        if len(identifier) <= LONGEST:
            return parse_name(identifier)
    except AddressError:
        pass
    name = slug(identifier)
    report(message("row.id", id=shortened(identifier), name=name))
    return name
