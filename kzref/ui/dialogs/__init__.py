"""Dialogs, and what is shown after a crash."""
