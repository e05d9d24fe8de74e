"""The compiled library: SQLite, search index and manifest; how it is built, trusted, opened and swapped."""
