"""Small helpers for widgets."""
