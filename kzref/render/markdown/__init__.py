"""Markdown to HTML: the extensions of Python-Markdown that kzref uses."""
