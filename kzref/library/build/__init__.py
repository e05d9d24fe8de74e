"""Compiling a pack into a library."""
