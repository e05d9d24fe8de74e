"""Text made safe for HTML. The standard module html would load every named entity for this: 3 ms of the start."""

_MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


def escape(text: str) -> str:
    """The text with the five characters that mean something in HTML and in quoted attributes written out."""
    return text.translate(_MARKS)
