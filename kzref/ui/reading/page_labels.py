"""The fixed words of pages in the language of the window."""

from functools import cache

import kzref.render.pages.labels
from kzref.render.pages.labels import PageLabels
from kzref.ui.widgets.texts import text_of


@cache
def page_labels() -> PageLabels:
    """Return the labels in the language of the window, which is chosen before its first page is shown."""
    return kzref.render.pages.labels.page_labels(text_of)
