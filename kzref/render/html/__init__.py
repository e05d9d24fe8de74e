"""HTML cleaned, bounded, and read as plain text."""
