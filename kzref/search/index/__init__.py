"""The index of a library: built, stored and read."""
