"""Messages of `kzref.cli`."""

from collections.abc import Mapping

from kzref.messages.text import Text

TEXTS: Mapping[str, str | Text] = {}
