"""Themes, fonts and icons."""
