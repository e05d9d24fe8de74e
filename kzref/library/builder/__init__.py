"""Build a library from a pack: full and incremental builds, and their atomic install."""
